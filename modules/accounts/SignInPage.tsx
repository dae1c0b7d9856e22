import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, Note, ProblemNote, TextField, api, problemFrom, useAddress, useGo, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { chooseAtDoor, useSignIn } from './session.web.ts';
import { signInText } from './sign-in.text.ts';
import './sign-in.css';

/** The door: two boxes, one button, and plain words when it does not open. */
export function SignInPage() {
  const t = useText(signInText);
  const [{ reason, back }] = useAddress('reason', 'back');
  useEffect(() => { document.title = `${t.title} · 连心`; }, [t.title]);
  return (
    <main className="sign-in" id="content">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <div className="sign-in-brand" translate="no">连心</div>
          <LanguageSwitch />
        </div>
        <h1>{t.title}</h1>
        <p className="sign-in-greeting">{t.greeting}</p>
        <Why reason={reason} />
        <SignInForm back={back} />
        <DemoNote />
      </div>
      <p className="sign-in-small sign-in-privacy">{t.privacy}</p>
    </main>
  );
}

/** Name and password first; the code of an authenticator only where the account has one, as a step of its own. */
function SignInForm({ back }: { back: string | undefined }) {
  const t = useText(signInText);
  const go = useGo();
  const signIn = useSignIn();
  const [entered, setEntered] = useState(NOTHING);
  const [state, setState] = useState<{ busy: boolean; asked: boolean; problem: Problem | null }>({ busy: false, asked: false, problem: null });
  const [second, setSecond] = useState(false);
  const submit = async () => {
    if (state.busy) return;
    const complete = second ? entered.otp.trim() : entered.username.trim() && entered.password;
    if (!complete) return setState({ busy: false, asked: true, problem: null });
    setState({ busy: true, asked: true, problem: null });
    try {
      await signIn({ username: entered.username.trim(), password: entered.password, ...(second ? { otp: entered.otp.trim() } : {}) });
      go(insideOnly(back));
    } catch (thrown) {
      const problem = problemFrom(thrown);
      const askedForCode = problem.code === 'otp.needed';
      if (askedForCode) setSecond(true);
      setState({ busy: false, asked: !askedForCode, problem: askedForCode ? null : problem });
    }
  };
  const restart = () => {
    setSecond(false);
    setEntered(NOTHING);
    setState({ busy: false, asked: false, problem: null });
  };
  const fields = { entered, asked: state.asked, set: (change: Partial<typeof NOTHING>) => setEntered({ ...entered, ...change }) };
  return (
    <form className="sign-in-form" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {second ? <SecondStep {...fields} /> : <FirstStep {...fields} />}
      <ProblemNote problem={state.problem} />
      <Button kind="main" size="large" type="submit" wide busy={state.busy}>{t.go}</Button>
      {second ? <Button kind="quiet" onClick={restart}>{t.otherAccount}</Button> : null}
      <p className="sign-in-small">{second ? t.lost : t.forgot}</p>
    </form>
  );
}

const NOTHING = { username: '', password: '', otp: '' };

interface Step {
  readonly entered: typeof NOTHING;
  readonly asked: boolean;
  readonly set: (change: Partial<typeof NOTHING>) => void;
}

function FirstStep({ entered, asked, set }: Step) {
  const t = useText(signInText);
  const [visible, setVisible] = useState(false);
  return (
    <>
      <TextField
        label={t.username} name="username" autoComplete="username" autoFocus value={entered.username} onChange={(username) => set({ username })}
        error={asked && !entered.username.trim() ? t.usernameNeeded : undefined}
      />
      <TextField
        label={t.password} name="password" type={visible ? 'text' : 'password'} autoComplete="current-password" value={entered.password} onChange={(password) => set({ password })}
        error={asked && !entered.password ? t.passwordNeeded : undefined}
      />
      <label className="check"><input type="checkbox" checked={visible} onChange={(event) => setVisible(event.target.checked)} /><span>{t.show}</span></label>
    </>
  );
}

function SecondStep({ entered, asked, set }: Step) {
  const t = useText(signInText);
  return (
    <TextField
      label={t.otp} hint={t.otpHint} name="otp" autoComplete="one-time-code" autoFocus value={entered.otp} onChange={(otp) => set({ otp })}
      error={asked && !entered.otp.trim() ? t.otpNeeded : undefined}
    />
  );
}

function Why({ reason }: { reason: string | undefined }) {
  const t = useText(signInText);
  const words = { idle: t.idle, ended: t.ended, left: t.left }[reason ?? ''];
  return words ? <div role="status"><Note tone="note">{words}</Note></div> : null;
}

/** The health answer says whether this is a demonstration; without it the door simply says nothing about it. */
function DemoNote() {
  const t = useText(signInText);
  const { data } = useQuery({ queryKey: ['/api/health'], queryFn: () => api.get<{ demo?: boolean }>('/api/health'), retry: false, staleTime: Infinity });
  return data?.demo ? <Note tone="attention">{t.demo}</Note> : null;
}

function LanguageSwitch() {
  const t = useText(signInText);
  const language = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return <button type="button" className="text-button" lang={other === 'zh' ? 'zh-CN' : 'en'} aria-label={t.languageLabel} onClick={() => chooseAtDoor(other)}>{t.language}</button>;
}

/** Only a path of this program may be returned to; anything else would let a link lead elsewhere after signing in. */
function insideOnly(back: string | undefined): string {
  if (!back) return '/';
  const target = URL.canParse(back, location.origin) ? new URL(back, location.origin) : null;
  return target?.origin === location.origin && back.startsWith('/') ? target.pathname + target.search : '/';
}
