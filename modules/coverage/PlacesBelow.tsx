import {
  Card, Chip, DataTable, EmptyState, Loading, OwedBar, OwedLegend, PageLink, ProblemNote, Row, formatDay, pick, useAddress, useLanguage, useList, useText,
} from '../../platform/ui/index.web.ts';
import type { Column } from '../../platform/ui/index.web.ts';
import type { HouseholdLine } from '../households/households.schema.ts';
import type { KeptFigures, OverviewAnswer } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';
import { owedOf } from './overview.rules.ts';
import { overviewText } from './pages.text.ts';

/** The places one level down in the order of their codes; at a village, its households. */
export function PlacesBelow({ of }: { of: OverviewAnswer }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  const columns = usePlaceColumns();
  const { children = [], division, fulfilment } = of;
  if (children.length === 0) return <HouseholdsHere division={division} />;
  const named = { period: pick(fulfilment.period.name, language) };
  const title = division.level === 'county' ? t.townships(named) : t.villages(named);
  return (
    <Card title={title} note={on ? null : t.openNumber}>
      <DataTable
        label={title} rows={children} columns={columns} rowKey={(child) => child.division.code}
        open={({ division: { code } }) => ({ to: '/', search: { division: code, period, on } })}
        foot={<OwedLegend><NotCounted of={of} /></OwedLegend>}
      />
    </Card>
  );
}

/** What does not count as undone, and which it is: a figure left out of another has to be seen through all the same. */
function NotCounted({ of: { fulfilment: { adapted, excused, period }, division, on } }: { of: OverviewAnswer }) {
  const t = useText(overviewText);
  const past = usePastDay() !== undefined;
  const words = t.notCounted({ adapted, excused });
  if (past || adapted + excused === 0) return <>{words}</>;
  return <PageLink to="/worklist" search={{ division: division.code, whose: 'all', show: 'spared', from: period.from, until: on }}>{words}</PageLink>;
}

function usePlaceColumns(): Column<KeptFigures>[] {
  const t = useText(overviewText);
  return [
    { key: 'place', title: t.place, primary: true, cell: ({ division }) => division.name },
    { key: 'households', title: t.householdCount, cell: (child) => <Count of={child} what={t.householdCount} count={child.households} to="/households" search={{}} /> },
    { key: 'owed', title: t.owed, width: '34%', cell: (child) => <OwedBar {...owedOf(child.fulfilment)} label={child.division.name} /> },
    { key: 'overdue', title: t.overdue, cell: (child) => <Count of={child} what={t.overdue} count={owedOf(child.fulfilment).overdue} to="/worklist" search={{ show: 'overdue', from: child.fulfilment.period.from, until: child.fulfilment.period.to }} /> },
    { key: 'vacant', title: t.vacant, cell: (child) => <Count of={child} what={t.vacant} count={child.vacancies} to="/contacts" search={{ tab: 'vacancies' }} /> },
    { key: 'stale', title: t.fileStale, cell: (child) => <Count of={child} what={t.fileStale} count={child.stale} to="/households" search={{ stale: 'true' }} /> },
    { key: 'tell', title: t.untold, cell: (child) => <Count of={child} what={t.untold} count={child.toTell} to="/contacts" search={{ tab: 'tell' }} /> },
  ];
}

/** A number of a place; more than none, it opens to those it counts, unless it is of a day gone by. */
function Count({ of: { division }, what, count, to, search }: { of: KeptFigures; what: string; count: number; to: string; search: Record<string, string> }) {
  const t = useText(overviewText);
  const past = usePastDay() !== undefined;
  if (count === 0) return <span className="coverage-none">0</span>;
  if (past) return <>{count}</>;
  return <PageLink to={to} search={{ division: division.code, ...search }} label={t.numberOf({ place: division.name, what, count })}>{count}</PageLink>;
}

function HouseholdsHere({ division }: { division: KeptFigures['division'] }) {
  const t = useText(overviewText);
  const past = usePastDay() !== undefined;
  const list = useList<HouseholdLine>('/api/households', { query: { division: division.code } });
  const columns = useHouseholdColumns();
  return (
    <Card title={past ? t.hereToday : t.here} note={<PageLink to="/households" search={{ division: division.code }}>{t.openList}</PageLink>}>
      {list.query.isPending ? <Loading /> : list.query.error && list.items.length === 0 ? <ProblemNote problem={list.query.error} onRetry={() => void list.query.refetch()} /> : (
        <DataTable
          label={t.here} rows={list.items} columns={columns} rowKey={(line) => line.id} total={list.total} empty={<EmptyState title={t.contactsNone} />}
          open={(line) => ({ to: '/households/$householdId', params: { householdId: line.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
        />
      )}
    </Card>
  );
}

function useHouseholdColumns(): Column<HouseholdLine>[] {
  const t = useText(overviewText);
  const language = useLanguage();
  return [
    { key: 'family', title: t.family, primary: true, cell: ({ family, groupName }) => [family, groupName].filter(Boolean).join(' · ') },
    { key: 'state', title: t.toKnow, cell: (line) => (
      <Row>
        {line.overdue > 0 ? <Chip tone="wrong" sign>{t.overdueItems({ count: line.overdue })}</Chip> : null}
        {line.vacantTitles.map((title) => <Chip key={title.zh} tone="attention" sign>{t.vacantRole({ role: pick(title, language) })}</Chip>)}
      </Row>
    ) },
    { key: 'next', title: t.next, cell: ({ nextDue }) => (nextDue ? t.by({ day: formatDay(nextDue, language) }) : <span className="coverage-none">—</span>) },
  ];
}
