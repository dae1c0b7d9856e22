import { useState } from 'react';
import { Button, Card, Chip, DataTable, EmptyState, Ready, Row, Stack, formatDay, pick, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import type { TerritoryView } from './contacts.schema.ts';
import { EndContactForm } from './EndContactForm.tsx';
import { contactsText, territoryText } from './pages.text.ts';
import { Phone } from './WhoServes.tsx';

/** Who serves every household of a place by their post, now or from a day to come. */
export function TerritoryList({ division }: { division: string | undefined }) {
  const t = useText(territoryText);
  const words = useText(contactsText);
  const read = useRead<{ items: TerritoryView[] }>('/api/territory-assignments', { query: { division } });
  const [ending, setEnding] = useState<TerritoryView | null>(null);
  const columns = useColumns(setEnding);
  return (
    <Stack>
      <Ready of={read}>
        {({ items }) => <Card><DataTable label={words.places} rows={items} columns={columns} rowKey={({ id }) => id} empty={<EmptyState title={t.none} hint={t.noneHint} />} /></Card>}
      </Ready>
      {ending ? <EndContactForm item={{ id: ending.id, path: '/api/territory-assignments/{id}/end', name: ending.worker.name, title: ending.title }} onClose={() => setEnding(null)} /> : null}
    </Stack>
  );
}

function useColumns(end: (assignment: TerritoryView) => void): Column<TerritoryView>[] {
  const t = useText(territoryText);
  const words = useText(contactsText);
  const language = useLanguage();
  const mayWrite = useRight('contact.write');
  const columns: Column<TerritoryView>[] = [
    { key: 'place', title: t.division, primary: true, cell: ({ division }) => division.name },
    { key: 'role', title: t.role, cell: ({ title }) => pick(title, language) },
    { key: 'worker', title: t.worker, cell: ({ worker }) => <Row><span className="contacts-name">{worker.name}</span>{worker.leader ? <Chip>{words.leader}</Chip> : null}</Row> },
    { key: 'phone', title: words.phone, cell: ({ worker }) => <Phone number={worker.phone} /> },
    { key: 'days', title: t.days, cell: (one) => <Days of={one} /> },
  ];
  if (!mayWrite) return columns;
  return [...columns, {
    key: 'tools', title: '', align: 'end',
    cell: (one) => (one.toDay === null ? <Button kind="quiet" label={t.endOf({ name: one.worker.name, role: pick(one.title, language), place: one.division.name })} onClick={() => end(one)}>{t.end}</Button> : null),
  }];
}

function Days({ of: { fromDay, toDay } }: { of: TerritoryView }) {
  const t = useText(territoryText);
  const language = useLanguage();
  const { today } = useSession();
  const from = formatDay(fromDay, language, 'long');
  return <Row><span>{toDay ? t.until({ from, to: formatDay(toDay, language, 'long') }) : t.from({ from })}</span>{fromDay > today ? <Chip tone="note">{t.coming}</Chip> : null}</Row>;
}
