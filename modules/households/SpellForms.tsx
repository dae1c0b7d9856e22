import { useState } from 'react';
import { DayField, Note, PanelForm, SelectField, TextAreaField, TextField, api, newId, problemField, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { formText } from './fileWords.text.ts';
import type { HouseholdFile } from './households.schema.ts';
import { useFileWrite } from './households.web.ts';
import { flagText } from './pages.text.ts';

interface FormProps {
  readonly file: HouseholdFile;
  readonly onClose: () => void;
}

interface DayFormProps {
  readonly title: string;
  readonly dayLabel: string;
  readonly effect?: string;
  readonly submit?: string;
  /** What the reason is called, where one is asked for. */
  readonly reasonLabel?: string;
  readonly saving: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly onSave: (day: string, reason: string) => void;
}

/** A day, and where it matters a reason: the shape of most things that begin or end. */
function DayForm({ title, dayLabel, effect, submit, reasonLabel, saving, problem, onClose, onSave }: DayFormProps) {
  const t = useText(formText);
  const { today } = useSession();
  const [day, setDay] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const noReason = reasonLabel !== undefined && reason.trim().length < 2;
  const save = () => {
    setAsked(true);
    if (day && !noReason) onSave(day, reason.trim());
  };
  const dayError = problemField(problem, 'toDay') ?? problemField(problem, 'fromDay') ?? problemField(problem, 'day');
  return (
    <PanelForm open title={title} onClose={onClose} onSubmit={save} saving={saving} problem={problem} dirty={reason !== ''} {...(submit ? { submit } : {})}>
      {effect ? <Note tone="note">{effect}</Note> : null}
      <DayField label={dayLabel} value={day} onChange={setDay} required error={asked && !day ? t.dayNeeded : dayError} />
      {reasonLabel ? <TextAreaField label={reasonLabel} value={reason} onChange={setReason} required rows={2} error={asked && noReason ? t.reasonNeeded : undefined} /> : null}
    </PanelForm>
  );
}

/** The file was gone through and is still right; it no longer counts as stale. */
export function ConfirmForm({ file, onClose }: FormProps) {
  const t = useText(formText);
  const write = useFileWrite((day: string) => api.post<HouseholdFile>('/api/households/{id}/confirm', { path: { id: file.id }, body: { day } }), { onDone: onClose });
  return <DayForm title={t.confirmTitle({ name: file.family })} dayLabel={t.confirmDay} effect={t.confirmEffect} saving={write.isPending} problem={write.error} onClose={onClose} onSave={(day) => write.mutate(day)} />;
}

export function EndServiceForm({ file, onClose }: FormProps) {
  const t = useText(formText);
  const write = useFileWrite((body: object) => api.post<HouseholdFile>('/api/households/{id}/end-service', { path: { id: file.id }, body }), { onDone: onClose });
  return (
    <DayForm
      title={t.endTitle({ name: file.family })} dayLabel={t.lastDay} effect={t.endEffect} submit={t.endGo} reasonLabel={t.endReason} saving={write.isPending} problem={write.error} onClose={onClose}
      onSave={(toDay, reason) => write.mutate({ toDay, reason })}
    />
  );
}

export function ResumeServiceForm({ file, onClose }: FormProps) {
  const t = useText(formText);
  const [id] = useState(newId);
  const write = useFileWrite((body: object) => api.post<HouseholdFile>('/api/households/{id}/resume-service', { path: { id: file.id }, body }), { onDone: onClose });
  return (
    <DayForm
      title={t.resumeTitle({ name: file.family })} dayLabel={t.fromDay} submit={t.resumeGo} reasonLabel={t.resumeReason} saving={write.isPending} problem={write.error} onClose={onClose}
      onSave={(fromDay, reason) => write.mutate({ id, fromDay, reason })}
    />
  );
}

export function EndAwayForm({ file, awayId, onClose }: FormProps & { awayId: string }) {
  const t = useText(formText);
  const write = useFileWrite((toDay: string) => api.post<HouseholdFile>('/api/aways/{id}/end', { path: { id: awayId }, body: { toDay } }), { onDone: onClose });
  return <DayForm title={t.backTitle({ name: file.family })} dayLabel={t.backDay} saving={write.isPending} problem={write.error} onClose={onClose} onSave={(day) => write.mutate(day)} />;
}

export function EndFlagForm({ file, flag, onClose }: FormProps & { flag: HouseholdFile['flags'][number] }) {
  const t = useText(formText);
  const flags = useText(flagText);
  const write = useFileWrite(
    (body: object) => api.post<HouseholdFile>('/api/households/{id}/flags/{flagId}/end', { path: { id: file.id, flagId: flag.id }, body }), { onDone: onClose },
  );
  return (
    <DayForm
      title={t.flagEndTitle({ what: flags[flag.key] })} dayLabel={t.lastDay} reasonLabel={t.reason} saving={write.isPending} problem={write.error} onClose={onClose}
      onSave={(toDay, reason) => write.mutate({ toDay, reason })}
    />
  );
}

/** The household lives elsewhere for a time; calls then stand in for visits wherever the rules allow it. */
export function AwayForm({ file, onClose }: FormProps) {
  const t = useText(formText);
  const { today } = useSession();
  const [id] = useState(newId);
  const [place, setPlace] = useState('');
  const [days, setDays] = useState<{ from: string | null; to: string | null }>({ from: today, to: null });
  const [asked, setAsked] = useState(false);
  const write = useFileWrite((body: object) => api.post<HouseholdFile>('/api/aways', { body }), { onDone: onClose });
  const save = () => {
    setAsked(true);
    if (place.trim() && days.from) write.mutate({ id, householdId: file.id, place: place.trim(), fromDay: days.from, ...(days.to ? { toDay: days.to } : {}) });
  };
  return (
    <PanelForm open title={t.awayTitle({ name: file.family })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={place !== ''} note={t.awayEffect}>
      <TextField label={t.awayPlace} hint={t.awayPlaceHint} value={place} onChange={setPlace} required error={asked && !place.trim() ? t.awayNeeded : undefined} />
      <DayField label={t.fromDay} value={days.from} onChange={(from) => setDays({ ...days, from })} required error={asked && !days.from ? t.dayNeeded : problemField(write.error, 'fromDay')} />
      <DayField label={t.toDay} value={days.to} onChange={(to) => setDays({ ...days, to })} optional error={problemField(write.error, 'toDay')} {...(days.from ? { min: days.from } : {})} />
    </PanelForm>
  );
}

const NO_FLAG = { key: '', memberId: '', source: '' };

/** Puts the household or one member on a list, with where that comes from. */
export function FlagForm({ file, onClose }: FormProps) {
  const t = useText(formText);
  const { today } = useSession();
  const [id] = useState(newId);
  const [draft, setDraft] = useState(NO_FLAG);
  const [fromDay, setFromDay] = useState<string | null>(today);
  const [asked, setAsked] = useState(false);
  const flags = useOptions(flagText);
  const write = useFileWrite((body: object) => api.post<HouseholdFile>('/api/households/{id}/flags', { path: { id: file.id }, body }), { onDone: onClose });
  const people = file.members.filter((member) => member.deathDay === null).map(({ id: value, name }) => ({ value, label: name }));
  const save = () => {
    setAsked(true);
    const { key, memberId, source } = draft;
    if (key && source.trim() && fromDay) write.mutate({ id, key, source: source.trim(), fromDay, ...(memberId ? { memberId } : {}) });
  };
  return (
    <PanelForm open title={t.flagTitle({ name: file.family })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={draft !== NO_FLAG}>
      <SelectField label={t.flagKey} value={draft.key} options={flags} onChange={(key) => setDraft({ ...draft, key })} required error={asked && !draft.key ? t.flagNeeded : problemField(write.error, 'key')} />
      <SelectField label={t.flagWho} value={draft.memberId} options={people} placeholder={t.flagWhole} onChange={(memberId) => setDraft({ ...draft, memberId })} />
      <TextField label={t.flagSource} hint={t.flagSourceHint} value={draft.source} onChange={(source) => setDraft({ ...draft, source })} required error={asked && !draft.source.trim() ? t.flagSourceNeeded : undefined} />
      <DayField label={t.fromDay} value={fromDay} onChange={setFromDay} max={today} required error={asked && !fromDay ? t.dayNeeded : problemField(write.error, 'fromDay')} />
    </PanelForm>
  );
}
