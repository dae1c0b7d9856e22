import { useState } from 'react';
import { DivisionPicker, PanelForm, TextAreaField, TextField, api, problemField, useText } from '../../platform/ui/index.web.ts';
import { isProvisional } from './divisions.rules.ts';
import type { DivisionView } from './divisions.schema.ts';
import { useParents, usePlaceWrite } from './divisions.web.ts';
import { placesText } from './pages.text.ts';

interface Entered {
  readonly name: string;
  readonly parentCode: string | null;
  readonly code: string;
  readonly reason: string;
}

const entered = (place: DivisionView | undefined): Entered => ({
  name: place?.name ?? '', parentCode: place?.parentCode ?? null, code: place && !isProvisional(place.code) ? place.code : '', reason: '',
});

/** Adds a place, or renames one and gives it its official code. */
export function PlaceForm({ place, onClose }: { place?: DivisionView; onClose: () => void }) {
  const t = useText(placesText);
  const [form, setForm] = useState(() => entered(place));
  const [asked, setAsked] = useState(false);
  const write = usePlaceWrite((now: Entered) => save(place, now), { ...(place ? {} : { saved: t.added }), onDone: onClose });
  const set = (change: Partial<Entered>) => setForm({ ...form, ...change });
  const missing = { name: form.name.trim() ? undefined : t.nameNeeded, parentCode: form.parentCode ? undefined : t.parentNeeded, reason: !place || form.reason.trim().length > 1 ? undefined : t.reasonNeeded };
  const error = (field: keyof typeof missing) => (asked && missing[field]) || problemField(write.error, field);
  const submit = () => {
    setAsked(true);
    if (Object.values(missing).every((words) => words === undefined)) write.mutate(form);
  };
  const parents = useParents();
  return (
    <PanelForm
      open title={place ? t.editTitle({ name: place.name }) : t.addTitle} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error}
      dirty={JSON.stringify(form) !== JSON.stringify(entered(place))}
    >
      {place ? null : <DivisionPicker label={t.parent} hint={t.parentHint} divisions={parents} value={form.parentCode} onChange={(parentCode) => set({ parentCode })} allLabel={t.choose} required error={error('parentCode')} />}
      <TextField label={t.name} value={form.name} onChange={(name) => set({ name })} required maxLength={60} error={error('name')} />
      <TextField label={t.code} hint={t.codeHint} value={form.code} onChange={(code) => set({ code })} optional maxLength={12} error={problemField(write.error, 'code')} />
      {place ? <TextAreaField label={t.reason} hint={t.reasonHint} value={form.reason} onChange={(reason) => set({ reason })} required rows={2} error={error('reason')} /> : null}
    </PanelForm>
  );
}

function save(place: DivisionView | undefined, { name, parentCode, code, reason }: Entered): Promise<DivisionView> {
  const typed = { name: name.trim(), ...(code.trim() ? { code: code.trim() } : {}) };
  if (!place) return api.post<DivisionView>('/api/divisions', { body: { ...typed, parentCode } });
  return api.patch<DivisionView>('/api/divisions/{code}', { path: { code: place.code }, body: { ...typed, reason: reason.trim() } });
}
