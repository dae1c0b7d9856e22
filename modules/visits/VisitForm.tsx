import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSession } from '../accounts/session.web.ts';
import { WorkerPicker } from '../accounts/WorkerPicker.tsx';
import {
  ChoiceField, ChoicesField, DayField, Note, PanelForm, TextAreaField, newId, problemField, useOptions, useText,
} from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { RecordedPanel } from './RecordedPanel.tsx';
import { chosenNeeds, draftFrom, emptyVisit, missingInVisit, visitBody } from './visitDraft.rules.ts';
import type { VisitDraft } from './visitDraft.rules.ts';
import type { RecordedVisit, VisitView } from './visits.schema.ts';
import { useRecordVisit } from './visits.web.ts';
import type { SendVisit } from './visits.web.ts';
import { healthText, moodText, needText, outcomeText, purposeText, visitFormText, visitKindText } from './visits.words.text.ts';

export interface VisitPerson {
  readonly id: string;
  readonly name: string;
  /** What they are to this household, in the words of the pack. */
  readonly title?: string;
}

/** What else is asked in this form and sent with the visit: what a doctor did for whom, which this module knows nothing of. */
export interface VisitExtra {
  readonly ask: (draft: VisitDraft, asked: boolean) => ReactNode;
  /** Something of it has to be said before it can be saved. */
  readonly lacks: (draft: VisitDraft) => boolean;
  /** null: nothing of it was said, the visit goes alone. */
  readonly send: (draft: VisitDraft) => SendVisit | null;
  readonly dirty: boolean;
  readonly told: (recorded: RecordedVisit) => ReactNode;
}

export interface VisitFormProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly household: { readonly id: string; readonly family: string };
  /** Those who serve the household today; anyone else is found by name. */
  readonly people: readonly VisitPerson[];
  /** The voided visit that this one puts right. */
  readonly corrects?: VisitView | null;
  readonly extra?: VisitExtra | null;
}

/** One contact with a household, and then what it counted for. Mounted anew for every opening, so nothing of the last one is left. */
export function VisitForm(props: VisitFormProps) {
  const [recorded, setRecorded] = useState<RecordedVisit | null>(null);
  if (!props.open) return null;
  if (recorded) return <RecordedPanel recorded={recorded} family={props.household.family} told={props.extra?.told(recorded)} onClose={() => { setRecorded(null); props.onClose(); }} />;
  return <Filling {...props} onRecorded={setRecorded} />;
}

interface Part {
  readonly draft: VisitDraft;
  readonly set: (change: Partial<VisitDraft>) => void;
  readonly problem: Problem | null;
  readonly asked: boolean;
}

function Filling({ household, people, corrects, extra, onClose, onRecorded }: VisitFormProps & { onRecorded: (recorded: RecordedVisit) => void }) {
  const t = useText(visitFormText);
  const { today, workerId } = useSession();
  const [id] = useState(newId);
  const [start] = useState(() => (corrects ? draftFrom(corrects) : emptyVisit(today, null)));
  const [filled, setDraft] = useState(start);
  const [whoSaid, setWhoSaid] = useState(corrects !== null && corrects !== undefined);
  // An office mostly writes down what others did: only one of the household's own contacts, or a member's doctor, was nearly always there.
  // Who they are may come later than the form, and whoever has been ticked stays ticked.
  const mine = workerId !== null && (extra || people.some((person) => person.id === workerId)) ? [workerId] : [];
  const draft = whoSaid ? filled : { ...filled, participants: mine };
  const [asked, setAsked] = useState(false);
  const write = useRecordVisit(onRecorded);
  const set = (change: Partial<VisitDraft>) => {
    if (change.participants) setWhoSaid(true);
    setDraft({ ...draft, ...change });
  };
  const send = () => {
    setAsked(true);
    if (missingInVisit(draft).length > 0 || extra?.lacks(draft)) return;
    const sending = extra?.send(draft);
    write.mutate({ body: visitBody(draft, { id, householdId: household.id, corrects: corrects?.id }), ...(sending ? { send: sending } : {}) });
  };
  const part = { draft, set, problem: write.error, asked };
  return (
    <PanelForm
      open title={(corrects ? t.correcting : t.title)({ name: household.family })} onClose={onClose} onSubmit={send} submit={t.submit}
      saving={write.isPending} problem={write.error} dirty={filled !== start || extra?.dirty === true} note={t.once}
    >
      {corrects ? <Note tone="note">{t.correctingHint}</Note> : null}
      <How {...part} />
      <WhenAndWho {...part} people={people} />
      {extra?.ask(draft, asked)}
      {draft.outcome === 'reached' ? <Learnt {...part} /> : null}
      <TextAreaField label={t.note} value={draft.note} onChange={(note) => set({ note })} optional maxLength={4000} />
    </PanelForm>
  );
}

/** How, and whether anybody was reached: two questions, because a call nobody answered is still a call. */
function How({ draft, set, asked }: Part) {
  const t = useText(visitFormText);
  const kinds = useOptions(visitKindText);
  const outcomes = useOptions(outcomeText);
  const missing = asked ? missingInVisit(draft) : [];
  return (
    <>
      <ChoiceField label={t.kind} value={draft.kind} options={kinds} required error={missing.includes('kind') ? t.kindNeeded : undefined} onChange={(kind) => set({ kind: kind as VisitDraft['kind'] })} />
      <ChoiceField label={t.outcome} value={draft.outcome} options={outcomes} required error={missing.includes('outcome') ? t.outcomeNeeded : undefined} onChange={(outcome) => set({ outcome: outcome as VisitDraft['outcome'] })} />
    </>
  );
}

function WhenAndWho({ draft, set, problem, asked, people }: Part & { people: readonly VisitPerson[] }) {
  const t = useText(visitFormText);
  const { today } = useSession();
  const missing = asked ? missingInVisit(draft) : [];
  const late = problem?.code === 'visit.lateReason' || draft.lateReason !== '';
  const dayError = missing.includes('day') ? t.dayNeeded : problemField(problem, 'day');
  return (
    <>
      <DayField label={t.day} value={draft.day} onChange={(day) => set({ day })} max={today} required error={dayError} />
      {late ? <TextAreaField label={t.lateReason} value={draft.lateReason} onChange={(lateReason) => set({ lateReason })} required rows={2} error={problemField(problem, 'lateReason')} /> : null}
      <Participants draft={draft} set={set} people={people} error={missing.includes('participants') ? t.whoNeeded : undefined} />
    </>
  );
}

function Participants({ draft, set, people, error }: Pick<Part, 'draft' | 'set'> & { people: readonly VisitPerson[]; error: string | undefined }) {
  const t = useText(visitFormText);
  const [added, setAdded] = useState<readonly VisitPerson[]>([]);
  const { account, workerId } = useSession();
  const self = workerId && !people.some(({ id }) => id === workerId) ? [{ id: workerId, name: account.name }] : [];
  const known = [...new Map([...people, ...self, ...added].map((person) => [person.id, person])).values()];
  return (
    <>
      <ChoicesField
        label={t.who} values={draft.participants} required error={error} onChange={(participants) => set({ participants })}
        options={known.map(({ id, name, title }: VisitPerson) => ({ value: id, label: name, ...(title ? { hint: title } : {}) }))}
      />
      <WorkerPicker
        label={t.whoElse} hint={t.whoElseHint} value={null} optional
        onChange={(worker) => {
          if (!worker) return;
          setAdded([...added, worker]);
          set({ participants: [...new Set([...draft.participants, worker.id])] });
        }}
      />
    </>
  );
}

/** What was learnt; all of it may be left out. */
function Learnt({ draft, set }: Part) {
  const t = useText(visitFormText);
  const [purposes, health, moods, needs] = [useOptions(purposeText), useOptions(healthText), useOptions(moodText), useOptions(needText)];
  return (
    <>
      <ChoicesField label={t.purposes} values={draft.purposes} options={purposes} onChange={(chosen) => set({ purposes: chosen as VisitDraft['purposes'] })} />
      <ChoiceField label={t.health} value={draft.health} options={health} optional hint={t.notAsked} onChange={(value) => set({ health: value as VisitDraft['health'] })} />
      <ChoiceField label={t.mood} value={draft.mood} options={moods} optional onChange={(mood) => set({ mood: mood as VisitDraft['mood'] })} />
      <ChoicesField label={t.needs} values={draft.needs} options={needs} optional onChange={(chosen) => set({ needs: chosenNeeds(draft.needs, chosen as VisitDraft['needs']) })} />
    </>
  );
}
