import { useState } from 'react';
import { Card, DataTable, DivisionPicker, EmptyState, PanelForm, Ready, SelectField, TextField, api, newId, problemField, useOptions, useRead, useText } from '../../platform/ui/index.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { accountFormText, accountsText, organisationKindText } from './pages.text.ts';
import type { OrganisationView } from './workers.schema.ts';

export function OrganisationList() {
  const t = useText(accountsText);
  const kinds = useText(organisationKindText);
  const read = useRead<{ items: OrganisationView[] }>('/api/organisations');
  return (
    <Ready of={read}>
      {({ items }) => (
        <Card>
          <DataTable
            label={t.organisations} rows={items} rowKey={(one) => one.id} empty={<EmptyState title={t.noOrganisations} hint={t.noOrganisationsHint} />}
            columns={[
              { key: 'name', title: t.name, primary: true, cell: ({ name }) => name },
              { key: 'kind', title: t.kind, cell: ({ kind }) => kinds[kind] },
              { key: 'place', title: t.place, cell: ({ divisionName }) => divisionName },
            ]}
          />
        </Card>
      )}
    </Ready>
  );
}

export function OrganisationForm({ onClose }: { onClose: () => void }) {
  const t = useText(accountFormText);
  const [id] = useState(newId);
  const [form, setForm] = useState({ name: '', kind: '', divisionCode: null as string | null });
  const [asked, setAsked] = useState(false);
  const write = useAccountsWrite(() => api.post<OrganisationView>('/api/organisations', { body: { id, ...form, name: form.name.trim() } }), { onDone: onClose });
  const submit = () => {
    setAsked(true);
    if (form.name.trim() && form.kind && form.divisionCode) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.organisationTitle} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} dirty={form.name !== ''}>
      <TextField label={t.organisationName} value={form.name} onChange={(name) => setForm({ ...form, name })} required maxLength={60} error={asked && !form.name.trim() ? t.nameNeeded : problemField(write.error, 'name')} />
      <SelectField label={t.organisationKind} value={form.kind} onChange={(kind) => setForm({ ...form, kind })} options={useOptions(organisationKindText)} required error={asked && !form.kind ? t.choose : undefined} />
      <DivisionPicker label={t.place} divisions={usePlaces()} value={form.divisionCode} onChange={(divisionCode) => setForm({ ...form, divisionCode })} allLabel={t.choose} required error={asked && !form.divisionCode ? t.placeNeeded : undefined} />
    </PanelForm>
  );
}
