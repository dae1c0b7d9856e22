import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Page, Tabs, useAddress, useText } from '../../platform/ui/index.web.ts';
import { PlaceForm } from '../divisions/PlaceForm.tsx';
import { PlaceList } from '../divisions/PlaceList.tsx';
import { AccountForm } from './AccountForm.tsx';
import { AccountList } from './AccountList.tsx';
import './accounts.css';
import { OrganisationForm, OrganisationList } from './Organisations.tsx';
import { accountsText } from './pages.text.ts';

const TABS = ['accounts', 'organisations', 'places'] as const;
type Tab = (typeof TABS)[number];

/** Who may sign in, with which post and where; the organisations workers belong to, and the places themselves. */
export function AccountsPage() {
  const t = useText(accountsText);
  const [{ tab }, set] = useAddress('tab');
  const [adding, setAdding] = useState(false);
  const shown: Tab = TABS.find((each) => each === tab) ?? 'accounts';
  const close = () => setAdding(false);
  const parts: Readonly<Record<Tab, { readonly add: string; readonly list: ReactNode; readonly form: ReactNode }>> = {
    accounts: { add: t.add, list: <AccountList />, form: <AccountForm onClose={close} /> },
    organisations: { add: t.addOrganisation, list: <OrganisationList />, form: <OrganisationForm onClose={close} /> },
    places: { add: t.addPlace, list: <PlaceList />, form: <PlaceForm onClose={close} /> },
  };
  return (
    <Page title={t.title} actions={<Button onClick={() => setAdding(true)}>{parts[shown].add}</Button>}>
      <Tabs label={t.tabs} value={shown} onChange={(next) => set({ tab: next === 'accounts' ? undefined : next })} tabs={TABS.map((value) => ({ value, label: t[value] }))}>
        {parts[shown].list}
      </Tabs>
      {adding ? parts[shown].form : null}
    </Page>
  );
}
