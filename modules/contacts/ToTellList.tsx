import { Card, Chip, ClauseButton, DataTable, Note, formatDay, pick, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import type { ToTell } from './contacts.schema.ts';
import { ListState } from './ListState.tsx';
import { contactsText } from './pages.text.ts';
import { placeOf } from './VacancyList.tsx';
import { Phone } from './WhoServes.tsx';

/** Families who do not know yet who comes now, the soonest last day first. */
export function ToTellList({ division }: { division: string | undefined }) {
  const t = useText(contactsText);
  const list = useList<ToTell>('/api/contacts/to-tell', { query: { division } });
  const columns = useColumns();
  return (
    <ListState list={list} none={t.allTold} hint={t.allToldHint}>
      <Note>{t.tellHint}</Note>
      <Card>
        <DataTable
          label={t.tell} rows={list.items} columns={columns} rowKey={(one) => one.dutyId} total={list.total}
          open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
        />
      </Card>
    </ListState>
  );
}

function useColumns(): Column<ToTell>[] {
  const t = useText(contactsText);
  const language = useLanguage();
  return [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ household }) => placeOf(household) },
    { key: 'role', title: t.role, cell: ({ title }) => pick(title, language) },
    { key: 'worker', title: t.newContact, cell: ({ worker }) => (worker ? <>{worker.name} <Phone number={worker.phone} /></> : '—') },
    { key: 'changed', title: t.changedOn, hideOnPhone: true, cell: ({ changedOn }) => formatDay(changedOn, language) },
    { key: 'by', title: t.tellBy, cell: (one) => <LastDay of={one} /> },
    { key: 'clause', title: t.clause, cell: ({ clause }) => (clause ? <ClauseButton clause={clause} /> : null) },
  ];
}

function LastDay({ of: { tellBy, late } }: { of: ToTell }) {
  const t = useText(contactsText);
  const language = useLanguage();
  const { today } = useSession();
  const day = formatDay(tellBy, language);
  if (late) return <Chip tone="wrong" sign>{t.late({ day })}</Chip>;
  return <Chip tone="attention">{tellBy === today ? t.lastDay : t.by({ day })}</Chip>;
}
