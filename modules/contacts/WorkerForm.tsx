import { useState } from 'react';
import { CheckField, DayField, DivisionPicker, PanelForm, SelectField, TextField, api, newId, problemField, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import type { OrganisationView, WorkerView } from '../accounts/workers.schema.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import { useContactsWrite } from './contacts.web.ts';
import { workerFormText } from './pages.text.ts';

interface Entered {
  readonly name: string;
  readonly divisionCode: string | null;
  readonly phone: string;
  readonly leader: boolean;
  readonly organisationId: string;
  readonly leftOn: string | null;
}

const entered = (worker: WorkerView | undefined): Entered => ({
  name: worker?.name ?? '', divisionCode: worker?.divisionCode ?? null, phone: worker?.phone ?? '', leader: worker?.leader ?? false,
  organisationId: worker?.organisation?.id ?? '', leftOn: worker?.leftOn ?? null,
});

/** Adds a worker, or changes one; a change made meanwhile by somebody else is refused and shown, never overwritten. */
export function WorkerForm({ worker, onClose }: { worker?: WorkerView; onClose: () => void }) {
  const t = useText(workerFormText);
  const [id] = useState(newId);
  const [form, setForm] = useState(() => entered(worker));
  const [asked, setAsked] = useState(false);
  const write = useContactsWrite((now: Entered) => save(id, worker, now), { onDone: onClose });
  const set = (change: Partial<Entered>) => setForm({ ...form, ...change });
  const submit = () => {
    setAsked(true);
    if (form.name.trim() && form.divisionCode) write.mutate(form);
  };
  return (
    <PanelForm
      open title={worker ? t.editTitle : t.addTitle} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error}
      dirty={JSON.stringify(form) !== JSON.stringify(entered(worker))}
    >
      <TextField label={t.name} value={form.name} onChange={(name) => set({ name })} required maxLength={60} error={asked && !form.name.trim() ? t.nameNeeded : problemField(write.error, 'name')} />
      <DivisionPicker
        label={t.place} divisions={usePlaces()} value={form.divisionCode} onChange={(divisionCode) => set({ divisionCode })} allLabel={t.choose} required
        error={asked && !form.divisionCode ? t.placeNeeded : problemField(write.error, 'divisionCode')}
      />
      <TextField label={t.phone} hint={t.phoneHint} value={form.phone} onChange={(phone) => set({ phone })} inputMode="tel" optional error={problemField(write.error, 'phone')} />
      <SelectField label={t.organisation} value={form.organisationId} onChange={(organisationId) => set({ organisationId })} options={useOrganisations()} placeholder={t.none} optional />
      <CheckField label={t.leader} hint={t.leaderHint} checked={form.leader} onChange={(leader) => set({ leader })} />
      {worker ? <LeftField form={form} set={set} error={problemField(write.error, 'leftOn')} /> : null}
    </PanelForm>
  );
}

function LeftField({ form, set, error }: { form: Entered; set: (change: Partial<Entered>) => void; error: string | undefined }) {
  const t = useText(workerFormText);
  const { today } = useSession();
  return <DayField label={t.leftOn} hint={t.leftHint} value={form.leftOn} onChange={(leftOn) => set({ leftOn })} max={today} optional error={error} />;
}

function useOrganisations() {
  const { data } = useRead<{ items: OrganisationView[] }>('/api/organisations');
  return (data?.items ?? []).map(({ id, name, divisionName }) => ({ value: id, label: `${name}（${divisionName}）` }));
}

function save(id: string, worker: WorkerView | undefined, { name, divisionCode, phone, leader, organisationId, leftOn }: Entered): Promise<WorkerView> {
  const common = { name: name.trim(), divisionCode, leader };
  if (!worker) return api.post<WorkerView>('/api/workers', { body: { id, ...common, ...(phone.trim() ? { phone: phone.trim() } : {}), ...(organisationId ? { organisationId } : {}) } });
  return api.patch<WorkerView>('/api/workers/{id}', {
    path: { id: worker.id }, body: { version: worker.version, ...common, phone: phone.trim() || null, organisationId: organisationId || null, leftOn },
  });
}
