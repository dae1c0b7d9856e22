import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { chooseAtDoor, usePreferenceChange, useSignIn } from '../../modules/accounts/session.web.ts';
import { api } from '../../platform/ui/client.web.ts';
import type { Language } from '../../platform/ui/text.schema.ts';
import { problemFrom } from '../../platform/ui/problem.web.ts';
import type { Problem } from '../../platform/ui/problem.web.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { doorText } from './frame.text.ts';
import { arrived, finishLeaving } from './leaving.web.ts';
import { useOutbox } from './outbox.use.web.ts';
import { Button, Field, Trouble } from './parts.tsx';

interface Trying { readonly busy: boolean; readonly missing: boolean; readonly problem: Problem | null }
const START: Trying = { busy: false, missing: false, problem: null };

/** The door: two boxes, one button; a third box for the code of an authenticator where the account has one. What was not sent by others on this phone is mentioned, never shown. */
export function SignIn() {
  const t = useText(doorText);
  const { others } = useOutbox();
  const signIn = useSignIn();
  const cache = useQueryClient();
  const [entered, setEntered] = useState({ username: '', password: '', otp: '', visible: false });
  const [second, setSecond] = useState(false);
  const [state, setState] = useState(START);
  const refused = (thrown: unknown) => {
    const problem = problemFrom(thrown);
    // Nothing is wrong yet: the password was right, and the box that comes now says what it wants.
    if (problem.code !== 'otp.needed') return setState({ ...START, problem });
    setSecond(true);
    setState(START);
  };
  const submit = async () => {
    const [username, otp] = [entered.username.trim(), entered.otp.trim()];
    if (!username || !entered.password || (second && !otp)) return setState({ ...START, missing: true });
    setState({ ...START, busy: true });
    await finishLeaving(cache);
    await signIn({ username, password: entered.password, ...(second ? { otp } : {}) }).then(arrived, refused);
  };
  return (
    <DoorFrame title={t.title} onLanguage={chooseAtDoor}>
      <p className="quiet">{t.greeting}</p>
      <form className="form" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Field label={t.username}>{(id) => <input id={id} autoComplete="username" autoCapitalize="none" value={entered.username} onChange={(event) => setEntered({ ...entered, username: event.target.value })} />}</Field>
        <Password label={t.password} autoComplete="current-password" visible={entered.visible} value={entered.password} onChange={(password) => setEntered({ ...entered, password })} />
        <label className="check"><input type="checkbox" checked={entered.visible} onChange={(event) => setEntered({ ...entered, visible: event.target.checked })} />{t.show}</label>
        {second ? <Field label={t.otp} hint={t.otpHint}>{(id, describedBy) => <input id={id} aria-describedby={describedBy} autoFocus autoComplete="one-time-code" autoCapitalize="none" value={entered.otp} onChange={(event) => setEntered({ ...entered, otp: event.target.value })} />}</Field> : null}
        {state.missing ? <p className="error" role="alert">{t.missing}</p> : null}
        {state.problem ? <Trouble problem={state.problem} /> : null}
        <Button kind="main" large type="submit" busy={state.busy}>{t.go}</Button>
      </form>
      <p className="quiet small">{second ? t.lost : t.forgot}</p>
      {others ? <p className="note note-note">{t.others({ count: others })}</p> : null}
    </DoorFrame>
  );
}

function DoorFrame({ title, onLanguage, children }: { title: string; onLanguage: (language: Language) => void; children: ReactNode }) {
  const t = useText(doorText);
  const other = useLanguage() === 'zh' ? 'en' : 'zh';
  useEffect(() => { document.title = `${title} · 连心`; }, [title]);
  return (
    <div className="screen">
      <main className="screen-body door">
        <div className="row">
          <span className="brand" translate="no">连心</span>
          <Button kind="quiet" onClick={() => onLanguage(other)}>{t.otherLanguage}</Button>
        </div>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}

function Password({ label, autoComplete, visible, value, onChange }: { label: string; autoComplete: string; visible: boolean; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={label}>
      {(id) => <input id={id} type={visible ? 'text' : 'password'} autoComplete={autoComplete} autoCapitalize="none" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** A password given by someone else opens nothing but this. */
export function NewPassword() {
  const t = useText(doorText);
  const change = usePreferenceChange();
  const cache = useQueryClient();
  const [entered, setEntered] = useState({ current: '', next: '', visible: false });
  const [state, setState] = useState(START);
  const submit = async () => {
    if (!entered.current || !entered.next) return setState({ ...START, missing: true });
    setState({ ...START, busy: true });
    try {
      await api.post('/api/account/password', { body: { current: entered.current, next: entered.next } });
      await cache.invalidateQueries();
    } catch (thrown) {
      setState({ ...START, problem: problemFrom(thrown) });
    }
  };
  return (
    <DoorFrame title={t.newTitle} onLanguage={(language) => change({ language })}>
      <p className="quiet">{t.newHint}</p>
      <form className="form" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Password label={t.current} autoComplete="current-password" visible={entered.visible} value={entered.current} onChange={(current) => setEntered({ ...entered, current })} />
        <Password label={t.next} autoComplete="new-password" visible={entered.visible} value={entered.next} onChange={(next) => setEntered({ ...entered, next })} />
        <label className="check"><input type="checkbox" checked={entered.visible} onChange={(event) => setEntered({ ...entered, visible: event.target.checked })} />{t.show}</label>
        {state.missing ? <p className="error" role="alert">{t.missing}</p> : null}
        {state.problem ? <Trouble problem={state.problem} /> : null}
        <Button kind="main" large type="submit" busy={state.busy}>{t.change}</Button>
      </form>
    </DoorFrame>
  );
}
