import { useState } from 'react';
import { Button, Card, CheckField, ProblemNote, TextField, api, problemField, useText } from '../../platform/ui/index.web.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { meText } from './pages.text.ts';

const EMPTY = { current: '', next: '', again: '' };

/** Changes one's own password; what is weak about a new one is said by the server, which alone knows the rules. */
export function PasswordForm() {
  const t = useText(meText);
  const [form, setForm] = useState(EMPTY);
  const [asked, setAsked] = useState(false);
  const [visible, setVisible] = useState(false);
  const write = useAccountsWrite(() => api.post('/api/account/password', { body: { current: form.current, next: form.next } }), {
    saved: t.changed, onDone: () => { setForm(EMPTY); setAsked(false); },
  });
  const wrong = {
    current: form.current ? undefined : t.currentNeeded,
    next: form.next ? undefined : t.nextNeeded,
    again: form.next === form.again ? undefined : t.notSame,
  };
  const submit = () => {
    setAsked(true);
    if (!write.isPending && !wrong.current && !wrong.next && !wrong.again) write.mutate(undefined);
  };
  const box = (name: keyof typeof EMPTY, label: string) => ({
    label, value: form[name], onChange: (value: string) => setForm({ ...form, [name]: value }), type: visible ? 'text' : 'password', required: true,
    error: (asked ? wrong[name] : undefined) ?? problemField(write.error, name),
  });
  return (
    <Card title={t.password}>
      <form className="accounts-form" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <TextField {...box('current', t.current)} autoComplete="current-password" name="current" />
        <TextField {...box('next', t.next)} autoComplete="new-password" hint={t.nextHint} name="next" />
        <TextField {...box('again', t.again)} autoComplete="new-password" name="again" />
        <CheckField label={t.show} checked={visible} onChange={setVisible} />
        <ProblemNote problem={write.error} />
        <div><Button kind="main" type="submit" busy={write.isPending}>{t.change}</Button></div>
      </form>
    </Card>
  );
}
