import { useState } from 'react';
import { ChoiceField, DayField, PanelForm, Ready, TextAreaField, TextField, api, newId, problemField, useRead, useText, useWrite } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import type { EncounterView } from './hospital.schema.ts';
import { choicesOf } from './hospitals.web.ts';
import { BED_ANSWERS } from './stays.schema.ts';
import type { BedAnswer, BedView, StayView } from './stays.schema.ts';
import { staysText } from './stays.words.text.ts';

interface OfStay {
  readonly stay: EncounterView;
  readonly onClose: () => void;
}

/** Opens with what stands there already. */
export function StayForm(props: OfStay) {
  const now = useRead<StayView>('/api/encounters/{id}/stay', { path: { id: props.stay.id } });
  return <Ready of={now} loading={null}>{(known) => <StayFields {...props} known={known} />}</Ready>;
}

function StayFields({ stay, known, onClose }: OfStay & { known: StayView }) {
  const t = useText(staysText);
  const [draft, set] = useState({ bed: known.bed, care: known.care, told: known.told });
  const write = useWrite(() => api.post('/api/encounters/{id}/stay', { path: { id: stay.id }, body: draft }), { refresh: ['/api/encounters', '/api/encounters/{id}/stay'], onDone: onClose });
  return (
    <PanelForm open title={t.writeOf({ name: stay.name })} onClose={onClose} onSubmit={() => write.mutate(undefined)} saving={write.isPending} problem={write.error}>
      <TextField label={t.bed} value={draft.bed} onChange={(bed) => set({ ...draft, bed })} maxLength={60} optional />
      <TextAreaField label={t.care} hint={t.careHint} value={draft.care} onChange={(care) => set({ ...draft, care })} maxLength={1000} optional />
      <TextField label={t.told} hint={t.toldHint} value={draft.told} onChange={(told) => set({ ...draft, told })} maxLength={200} optional />
    </PanelForm>
  );
}

export function DischargeForm({ stay, onClose }: OfStay) {
  const t = useText(staysText);
  const { today } = useSession();
  const [eventId] = useState(newId);
  const [day, setDay] = useState<string | null>(today);
  const [summary, setSummary] = useState('');
  const write = useWrite(() => api.post('/api/encounters/{id}/discharge', { path: { id: stay.id }, body: { eventId, day, summary } }), {
    refresh: ['/api/encounters', '/api/encounters/{id}/stay'], saved: t.saved, onDone: onClose });
  return (
    <PanelForm
      open title={t.dischargeOf({ name: stay.name })} submit={t.discharge} onClose={onClose} onSubmit={() => { if (day) write.mutate(undefined); }} saving={write.isPending} problem={write.error}
      dirty={summary !== ''} note={<span>{t.dischargeNote}</span>}
    >
      <DayField label={t.day} value={day} onChange={setDay} min={stay.admittedOn ?? undefined} max={today} required error={day ? problemField(write.error, 'day') : t.dayNeeded} />
      <TextAreaField label={t.summary} hint={t.summaryHint} value={summary} onChange={setSummary} rows={6} maxLength={4000} optional />
    </PanelForm>
  );
}

export function AnswerForm({ bed, onClose }: { bed: BedView; onClose: () => void }) {
  const t = useText(staysText);
  const [answer, setAnswer] = useState<BedAnswer | null>(bed.answer);
  const [note, setNote] = useState(bed.answerNote);
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post('/api/beds/{id}/answer', { path: { id: bed.id }, body: { answer, note } }), { refresh: ['/api/beds'], onDone: onClose });
  const submit = () => {
    setAsked(true);
    if (answer) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.answerOf({ name: bed.name })} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error}>
      {bed.reason ? <p>{bed.reason}</p> : null}
      {bed.transport ? <p>{t.transport({ words: bed.transport })}</p> : null}
      <ChoiceField label={t.answer} value={answer} options={choicesOf(BED_ANSWERS, t)} onChange={(next) => setAnswer(next as BedAnswer)} required error={asked && !answer ? t.answerNeeded : undefined} />
      <TextField label={t.note} hint={t.noteHint} value={note} onChange={setNote} maxLength={200} optional />
    </PanelForm>
  );
}
