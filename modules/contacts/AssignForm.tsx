import { useState } from 'react';
import { Button, DayField, Note, Panel, PanelForm, Stack, TextAreaField, api, formatDay, newId, pick, problemField, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { WorkerPicker } from '../accounts/WorkerPicker.tsx';
import type { PickedWorker } from '../accounts/WorkerPicker.tsx';
import type { AssignmentAnswer } from './contacts.schema.ts';
import { householdContactsText } from './household.text.ts';
import { useContactsWrite } from './contacts.web.ts';

export interface AssignFormProps {
  readonly household: { readonly id: string; readonly family: string };
  readonly role: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** A key household asks for a party or government leader in this role. */
  readonly leader?: boolean;
  /** Who holds it now: nobody, somebody named for this household, or somebody who serves the whole place and stays. */
  readonly held: 'nobody' | 'household' | 'place';
  readonly onClose: () => void;
}

/** Names a worker as contact in one role, and says whose time ends and until when the household is to be told. */
export function AssignForm(props: AssignFormProps) {
  const [answer, setAnswer] = useState<AssignmentAnswer | null>(null);
  if (answer) return <Assigned {...props} answer={answer} />;
  return <Choosing {...props} onAnswer={setAnswer} />;
}

function Choosing({ household, role, title, leader, held, onClose, onAnswer }: AssignFormProps & { onAnswer: (answer: AssignmentAnswer) => void }) {
  const t = useText(householdContactsText);
  const language = useLanguage();
  const { today } = useSession();
  const [id] = useState(newId);
  const [worker, setWorker] = useState<PickedWorker | null>(null);
  const [fromDay, setFromDay] = useState<string | null>(today);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useContactsWrite((body: object) => api.post<AssignmentAnswer>('/api/assignments', { body }), { saved: t.saved, onDone: onAnswer });
  const save = () => {
    setAsked(true);
    if (worker && fromDay) write.mutate({ id, householdId: household.id, role, workerId: worker.id, fromDay, ...(note.trim() ? { note: note.trim() } : {}) });
  };
  return (
    <PanelForm
      open title={t.assignTitle({ name: household.family, role: pick(title, language) })} onClose={onClose} onSubmit={save} submit={t.submit} saving={write.isPending} problem={write.error}
      dirty={worker !== null || note !== ''} note={{ nobody: null, household: t.effect, place: t.effectPlace }[held]}
    >
      <WorkerPicker
        label={t.who} value={worker} onChange={setWorker} required leadersOnly={leader ?? false} {...(leader ? { hint: t.leaderHint } : {})}
        error={asked && !worker ? t.whoNeeded : problemField(write.error, 'workerId')}
      />
      <DayField label={t.fromDay} value={fromDay} onChange={setFromDay} required error={asked && !fromDay ? t.dayNeeded : problemField(write.error, 'fromDay')} />
      <TextAreaField label={t.note} hint={t.noteHint} value={note} onChange={setNote} optional />
    </PanelForm>
  );
}

function Assigned({ household, title, answer, onClose }: AssignFormProps & { answer: AssignmentAnswer }) {
  const t = useText(householdContactsText);
  const language = useLanguage();
  return (
    <Panel
      open title={t.assignTitle({ name: household.family, role: pick(title, language) })} onClose={onClose}
      buttons={<Button kind="main" onClick={onClose}>{t.done}</Button>}
    >
      <Stack>
        <Note tone="done" title={<span role="status">{t.saved}</span>}>{answer.worker.name}</Note>
        {answer.ended.map(({ assignmentId, worker, toDay }) => <p key={assignmentId}>{t.endedNow({ name: worker.name, day: formatDay(toDay, language) })}</p>)}
        {answer.tellBy ? <Note tone="attention">{t.tellBy({ day: formatDay(answer.tellBy, language) })}</Note> : <p>{t.tellNone}</p>}
        {answer.hints.map(({ code, text }) => <Note key={code} tone="attention">{pick(text, language)}</Note>)}
      </Stack>
    </Panel>
  );
}
