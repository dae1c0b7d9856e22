import { useState } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../../modules/accounts/session.web.ts';
import { REFUSAL_TITLES } from '../../modules/doctors/contracts.text.ts';
import { memberStateText } from '../../modules/doctors/doctors.text.ts';
import { newId } from '../../platform/ui/client.web.ts';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { Chip } from '../../platform/ui/marks.tsx';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { askable, contractInput, emptyContract, teamFor } from './contract.rules.ts';
import type { ContractDraft } from './contract.rules.ts';
import { contractText } from './contract.text.ts';
import { useDraft } from './drafts.web.ts';
import { useFamilyName } from './family.web.ts';
import { frameText } from './frame.text.ts';
import { useOptions } from './options.web.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import { Button, Choice, DayField, Form, Ready, WordsField } from './parts.tsx';
import { useContracts, useMyTeams, useToday } from './reading.web.ts';
import { InnerScreen } from './screens.tsx';
import type { ContractMember } from './server.types.ts';

/** Each member's contract with a family-doctor team; one taps what they said (C1). */
export function ContractScreen({ householdId }: { householdId: string }) {
  const t = useText(contractText);
  const frame = useText(frameText);
  const members = useContracts(householdId);
  const { draft, set, done } = useDraft<ContractDraft>(`contract ${householdId}`, emptyContract);
  return (
    <InnerScreen title={t.titleOf({ name: useFamilyName(householdId) })} name={t.title} back={`/households/${householdId}`} backWords={frame.cancel}>
      <Ready of={members}>
        {(items) => <>{items.map((member) => <Member key={member.member.id} member={member} draft={draft} set={set} done={done} />)}</>}
      </Ready>
    </InnerScreen>
  );
}

interface Part { readonly member: ContractMember; readonly draft: ContractDraft; readonly set: (change: Partial<ContractDraft>) => void; readonly done: () => void }

function Member({ member, draft, set, done }: Part) {
  const t = useText(contractText);
  const states = useText(memberStateText);
  const language = useLanguage();
  const answer = draft.memberId === member.member.id ? draft.answer : null;
  const { contract } = member;
  const waits = askable(member) || member.state === 'expiring';
  const answering = (next: 'sign' | 'refuse') => set({ ...emptyContract(), memberId: member.member.id, answer: next });
  return (
    <section className="card">
      <div className="row"><h2>{member.member.name}</h2><Chip tone={waits ? 'attention' : 'done'} sign={!waits}>{states[member.state]}</Chip></div>
      {contract && !askable(member) ? <p className="quiet">{contract.team.name}{contract.toDay ? ` · ${t.until({ day: formatDay(contract.toDay, language, 'long') })}` : ''}</p> : null}
      {askable(member) && !answer ? (
        <div className="family-actions">
          <Button label={`${t.refuse} ${member.member.name}`} onClick={() => answering('refuse')}>{t.refuse}</Button>
          <Button kind="main" label={`${t.sign} ${member.member.name}`} onClick={() => answering('sign')}>{t.sign}</Button>
        </div>
      ) : null}
      {answer ? <Answer member={member} draft={draft} set={set} done={done} /> : null}
    </section>
  );
}

function Answer({ member, draft, set, done }: Part) {
  const t = useText(contractText);
  const today = useToday();
  const { account } = useSession();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(false);
  const own = useMyTeams().data ?? [];
  const teamId = teamFor(draft, member, own);
  const refusing = draft.answer === 'refuse';
  const save = async () => {
    if (!teamId || (refusing && !draft.refusal)) return setAsked(true);
    const id = newId();
    done();
    await outbox.add(commandOf(account.id, refusing ? 'contracts.refuse' : 'contracts.sign', contractInput(draft, member, teamId, id, today)));
    go(`/contracted/${id}`, { replace: true });
  };
  return (
    <Form onSubmit={() => void save()}>
      {own.length > 1 || !teamId ? <Choice label={refusing ? t.askingTeam : t.team} value={teamId} options={own.map(({ id, name }) => ({ value: id, label: name }))} error={asked && !teamId ? t.teamNeeded : undefined} onChange={(chosen) => set({ teamId: chosen })} /> : null}
      {refusing ? <Refusing draft={draft} set={set} error={asked && !draft.refusal ? t.whyNeeded : undefined} /> : <p className="quiet">{t.signHint}</p>}
      <div className="family-actions">
        <Button onClick={() => set(emptyContract())}>{t.not}</Button>
        <Button kind="main" type="submit">{refusing ? t.refuseGo : t.signGo}</Button>
      </div>
    </Form>
  );
}

function Refusing({ draft, set, error }: { draft: ContractDraft; set: Part['set']; error: string | undefined }) {
  const t = useText(contractText);
  return (
    <>
      <Choice label={t.why} value={draft.refusal} options={useOptions(REFUSAL_TITLES)} error={error} onChange={(refusal) => set({ refusal })} />
      <DayField label={t.askAgainOn} hint={t.askAgainHint} value={draft.askAgainOn} min={useToday()} onChange={(askAgainOn) => set({ askAgainOn })} />
      <WordsField label={t.words} value={draft.words} onChange={(words) => set({ words })} />
    </>
  );
}
