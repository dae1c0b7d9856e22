import { useState } from 'react';
import { Button, Page, Tabs, useAddress, useText } from '../../platform/ui/index.web.ts';
import { AccountForm } from './AccountForm.tsx';
import { AccountList } from './AccountList.tsx';
import './accounts.css';
import { OrganisationForm, OrganisationList } from './Organisations.tsx';
import { accountsText } from './pages.text.ts';

/** Who may sign in, with which post and where; and the organisations workers belong to. */
export function AccountsPage() {
  const t = useText(accountsText);
  const [{ tab }, set] = useAddress('tab');
  const [adding, setAdding] = useState(false);
  const organisations = tab === 'organisations';
  const close = () => setAdding(false);
  return (
    <Page title={t.title} actions={<Button onClick={() => setAdding(true)}>{organisations ? t.addOrganisation : t.add}</Button>}>
      <Tabs
        label={t.tabs} value={organisations ? 'organisations' : 'accounts'} onChange={(next) => set({ tab: next === 'accounts' ? undefined : next })}
        tabs={[{ value: 'accounts', label: t.accounts }, { value: 'organisations', label: t.organisations }]}
      >
        {organisations ? <OrganisationList /> : <AccountList />}
      </Tabs>
      {adding ? (organisations ? <OrganisationForm onClose={close} /> : <AccountForm onClose={close} />) : null}
    </Page>
  );
}
