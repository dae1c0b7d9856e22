import { useState } from 'react';
import { Button, Card, Chip, DataTable, SelectField, Stack, formatDay, pick, useAddress, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { useRoleOptions } from '../policies/policies.web.ts';
import { AssignForm } from './AssignForm.tsx';
import type { HouseholdName, Vacancy } from './contacts.schema.ts';
import { ListState } from './ListState.tsx';
import { contactsText } from './pages.text.ts';

/** Required roles nobody holds, by place; somebody can be named on the spot. */
export function VacancyList({ division }: { division: string | undefined }) {
  const t = useText(contactsText);
  const [{ role }, set] = useAddress('role');
  const roles = useRoleOptions();
  const list = useList<Vacancy>('/api/contacts/vacancies', { query: { division, role } });
  const [filling, setFilling] = useState<Vacancy | null>(null);
  const columns = useColumns(setFilling);
  return (
    <Stack>
      <div className="contacts-place"><SelectField label={t.role} value={role ?? ''} options={roles} placeholder={t.anyRole} onChange={(next) => set({ role: next || undefined })} /></div>
      <ListState list={list} none={t.allHeld} hint={t.allHeldHint}>
        <Card>
          <DataTable
            label={t.vacancies} rows={list.items} columns={columns} rowKey={(one) => `${one.household.id} ${one.role}`} total={list.total}
            open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
          />
        </Card>
      </ListState>
      {filling ? (
        <AssignForm
          household={{ id: filling.household.id, family: familyOf(filling.household.name) }} role={filling.role} title={filling.title} leader={filling.leaderMissing} held={filling.leaderMissing ? 'household' : 'nobody'}
          onClose={() => setFilling(null)}
        />
      ) : null}
    </Stack>
  );
}

function useColumns(fill: (vacancy: Vacancy) => void): Column<Vacancy>[] {
  const t = useText(contactsText);
  const language = useLanguage();
  const mayWrite = useRight('contact.write');
  const columns: Column<Vacancy>[] = [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ household }) => placeOf(household) },
    { key: 'role', title: t.missing, cell: ({ title }) => <Chip tone="attention" sign>{pick(title, language)}</Chip> },
    { key: 'since', title: t.since, cell: ({ since, leaderMissing }) => (leaderMissing ? t.leaderNeeded : since ? t.sinceDay({ day: formatDay(since, language, 'long') }) : t.sinceEver) },
  ];
  if (!mayWrite) return columns;
  return [...columns, {
    key: 'tools', title: '', align: 'end',
    cell: (one) => <Button label={t.assignOf({ family: familyOf(one.household.name), role: pick(one.title, language) })} onClick={() => fill(one)}>{t.assign}</Button>,
  }];
}

export const placeOf = ({ division, groupName }: HouseholdName): string => [division.name, groupName].filter(Boolean).join(' ');
