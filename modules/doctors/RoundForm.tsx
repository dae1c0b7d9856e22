import { useState } from 'react';
import { api, newId, pick, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { VisitForm } from '../visits/VisitForm.tsx';
import type { VisitExtra, VisitFormProps } from '../visits/VisitForm.tsx';
import type { VisitDraft } from '../visits/visitDraft.rules.ts';
import { ForWhom } from './ForWhom.tsx';
import { roundParts, weeksMissing } from './round.rules.ts';
import type { Done, OwedService, RoundIn, RoundMember } from './round.rules.ts';
import { roundText } from './round.text.ts';
import type { RecordedRound } from './services.schema.ts';

/** The form of a visit; the members' own doctor says in it what was done for whom. Nobody else is asked, because nobody else may know. */
export function RoundForm(props: Omit<VisitFormProps, 'open' | 'extra'>) {
  const extra = useRound(props.household.id);
  return <VisitForm {...props} open extra={extra} />;
}

function useRound(householdId: string): VisitExtra | null {
  const { rights, workerId } = useSession();
  const doctor = rights.includes('health.write');
  const members = useRead<{ items: RoundMember[] }>('/api/services/choices', { query: { household: householdId } }, { enabled: doctor }).data?.items ?? [];
  const duties = useRead<{ items: (OwedService & { state: string })[] }>('/api/households/{id}/duties', { path: { id: householdId } }, { enabled: doctor });
  const [done, setDone] = useState<Done>({});
  if (!doctor || members.length === 0 || workerId === null) return null;
  const owed = duties.data?.items.filter(({ state }) => state === 'open') ?? [];
  const round = (draft: VisitDraft): RoundIn | null => {
    const tookPart = draft.kind !== null && draft.outcome === 'reached' && draft.participants.includes(workerId);
    return tookPart ? { members, done, owed, way: draft.kind } : null;
  };
  return {
    ask: (draft, asked) => {
      const asking = round(draft);
      return asking ? <ForWhom round={asking} missing={asked ? weeksMissing(asking) : []} onChange={setDone} /> : null;
    },
    lacks: (draft) => weeksMissing(round(draft) ?? { members: [], done, owed, way: '' }).length > 0,
    send: (draft) => sender(round(draft), draft.day ?? ''),
    dirty: Object.keys(done).length > 0,
    told: (recorded) => <Told recorded={recorded} />,
  };
}

function sender(round: RoundIn | null, day: string): ReturnType<VisitExtra['send']> {
  const parts = round ? roundParts(round, day, newId) : { services: [], entries: [] };
  if (parts.services.length + parts.entries.length === 0) return null;
  return (visit) => api.post<RecordedRound>('/api/rounds', { body: { visit, ...parts } });
}

/** What was done for whom, as the server wrote it down. */
function Told({ recorded }: { recorded: VisitRecorded }) {
  const t = useText(roundText);
  const language = useLanguage();
  const { services = NONE, entries = NONE } = recorded as Partial<RecordedRound>;
  if (services.length + entries.length === 0) return null;
  return (
    <section>
      <h3>{t.title}</h3>
      <ul>
        {services.map(({ id, member, title, content }) => <li key={id}>{[member.name, pick(title, language), content].filter(Boolean).join(' · ')}</li>)}
        {entries.length ? <li>{t.filed({ count: entries.length })}</li> : null}
      </ul>
    </section>
  );
}

type VisitRecorded = Parameters<VisitExtra['told']>[0];
const NONE = [] as const;
