import { Button, Card, EmptyState, Loading, Page, ProblemNote, Stack, useAddress, useList, useText } from '../../platform/ui/index.web.ts';
import type { Listed } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import type { DutyView } from './duties.schema.ts';
import { worklistText } from './pages.text.ts';
import { byFamily, SHOWN, shownOf } from './worklist.rules.ts';
import { WorklistFamily } from './WorklistFamily.tsx';
import { WORKLIST_FILTERS, WorklistFilters } from './WorklistFilters.tsx';
import './worklist.css';

/** What is owed, family by family, the soonest first. Who serves a few families sees their own; the office sees all. */
export function WorklistPage() {
  const t = useText(worklistText);
  const [filters] = useAddress(...WORKLIST_FILTERS);
  const mine = useMine(filters.whose);
  const worker = filters.worker ?? (mine ? 'me' : undefined);
  const { division, role, from, until } = filters;
  const list = useList<DutyView>('/api/duties', { query: { worker, division, role, from, until, state: SHOWN[shownOf(filters.show)].join(',') } });
  return (
    <Page title={t.title} subtitle={list.total === null ? null : <span role="status">{t.count({ count: list.total })}</span>}>
      <Stack>
        <WorklistFilters mine={mine} />
        <Families list={list} mine={mine && shownOf(filters.show) === 'open'} none={shownOf(filters.show) === 'open' ? t.noneTitle : t.noneOf} />
      </Stack>
    </Page>
  );
}

/** The office looks after everybody's work; a cadre or a contact first of all after their own. */
function useMine(asked: string | undefined): boolean {
  const { posts, workerId } = useSession();
  if (workerId === null) return false;
  if (asked) return asked === 'mine';
  return posts.every(({ kind }) => kind === 'contact' || kind === 'familyDoctor' || kind === 'villageCadre');
}

function Families({ list, mine, none }: { list: Listed<DutyView>; mine: boolean; none: string }) {
  const t = useText(worklistText);
  if (list.query.isPending) return <Loading lines={8} />;
  if (list.query.error && list.items.length === 0) return <ProblemNote problem={list.query.error} onRetry={() => void list.query.refetch()} />;
  if (list.items.length === 0) return <EmptyState title={none} hint={mine ? t.noneMine : t.noneHint} />;
  return (
    <Card>
      <ul className="worklist">
        {byFamily(list.items).map((work) => <WorklistFamily key={work.household.id} {...work} />)}
      </ul>
      <Foot list={list} />
    </Card>
  );
}

function Foot({ list }: { list: Listed<DutyView> }) {
  const t = useText(worklistText);
  if (!list.hasMore) return null;
  const { items: { length: count }, total } = list;
  return (
    <div className="worklist-foot">
      <span role="status">{total === null ? t.shownSome({ count }) : t.shown({ count, total })}</span>
      <Button onClick={list.more} busy={list.loadingMore}>{t.more}</Button>
    </div>
  );
}
