import { useState } from 'react';
import { Note, PanelForm, Ready, SelectField, TextAreaField, TextField, api, newId, problemField, useRead, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { HouseholdFile } from '../households/households.schema.ts';
import { askable } from './askable.rules.ts';
import { careCardText } from './careCard.words.text.ts';
import type { HospitalView } from './places.schema.ts';

interface OfHousehold {
  readonly file: HouseholdFile;
  readonly onClose: () => void;
}

/** A bed for somebody who is to come (C5, D8): the hospital answers at its desk. */
export function BedForm(props: OfHousehold) {
  const hospitals = useRead<{ items: HospitalView[] }>('/api/hospitals');
  return <Ready of={hospitals} loading={null}>{({ items }) => <BedFields {...props} hospitals={askable(items)} />}</Ready>;
}

function BedFields({ file, hospitals, onClose }: OfHousehold & { hospitals: readonly HospitalView[] }) {
  const t = useText(careCardText);
  const [id] = useState(newId);
  const members = file.members.filter(({ deathDay }) => deathDay === null);
  const [draft, setDraft] = useState({ memberId: members.length === 1 ? members[0]!.id : '', hospitalId: hospitals.length === 1 ? hospitals[0]!.id : '', reason: '', transport: '' });
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post('/api/beds', { body: { id, householdId: file.id, ...draft } }), { refresh: ['/api/beds'], saved: t.saved, onDone: onClose });
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    setAsked(true);
    if (draft.memberId && draft.hospitalId) write.mutate(undefined);
  };
  const error = (field: 'memberId' | 'hospitalId', words: string) => (asked && !draft[field] ? words : problemField(write.error, field));
  const options = hospitals.map(({ id: value, name, designated }) => ({ value, label: designated ? t.designated({ name }) : name }));
  return (
    <PanelForm open title={t.ask} submit={t.send} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} dirty={draft.reason !== '' || draft.transport !== ''} note={t.askNote}>
      <Note>{t.urgentNote}</Note>
      {hospitals.length === 0 ? <Note tone="attention">{t.noHospital}</Note> : null}
      <SelectField label={t.member} value={draft.memberId} options={members.map(({ id: value, name }) => ({ value, label: name }))} required error={error('memberId', t.memberNeeded)} onChange={(memberId) => set({ memberId })} />
      <SelectField label={t.hospital} value={draft.hospitalId} options={options} required error={error('hospitalId', t.hospitalNeeded)} onChange={(hospitalId) => set({ hospitalId })} />
      <WhomToCall hospital={hospitals.find((one) => one.id === draft.hospitalId)} />
      <TextAreaField label={t.reason} hint={t.reasonHint} value={draft.reason} rows={3} maxLength={500} optional onChange={(reason) => set({ reason })} />
      <TextField label={t.transport} hint={t.transportHint} value={draft.transport} maxLength={120} optional onChange={(transport) => set({ transport })} />
    </PanelForm>
  );
}

/** Whoever asks may still have to call: a hospital nobody signs in at does not see what was asked. */
function WhomToCall({ hospital }: { hospital: HospitalView | undefined }) {
  const t = useText(careCardText);
  if (!hospital) return null;
  const people = hospital.contacts.map(({ name, phone, place }) => [name, place, phone].filter(Boolean).join(' ')).join('；');
  return (
    <>
      {hospital.desks === 0 ? <Note tone="attention">{t.noDesk}</Note> : null}
      {people ? <p className="hospitals-quiet">{t.callToo({ people })}</p> : null}
    </>
  );
}
