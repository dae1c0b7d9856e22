import { useState } from 'react';
import { DayField, DivisionPicker, PanelForm, TextField, api, newId, problemField, useGo, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { formText } from './fileWords.text.ts';
import type { HouseholdFile } from './households.schema.ts';
import { useFileWrite } from './households.web.ts';

const EMPTY = { headName: '', divisionCode: null as string | null, groupName: '', registeredAddress: '', livingAddress: '', phone: '', servedFrom: null as string | null };
type Draft = typeof EMPTY;

/** Opens a file with what one knows on the first day; everything else is filled in on the file itself. */
export function NewHouseholdForm({ onClose }: { onClose: () => void }) {
  const t = useText(formText);
  const go = useGo();
  const [id] = useState(newId);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [asked, setAsked] = useState(false);
  const write = useFileWrite((body: object) => api.post<HouseholdFile>('/api/households', { body }), {
    saved: t.opened, onDone: (file) => go('/households/$householdId', { params: { householdId: file.id } }),
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const save = () => {
    setAsked(true);
    if (draft.headName.trim() && draft.divisionCode) write.mutate({ id, ...filled(draft) });
  };
  return (
    <PanelForm open title={t.newTitle} onClose={onClose} onSubmit={save} submit={t.open} saving={write.isPending} problem={write.error} dirty={draft !== EMPTY}>
      <TextField label={t.headName} hint={t.headHint} value={draft.headName} onChange={(headName) => set({ headName })} required error={asked && !draft.headName.trim() ? t.headNeeded : undefined} />
      <PlaceField draft={draft} set={set} error={asked && !draft.divisionCode ? t.divisionNeeded : problemField(write.error, 'divisionCode')} />
      <TextField label={t.group} value={draft.groupName} onChange={(groupName) => set({ groupName })} optional />
      <TextField label={t.registered} value={draft.registeredAddress} onChange={(registeredAddress) => set({ registeredAddress })} optional />
      <TextField label={t.living} hint={t.livingHint} value={draft.livingAddress} onChange={(livingAddress) => set({ livingAddress })} optional />
      <TextField label={t.phone} inputMode="tel" value={draft.phone} onChange={(phone) => set({ phone })} optional error={problemField(write.error, 'phone')} />
      <SinceField draft={draft} set={set} error={problemField(write.error, 'servedFrom')} />
    </PanelForm>
  );
}

interface Part {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly error: string | undefined;
}

function PlaceField({ draft, set, error }: Part) {
  const t = useText(formText);
  return <DivisionPicker label={t.division} divisions={usePlaces()} value={draft.divisionCode} onChange={(divisionCode) => set({ divisionCode })} required error={error} />;
}

function SinceField({ draft, set, error }: Part) {
  const t = useText(formText);
  const { today } = useSession();
  return <DayField label={t.servedFrom} hint={t.servedHint} value={draft.servedFrom} max={today} onChange={(servedFrom) => set({ servedFrom })} optional error={error} />;
}

/** Boxes left empty are not sent: an empty phone is not a phone. */
const filled = (draft: Draft) => Object.fromEntries(Object.entries(draft).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])));
