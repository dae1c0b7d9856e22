import { useState } from 'react';
import { Button, Card, DataTable, Note, Panel, ProblemNote, ProgressNote, Row, Stack, api, newId, pick, problemFrom, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Column, Problem } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import { familyOf } from '../households/households.rules.ts';
import { useLacking, useRefreshCertificates } from './certificates.web.ts';
import type { BulkAnswer, LackingMember } from './certificates.schema.ts';
import { ListState } from './ListState.tsx';
import { certificatesText } from './pages.text.ts';

/** Members who should hold a certificate and do not; the office issues them all in one go. */
export function LackingList({ division }: { division: string | undefined }) {
  const t = useText(certificatesText);
  const list = useLacking(division);
  // So many as there were when it was asked for: the list empties while they are issued, and what came of it stays to be read.
  const [asking, setAsking] = useState<number | null>(null);
  const mayIssue = useRight('certificate.write');
  const columns = useColumns();
  return (
    <>
      <ListState list={list} none={t.noneLacking} hint={t.noneLackingHint}>
        {mayIssue ? (
          <Row apart><p className="certificates-quiet">{t.issueHint}</p><Button kind="main" onClick={() => setAsking(list.total ?? list.items.length)}>{t.issueAll({ count: list.total ?? list.items.length })}</Button></Row>
        ) : null}
        <Card>
          <DataTable
            label={t.lacking} rows={list.items} columns={columns} rowKey={(one) => `${one.member.id} ${one.kind}`} total={list.total}
            open={({ household }) => ({ to: '/households/$householdId', params: { householdId: household.id } })} more={{ has: list.hasMore, load: list.more, loading: list.loadingMore }}
          />
        </Card>
      </ListState>
      {asking !== null ? <IssuePanel division={division} count={asking} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

/** Which kind it is, no list says: a certificate's name may tell others what a family has been through. It stands on the family's page. */
function useColumns(): Column<LackingMember>[] {
  const t = useText(certificatesText);
  return [
    { key: 'family', title: t.family, primary: true, cell: ({ household }) => familyOf(household.name) },
    { key: 'place', title: t.place, cell: ({ household }) => [household.division.name, household.groupName].filter(Boolean).join(' ') },
    { key: 'member', title: t.member, cell: ({ member }) => member.name },
  ];
}

interface Progress { readonly done: number; readonly issued: number; readonly refused: readonly string[]; readonly running: boolean; readonly problem: Problem | null }

/** Issues page after page until nobody of the place lacks one; it may be left and begun again, what is issued stays. */
function IssuePanel({ division, count, onClose }: { division: string | undefined; count: number; onClose: () => void }) {
  const t = useText(certificatesText);
  const { progress, start } = useIssuing(division);
  return (
    <Panel open title={t.issueTitle({ count })} onClose={onClose} buttons={progress && !progress.problem ? null : <Button kind="main" onClick={start}>{t.issueGo}</Button>}>
      <Stack>
        <p>{t.issueEffect}</p>
        {progress?.running ? <ProgressNote label={t.issuing} done={progress.done} total={count} /> : null}
        {progress && !progress.running && !progress.problem ? <Note tone="done">{t.issued({ count: progress.issued })}</Note> : null}
        {progress && progress.refused.length > 0 ? <Note tone="attention" title={t.notIssued({ count: progress.refused.length })}><ul>{[...new Set(progress.refused)].map((words) => <li key={words}>{words}</li>)}</ul></Note> : null}
        <ProblemNote problem={progress?.problem ?? null} />
      </Stack>
    </Panel>
  );
}

// One request issues so many in a second or two; the bar moves and nobody else is kept waiting.
const AT_ONCE = 50;

function useIssuing(division: string | undefined) {
  const language = useLanguage();
  const refresh = useRefreshCertificates();
  const [progress, setProgress] = useState<Progress | null>(null);
  const start = async (): Promise<void> => {
    let now: Progress = { done: 0, issued: 0, refused: [], running: true, problem: null };
    setProgress(now);
    try {
      for (let after: string | null | undefined; after !== null;) {
        const page: { items: readonly LackingMember[]; next: string | null } = await api.get('/api/certificates/lacking', { query: { division, limit: AT_ONCE, after } });
        if (page.items.length > 0) {
          const { items } = await api.post<BulkAnswer>('/api/certificates/bulk', { body: { items: page.items.map(({ member, kind }) => ({ id: newId(), memberId: member.id, kind })) } });
          const refused = items.flatMap(({ problem }) => (problem ? pick(problem.text, language) : []));
          now = { ...now, done: now.done + items.length, issued: now.issued + items.length - refused.length, refused: [...now.refused, ...refused] };
          setProgress(now);
        }
        after = page.next;
      }
      setProgress({ ...now, running: false });
    } catch (thrown) {
      setProgress({ ...now, running: false, problem: problemFrom(thrown) });
    }
    await refresh();
  };
  return { progress, start: () => void start() };
}
