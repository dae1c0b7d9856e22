import { useState } from 'react';
import { CheckField, DayField, PanelForm, SelectField, TextField, api, newId, problemField, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { choicesOf, useHospitalWrite } from './hospitals.web.ts';
import { hospitalsText } from './hospitals.words.text.ts';
import { HOSPITAL_LEVELS } from './places.schema.ts';
import type { HospitalView } from './places.schema.ts';

interface Closing {
  readonly onClose: () => void;
}

/** A new hospital, or one this county keeps. Where it lies never changes: whom it may serve hangs on it. */
export function HospitalForm({ hospital, onClose }: Closing & { hospital?: HospitalView }) {
  const t = useText(hospitalsText);
  const { county } = useSession();
  const home = county.code.slice(0, 6);
  const [id] = useState(newId);
  const [draft, set] = useState({ name: hospital?.name ?? '', code: hospital?.code ?? home, level: hospital?.level ?? '', public: hospital?.public ?? true, endedOn: hospital?.endedOn ?? null });
  const [asked, setAsked] = useState(false);
  const { name, code, level, endedOn } = draft;
  const write = useHospitalWrite(() => (hospital
    ? api.patch('/api/hospitals/{id}', { path: { id: hospital.id }, body: { name, level, public: draft.public, endedOn } })
    : api.post('/api/hospitals', { body: { id, name, code, level, public: draft.public } })), { onDone: onClose });
  const codeFine = /^\d{6}$/.test(code);
  const submit = () => {
    setAsked(true);
    if (name.trim().length > 1 && codeFine && level) write.mutate(undefined);
  };
  return (
    <PanelForm open title={hospital ? t.changeTitle({ name: hospital.name }) : t.addTitle} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error}>
      <TextField label={t.name} value={name} onChange={(next) => set({ ...draft, name: next })} required error={asked && name.trim().length < 2 ? t.nameNeeded : undefined} />
      <TextField
        label={t.code} hint={hospital ? t.codeStays : t.codeHint({ code: home })} value={code} onChange={(next) => set({ ...draft, code: next })} inputMode="numeric" disabled={hospital !== undefined} required
        error={asked && !codeFine ? t.codeWrong : undefined}
      />
      <SelectField label={t.level} value={level} options={choicesOf(HOSPITAL_LEVELS, t)} onChange={(next) => set({ ...draft, level: next })} required error={asked && !level ? t.levelNeeded : undefined} />
      <CheckField label={t.public} checked={draft.public} onChange={(next) => set({ ...draft, public: next })} />
      {hospital ? <DayField label={t.endedOn} hint={t.endedHint} value={endedOn} onChange={(next) => set({ ...draft, endedOn: next })} optional /> : null}
    </PanelForm>
  );
}

export function DesignateForm({ hospital, onClose }: Closing & { hospital: HospitalView }) {
  const t = useText(hospitalsText);
  const { today } = useSession();
  const [id] = useState(newId);
  const [fromDay, setFrom] = useState<string | null>(today);
  const write = useHospitalWrite(() => api.post('/api/designations', { body: { id, hospitalId: hospital.id, fromDay } }), { onDone: onClose });
  return (
    <PanelForm open title={t.designateOf({ name: hospital.name })} submit={t.designate} onClose={onClose} onSubmit={() => { if (fromDay) write.mutate(undefined); }} saving={write.isPending} problem={write.error}>
      <DayField label={t.fromDay} value={fromDay} onChange={setFrom} required error={fromDay ? problemField(write.error, 'toDay') : t.fromDayNeeded} />
    </PanelForm>
  );
}

export function DeskContactForm({ hospital, onClose }: Closing & { hospital: HospitalView }) {
  const t = useText(hospitalsText);
  const { today } = useSession();
  const [draft, set] = useState(() => ({ id: newId(), name: '', phone: '', place: '', inCharge: false }));
  const [asked, setAsked] = useState(false);
  const write = useHospitalWrite(
    () => api.post('/api/desk-contacts', { body: { ...draft, phone: draft.phone || undefined, hospitalId: hospital.id, fromDay: today } }), { onDone: onClose });
  const submit = () => {
    setAsked(true);
    if (draft.name.trim()) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.contactTitle({ name: hospital.name })} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} dirty={draft.name !== ''}>
      <TextField label={t.contactName} value={draft.name} onChange={(name) => set({ ...draft, name })} required error={asked && !draft.name.trim() ? t.contactNeeded : undefined} />
      <TextField label={t.phone} value={draft.phone} onChange={(phone) => set({ ...draft, phone })} inputMode="tel" optional error={problemField(write.error, 'phone')} />
      <TextField label={t.place} value={draft.place} onChange={(place) => set({ ...draft, place })} optional />
      <CheckField label={t.inCharge} checked={draft.inCharge} onChange={(inCharge) => set({ ...draft, inCharge })} />
    </PanelForm>
  );
}
