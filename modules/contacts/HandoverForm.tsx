import { useState } from 'react';
import {
  Button, ChoiceField, ChoicesField, DayField, Facts, Note, Panel, PanelForm, Ready, SelectField, Stack, TextAreaField, api, formatDay, newId, pick, problemField, useLanguage, useRead, useText,
} from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { WorkerPicker } from '../accounts/WorkerPicker.tsx';
import type { PickedWorker } from '../accounts/WorkerPicker.tsx';
import type { HouseholdLine } from '../households/households.schema.ts';
import type { HandoverAnswer, WorkerLoad } from './contacts.schema.ts';
import { useContactsWrite } from './contacts.web.ts';
import { handoverText } from './pages.text.ts';

// The longest page of a list; who serves more hands over everything, or narrows it by role.
const LISTED = 200;

interface Entered {
  readonly role: string;
  readonly which: 'whole' | 'some';
  readonly householdIds: readonly string[];
  readonly to: PickedWorker | null;
  readonly day: string | null;
  readonly note: string;
}

/** One step for a whole post or some households of it: the one before ends, the next begins, and who is to be told is listed. */
export function HandoverForm({ load, onClose }: { load: WorkerLoad; onClose: () => void }) {
  const [done, setDone] = useState<{ answer: HandoverAnswer; to: PickedWorker } | null>(null);
  if (done) return <HandedOver {...done} onClose={onClose} />;
  return <Choosing load={load} onClose={onClose} onDone={setDone} />;
}

function Choosing({ load, onClose, onDone }: { load: WorkerLoad; onClose: () => void; onDone: (done: { answer: HandoverAnswer; to: PickedWorker }) => void }) {
  const t = useText(handoverText);
  const { today } = useSession();
  const [id] = useState(newId);
  const only = load.roles.length === 1 ? (load.roles[0]?.role ?? '') : '';
  const [form, setForm] = useState<Entered>({ role: only, which: 'whole', householdIds: [], to: null, day: today, note: '' });
  const [asked, setAsked] = useState(false);
  const write = useContactsWrite((to: PickedWorker) => send(id, load.worker.id, form, to).then((answer) => ({ answer, to })), { onDone });
  const noneChosen = form.which === 'some' && form.householdIds.length === 0;
  const set = (change: Partial<Entered>) => setForm({ ...form, ...change });
  const submit = () => {
    setAsked(true);
    if (form.to && form.day && !noneChosen) write.mutate(form.to);
  };
  return (
    <PanelForm open title={t.title} onClose={onClose} onSubmit={submit} submit={t.submit} saving={write.isPending} problem={write.error} dirty={form.to !== null || form.note !== ''} note={t.effect}>
      <Facts of={[{ label: t.from, value: load.worker.name }]} />
      <What load={load} form={form} set={set} error={asked && noneChosen ? t.chooseOne : undefined} />
      <WorkerPicker label={t.to} value={form.to} onChange={(to) => set({ to })} required error={asked && !form.to ? t.toNeeded : problemField(write.error, 'toWorkerId')} />
      <DayField label={t.day} value={form.day} onChange={(day) => set({ day })} required error={asked && !form.day ? t.dayNeeded : problemField(write.error, 'day')} />
      <TextAreaField label={t.note} hint={t.noteHint} value={form.note} onChange={(note) => set({ note })} optional maxLength={4000} />
    </PanelForm>
  );
}

function What({ load, form, set, error }: { load: WorkerLoad; form: Entered; set: (change: Partial<Entered>) => void; error: string | undefined }) {
  const t = useText(handoverText);
  const language = useLanguage();
  const count = form.role ? (load.roles.find((one) => one.role === form.role)?.households ?? 0) : load.total;
  return (
    <>
      <SelectField
        label={t.role} value={form.role} options={load.roles.map(({ role, title }) => ({ value: role, label: pick(title, language) }))} placeholder={t.allRoles}
        onChange={(role) => set({ role, householdIds: [] })}
      />
      <ChoiceField label={t.which} value={form.which} options={[{ value: 'whole', label: t.whole({ count }) }, { value: 'some', label: t.some }]} onChange={(which) => set({ which: which as Entered['which'] })} />
      {form.which === 'some' ? <Some load={load} form={form} set={set} error={error} /> : null}
    </>
  );
}

function Some({ load, form, set, error }: { load: WorkerLoad; form: Entered; set: (change: Partial<Entered>) => void; error: string | undefined }) {
  const t = useText(handoverText);
  const read = useRead<{ items: HouseholdLine[]; next: string | null }>('/api/households', { query: { worker: load.worker.id, role: form.role || undefined, limit: LISTED } });
  return (
    <Ready of={read}>
      {({ items, next }) => (
        <ChoicesField
          label={t.households} values={form.householdIds} onChange={(householdIds) => set({ householdIds })} error={error} {...(next ? { hint: t.firstMany({ count: items.length }) } : {})}
          options={items.map(({ id, family, division, groupName }) => ({ value: id, label: family, hint: [division.name, groupName].filter(Boolean).join(' ') }))}
        />
      )}
    </Ready>
  );
}

function send(id: string, fromWorkerId: string, { role, which, householdIds, day, note }: Entered, to: PickedWorker): Promise<HandoverAnswer> {
  const body = { id, fromWorkerId, toWorkerId: to.id, day, ...(role ? { role } : {}), ...(which === 'some' ? { householdIds } : {}), ...(note.trim() ? { note: note.trim() } : {}) };
  return api.post<HandoverAnswer>('/api/handovers', { body });
}

function HandedOver({ answer, to, onClose }: { answer: HandoverAnswer; to: PickedWorker; onClose: () => void }) {
  const t = useText(handoverText);
  const language = useLanguage();
  return (
    <Panel open title={t.title} onClose={onClose} buttons={<Button kind="main" onClick={onClose}>{t.close}</Button>}>
      <Stack>
        <Note tone="done" title={<span role="status">{t.doneTitle}</span>}>{t.moved({ count: answer.moved, name: to.name })}</Note>
        {answer.tellBy ? <Note tone="attention">{t.tellBy({ day: formatDay(answer.tellBy, language) })}</Note> : null}
      </Stack>
    </Panel>
  );
}
