import { Card, Chip, DataTable, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { usePapersTodo } from './certificates.web.ts';
import { ListState } from './ListState.tsx';
import { certificatesText, paperKindText, paperStateText } from './pages.text.ts';
import type { PaperLine, PapersHousehold } from './papers.schema.ts';

/** Households whose papers are to be printed or to be brought; which kind of certificate it is, no list says. */
export function PapersTodo({ division, state }: { division: string | undefined; state: 'make' | 'deliver' }) {
  const t = useText(certificatesText);
  const list = usePapersTodo(division, state);
  const words = state === 'make' ? [t.noneMake, t.noneMakeHint] as const : [t.noneDeliver, t.noneDeliverHint] as const;
  return (
    <ListState list={list} none={words[0]} hint={words[1]} further={t.more}>
      <Card>
        <DataTable
          label={t[state]} rows={list.items} columns={useColumns()} rowKey={({ household }) => household.id}
          open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
        />
      </Card>
    </ListState>
  );
}

function useColumns(): Column<PapersHousehold>[] {
  const t = useText(certificatesText);
  return [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ household }) => [household.division.name, household.groupName].filter(Boolean).join(' ') },
    { key: 'papers', title: t.papers, cell: ({ papers }) => <Papers papers={papers} /> },
  ];
}

function Papers({ papers }: { papers: readonly PaperLine[] }) {
  const kinds = useText(paperKindText);
  const states = useText(paperStateText);
  return (
    <ul className="certificates-papers">
      {papers.map(({ kind, state, member, certificateId }) => (
        <li key={`${kind}${member?.id ?? ''}${certificateId ?? ''}`}>
          <Chip tone={state === 'outdated' ? 'attention' : 'plain'} sign={state === 'outdated'}>
            {[kinds[kind], member?.name, state === 'outdated' ? states.outdated : ''].filter(Boolean).join(' · ')}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
