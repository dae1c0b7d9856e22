import { useState } from 'react';
import { Button, Card, Chip, DataTable, PageLink, Row, pick, useLanguage, useList, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import type { WorkerLoad } from './contacts.schema.ts';
import { HandoverForm } from './HandoverForm.tsx';
import { ListState } from './ListState.tsx';
import { contactsText } from './pages.text.ts';

/** Workers with the households they serve, role by role; for sharing work out, so never sorted by number. */
export function WhoServes({ division }: { division: string | undefined }) {
  const t = useText(contactsText);
  const list = useList<WorkerLoad>('/api/contacts/workers', { query: { division } });
  const [leaving, setLeaving] = useState<WorkerLoad | null>(null);
  const columns = useColumns(setLeaving, division);
  return (
    <ListState list={list} none={t.nobody} hint={t.nobodyHint}>
      <Card>
        <DataTable label={t.who} rows={list.items} columns={columns} rowKey={({ worker }) => worker.id} total={list.total} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }} />
      </Card>
      {leaving ? <HandoverForm load={leaving} onClose={() => setLeaving(null)} /> : null}
    </ListState>
  );
}

function useColumns(handOver: (load: WorkerLoad) => void, division: string | undefined): Column<WorkerLoad>[] {
  const t = useText(contactsText);
  const mayWrite = useRight('contact.write');
  const columns: Column<WorkerLoad>[] = [
    { key: 'name', title: t.name, primary: true, width: '18%', cell: ({ worker }) => <Row><span className="contacts-name">{worker.name}</span>{worker.leader ? <Chip>{t.leader}</Chip> : null}</Row> },
    { key: 'phone', title: t.phone, width: '16%', cell: ({ worker }) => <Phone number={worker.phone} /> },
    { key: 'roles', title: t.roles, cell: (load) => <Roles of={load} division={division} /> },
  ];
  if (!mayWrite) return columns;
  const action: Column<WorkerLoad> = { key: 'tools', title: '', align: 'end', cell: (load) => (load.roles.length > 0 ? <Button kind="quiet" label={t.handOverOf({ name: load.worker.name })} onClick={() => handOver(load)}>{t.handOver}</Button> : null) };
  return [...columns, action];
}

export function Phone({ number }: { number: string | null }) {
  const t = useText(contactsText);
  return number ? <a href={`tel:${number}`}>{number}</a> : <span className="contacts-quiet">{t.noPhone}</span>;
}

function Roles({ of: { worker, roles, territories }, division }: { of: WorkerLoad; division: string | undefined }) {
  const t = useText(contactsText);
  const language = useLanguage();
  return (
    <Row>
      {roles.map(({ role, title, households }) => (
        <PageLink key={role} to="/households" search={{ worker: worker.id, role, division }} label={t.roleHouseholdsLabel({ name: worker.name, role: pick(title, language), count: households })}>
          {t.roleHouseholds({ role: pick(title, language), count: households })}
        </PageLink>
      ))}
      {territories.map(({ role, title, division: place }) => <span key={`${role} ${place.code}`}>{t.wholePlace({ role: pick(title, language), place: place.name })}</span>)}
    </Row>
  );
}
