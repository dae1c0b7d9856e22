import { useState } from 'react';
import { Button, Card, CheckField, Chip, DataTable, FilterBar, Row, SearchBox, Stack, formatDay, useAddress, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import type { WorkerView } from '../accounts/workers.schema.ts';
import { ListState } from './ListState.tsx';
import { contactsText } from './pages.text.ts';
import { Phone } from './WhoServes.tsx';
import { WorkerForm } from './WorkerForm.tsx';

/** Everybody who serves or may serve, whether or not a household is theirs yet. */
export function WorkerList({ division }: { division: string | undefined }) {
  const t = useText(contactsText);
  const [{ search, left }, set] = useAddress('search', 'left');
  const list = useList<WorkerView>('/api/workers', { query: { division, search, left: left === 'true' ? true : undefined } });
  const [editing, setEditing] = useState<WorkerView | null>(null);
  const columns = useColumns(setEditing);
  return (
    <Stack>
      <FilterBar label={t.people}>
        <SearchBox label={t.search} placeholder={t.search} value={search ?? ''} onSearch={(typed) => set({ search: typed || undefined })} />
        <CheckField label={t.withLeft} checked={left === 'true'} onChange={(checked) => set({ left: checked ? 'true' : undefined })} />
      </FilterBar>
      <ListState list={list} none={t.noWorkers} hint={t.noWorkersHint}>
        <Card>
          <DataTable label={t.people} rows={list.items} columns={columns} rowKey={(worker) => worker.id} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }} />
        </Card>
      </ListState>
      {editing ? <WorkerForm worker={editing} onClose={() => setEditing(null)} /> : null}
    </Stack>
  );
}

function useColumns(edit: (worker: WorkerView) => void): Column<WorkerView>[] {
  const t = useText(contactsText);
  const language = useLanguage();
  const mayWrite = useRight('contact.write');
  const columns: Column<WorkerView>[] = [
    { key: 'name', title: t.name, primary: true, cell: ({ name, leader, leftOn }) => (
      <Row><span className="contacts-name">{name}</span>{leader ? <Chip>{t.leader}</Chip> : null}{leftOn ? <Chip tone="note">{t.leftOn({ day: formatDay(leftOn, language, 'long') })}</Chip> : null}</Row>
    ) },
    { key: 'place', title: t.worksAt, cell: ({ divisionName }) => divisionName },
    { key: 'organisation', title: t.organisation, hideOnPhone: true, cell: ({ organisation }) => organisation?.name ?? <span className="contacts-quiet">—</span> },
    { key: 'phone', title: t.phone, cell: ({ phone }) => <Phone number={phone} /> },
  ];
  if (!mayWrite) return columns;
  return [...columns, { key: 'tools', title: '', align: 'end', cell: (worker) => <Button kind="quiet" label={t.editOf({ name: worker.name })} onClick={() => edit(worker)}>{t.edit}</Button> }];
}
