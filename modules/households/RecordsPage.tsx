import {
  Card, Chip, DataTable, DayRangePicker, EmptyState, FilterBar, Loading, Page, ProblemNote, Segmented, Stack, formatTime, useAddress, useLanguage, useList, useText,
} from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { About, Changed, Deed, Why } from './RecordWords.tsx';
import { recordsText } from './recordWords.text.ts';
import { RECORD_KINDS } from './records.schema.ts';
import type { RecordEntry } from './records.schema.ts';

/** Who looked at and who changed what, newest first (G1). Neither the office nor we can change an entry. */
export function RecordsPage() {
  const t = useText(recordsText);
  const [filters, set] = useAddress('kind', 'from', 'to', 'account', 'household');
  const list = useList<RecordEntry>('/api/records', { query: filters });
  const columns = useColumns((account) => set({ account }));
  return (
    <Page title={t.title} subtitle={t.subtitle}>
      <Stack>
        <FilterBar label={t.title}>
          <Segmented
            label={t.kinds} value={filters.kind ?? ''} onChange={(kind) => set({ kind: kind || undefined })}
            options={[{ value: '', label: t.all }, ...RECORD_KINDS.map((kind) => ({ value: kind, label: t[kind] }))]}
          />
          <DayRangePicker label={t.days} from={filters.from ?? null} to={filters.to ?? null} onChange={(from, to) => set({ from: from ?? undefined, to: to ?? undefined })} />
          {filters.account ? <Dropping label={t.everyone({ name: list.items[0]?.actor?.name ?? '' })} onDrop={() => set({ account: undefined })} /> : null}
          {filters.household ? <Dropping label={t.household} onDrop={() => set({ household: undefined })} /> : null}
        </FilterBar>
        <Records list={list} columns={columns} />
      </Stack>
    </Page>
  );
}

function Records({ list, columns }: { list: ReturnType<typeof useList<RecordEntry>>; columns: Column<RecordEntry>[] }) {
  const t = useText(recordsText);
  if (list.query.isPending) return <Loading lines={8} />;
  if (list.query.isError && list.items.length === 0) return <ProblemNote problem={list.query.error} onRetry={() => void list.query.refetch()} />;
  return (
    <Card>
      <DataTable
        label={t.title} rows={list.items} columns={columns} rowKey={(record) => record.id} empty={<EmptyState title={t.none} hint={t.noneHint} />}
        more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
      />
    </Card>
  );
}

function Dropping({ label, onDrop }: { label: string; onDrop: () => void }) {
  const t = useText(recordsText);
  return <Chip tone="main">{label} <button type="button" className="text-button" aria-label={`${t.drop}：${label}`} onClick={onDrop}><span aria-hidden="true">×</span></button></Chip>;
}

function useColumns(onAccount: (account: string) => void): Column<RecordEntry>[] {
  const t = useText(recordsText);
  const language = useLanguage();
  const { today } = useSession();
  return [
    { key: 'when', title: t.when, width: '10rem', cell: (record) => <time dateTime={record.at}>{formatTime(record.at, language, today)}</time> },
    { key: 'who', title: t.who, width: '9rem', cell: ({ actor }) => (actor ? <button type="button" className="text-button" title={t.onlyHer} onClick={() => onAccount(actor.id)}>{actor.name}</button> : t.program) },
    { key: 'what', title: t.what, primary: true, cell: (record) => <><Deed record={record} /><Changed record={record} /></> },
    { key: 'about', title: t.about, width: '14rem', cell: (record) => <About record={record} /> },
    { key: 'why', title: t.why, cell: (record) => <Why record={record} /> },
  ];
}
