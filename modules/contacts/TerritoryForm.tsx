import { useState } from 'react';
import { DayField, DivisionPicker, PanelForm, SelectField, api, newId, problemField, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { WorkerPicker } from '../accounts/WorkerPicker.tsx';
import type { PickedWorker } from '../accounts/WorkerPicker.tsx';
import { usePlaces } from '../divisions/divisions.web.ts';
import { useRoleOptions } from '../policies/policies.web.ts';
import type { TerritoryView } from './contacts.schema.ts';
import { useContactsWrite } from './contacts.web.ts';
import { territoryText } from './pages.text.ts';

/** One person takes a role for every household of a place. */
export function TerritoryForm({ division, onClose }: { division: string | null; onClose: () => void }) {
  const t = useText(territoryText);
  const { today } = useSession();
  const [id] = useState(newId);
  const [worker, setWorker] = useState<PickedWorker | null>(null);
  const [form, setForm] = useState({ divisionCode: division, role: '', fromDay: today as string | null });
  const [asked, setAsked] = useState(false);
  const write = useContactsWrite((body: object) => api.post<TerritoryView>('/api/territory-assignments', { body }), { saved: t.saved, onDone: onClose });
  const missing = { divisionCode: form.divisionCode ? undefined : t.placeNeeded, role: form.role ? undefined : t.roleNeeded, workerId: worker ? undefined : t.workerNeeded, fromDay: form.fromDay ? undefined : t.dayNeeded };
  const error = (field: keyof typeof missing) => (asked && missing[field]) || problemField(write.error, field);
  const save = () => {
    setAsked(true);
    if (worker && Object.values(missing).every((words) => words === undefined)) write.mutate({ id, ...form, workerId: worker.id });
  };
  return (
    <PanelForm open title={t.title} onClose={onClose} onSubmit={save} submit={t.submit} saving={write.isPending} problem={write.error} dirty={worker !== null || form.role !== ''} note={t.effect}>
      <DivisionPicker label={t.division} divisions={usePlaces()} value={form.divisionCode} onChange={(divisionCode) => setForm({ ...form, divisionCode })} allLabel={t.choose} required error={error('divisionCode')} />
      <SelectField label={t.role} value={form.role} options={useRoleOptions()} placeholder={t.choose} onChange={(role) => setForm({ ...form, role })} required error={error('role')} />
      <WorkerPicker label={t.worker} value={worker} onChange={setWorker} required division={form.divisionCode ?? undefined} error={error('workerId')} />
      <DayField label={t.days} value={form.fromDay} onChange={(fromDay) => setForm({ ...form, fromDay })} required error={error('fromDay')} />
    </PanelForm>
  );
}
