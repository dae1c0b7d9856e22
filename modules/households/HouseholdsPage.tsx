import { useState } from 'react';
import {
  Button, Card, Chip, DataTable, EmptyState, Loading, Page, PageLink, ProblemNote, Row, Stack, formatNear, pick, useAddress, useLanguage, useList, useText,
} from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import { useRight, useSession } from '../accounts/session.web.ts';
import { HouseholdFilters } from './HouseholdFilters.tsx';
import './households.css';
import type { HouseholdLine } from './households.schema.ts';
import { ambiguous, FILTER_NAMES, setFilters } from './listFilters.rules.ts';
import { NewHouseholdForm } from './NewHouseholdForm.tsx';
import { listText } from './pages.text.ts';

/** Households one may see, by place: who, where, what to know, what comes next. Stands on shared screens, so nothing says why a family is served. */
export function HouseholdsPage() {
  const t = useText(listText);
  const [values, setAddress] = useAddress(...FILTER_NAMES);
  const filters = setFilters(values);
  const list = useList<HouseholdLine>('/api/households', { query: filters });
  const mayWrite = useRight('household.write');
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title={t.title} subtitle={list.total === null ? null : <span role="status">{t.count({ count: list.total })}</span>}
      actions={mayWrite ? <Button onClick={() => setCreating(true)}>{t.newOne}</Button> : null}
    >
      <Stack>
        <HouseholdFilters filters={filters} set={setAddress} />
        <Lines list={list} filtered={Object.keys(filters).length > 0} />
      </Stack>
      {creating ? <NewHouseholdForm onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function Lines({ list, filtered }: { list: ReturnType<typeof useList<HouseholdLine>>; filtered: boolean }) {
  const t = useText(listText);
  const columns = useColumns(ambiguous(list.items));
  if (list.query.isPending) return <Loading lines={8} />;
  if (list.query.isError && list.items.length === 0) return <ProblemNote problem={list.query.error} onRetry={() => void list.query.refetch()} />;
  return (
    <Card>
      <DataTable
        label={t.title} rows={list.items} columns={columns} rowKey={(line) => line.id} total={list.total}
        open={(line) => ({ to: '/households/$householdId', params: { householdId: line.id } })}
        more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }} empty={<Nothing filtered={filtered} />}
      />
    </Card>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useText(listText);
  const mayImport = useRight('import.write');
  if (filtered) return <EmptyState title={t.noneTitle} hint={t.noneHint} />;
  return <EmptyState title={t.emptyTitle} hint={t.emptyHint} action={mayImport ? <PageLink to="/import" className="button button-plain">{t.goImport}</PageLink> : null} />;
}

function useColumns(twins: ReadonlySet<string>): Column<HouseholdLine>[] {
  const t = useText(listText);
  const language = useLanguage();
  const { today } = useSession();
  return [
    { key: 'household', title: t.household, primary: true, width: '18%', cell: ({ id, family, name }) => <span className="households-name">{twins.has(id) && name !== family ? `${family}（${name}）` : family}</span> },
    { key: 'place', title: t.place, width: '24%', cell: placeOf },
    { key: 'state', title: t.state, cell: (line) => <ToKnow line={line} /> },
    { key: 'next', title: t.next, width: '14%', cell: ({ nextDue }) => (nextDue ? t.before({ day: formatNear(nextDue, today, language) }) : <span className="households-quiet">{t.nothingDue}</span>) },
    { key: 'last', title: t.last, width: '14%', cell: ({ lastVisitOn }) => (lastVisitOn ? formatNear(lastVisitOn, today, language) : <span className="households-quiet">{t.never}</span>) },
  ];
}

function placeOf({ township, division, groupName }: HouseholdLine): string {
  return [township.code === division.code ? '' : township.name, division.name, groupName].filter(Boolean).join(' ');
}

/** What needs attention in words; the colour only helps. */
function ToKnow({ line }: { line: HouseholdLine }) {
  const t = useText(listText);
  const language = useLanguage();
  return (
    <Row>
      {line.overdue > 0 ? <Chip tone="wrong" sign>{t.overdue({ count: line.overdue })}</Chip> : null}
      {line.vacantTitles.map((title) => <Chip key={title.zh} tone="attention" sign>{t.vacant({ role: pick(title, language) })}</Chip>)}
      {line.callsOnly ? <Chip tone="note">{t.callsOnly}</Chip> : null}
      {line.away ? <Chip tone="note">{t.away}</Chip> : null}
      {line.key ? <Chip>{t.key}</Chip> : null}
      {line.stale ? <Chip>{t.stale}</Chip> : null}
      {line.marks.length > 0 ? <Chip tone="attention">{t.marks({ count: line.marks.length })}</Chip> : null}
    </Row>
  );
}
