import { useState } from 'react';
import { Button, DivisionPicker, Panel, PanelForm, Stack, TextField, api, newId, problemField, useText } from '../../platform/ui/index.web.ts';
import { usePlaces } from '../divisions/divisions.web.ts';
import type { AccountView } from './accounts.schema.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { accountFormText, accountText } from './pages.text.ts';
import { PostForm } from './PostForm.tsx';
import { NewPassword } from './Secret.tsx';
import { WorkerPicker } from './WorkerPicker.tsx';
import type { PickedWorker } from './WorkerPicker.tsx';

interface Created { readonly account: AccountView; readonly password?: string }

/** A new account, its first password, and then its first post: without one nothing can be seen. */
export function AccountForm({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<Created | null>(null);
  return created ? <AfterCreation created={created} onClose={onClose} /> : <Entering onClose={onClose} onDone={setCreated} />;
}

function Entering({ onClose, onDone }: { onClose: () => void; onDone: (created: Created) => void }) {
  const t = useText(accountFormText);
  const [id] = useState(newId);
  const [worker, setWorker] = useState<PickedWorker | null>(null);
  const [form, setForm] = useState({ name: '', username: '', divisionCode: null as string | null });
  const [asked, setAsked] = useState(false);
  const write = useAccountsWrite(() => api.post<Created>('/api/accounts', { body: { id, ...form, name: form.name.trim(), username: form.username.trim(), ...(worker ? { workerId: worker.id } : {}) } }), { saved: false, onDone });
  const wrong = {
    name: form.name.trim() ? undefined : t.nameNeeded,
    username: /^[a-z0-9][a-z0-9._-]{1,39}$/.test(form.username.trim().toLowerCase()) ? undefined : t.usernameWrong,
    divisionCode: form.divisionCode ? undefined : t.placeNeeded,
  };
  const error = (field: keyof typeof wrong) => (asked && wrong[field]) || problemField(write.error, field);
  const submit = () => {
    setAsked(true);
    if (!wrong.name && !wrong.username && !wrong.divisionCode) write.mutate(undefined);
  };
  const choose = (picked: PickedWorker | null) => {
    setWorker(picked);
    if (picked && !form.name) setForm({ ...form, name: picked.name });
  };
  return (
    <PanelForm open title={t.title} onClose={onClose} onSubmit={submit} submit={t.submit} saving={write.isPending} problem={write.error} note={t.note} dirty={form.name !== '' || form.username !== ''}>
      <WorkerPicker label={t.worker} hint={t.workerHint} value={worker} onChange={choose} optional />
      <TextField label={t.name} value={form.name} onChange={(name) => setForm({ ...form, name })} required maxLength={60} error={error('name')} />
      <TextField label={t.username} hint={t.usernameHint} value={form.username} onChange={(username) => setForm({ ...form, username })} required maxLength={40} error={error('username')} />
      <DivisionPicker label={t.place} divisions={usePlaces()} value={form.divisionCode} onChange={(divisionCode) => setForm({ ...form, divisionCode })} allLabel={t.choose} required error={error('divisionCode')} />
    </PanelForm>
  );
}

function AfterCreation({ created: { account, password }, onClose }: { created: Created; onClose: () => void }) {
  const t = useText(accountText);
  const [giving, setGiving] = useState(false);
  return (
    <Panel open title={account.name} onClose={onClose} buttons={<Button kind="main" onClick={() => setGiving(true)}>{t.give}</Button>}>
      <Stack>{password ? <NewPassword password={password} /> : null}</Stack>
      {giving ? <PostForm account={account} onClose={() => setGiving(false)} onGiven={onClose} /> : null}
    </Panel>
  );
}
