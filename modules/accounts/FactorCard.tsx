import { encodeQR } from 'qr';
import { useState } from 'react';
import { Button, Card, Chip, Note, ProblemNote, Row, Stack, TextField, api, problemField, useText, useWrite } from '../../platform/ui/index.web.ts';
import type { FactorBegun, FactorConfirmed } from './factor.schema.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { CopyButton } from './CopyButton.tsx';
import { factorText } from './me.text.ts';
import { useSession } from './session.web.ts';

/** One's own one-time codes: off, being set up in three small steps, or on. */
export function FactorCard() {
  const t = useText(factorText);
  const { account: { secondFactor } } = useSession();
  const [begun, setBegun] = useState<FactorBegun | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const step = codes ? <Recovery codes={codes} onKept={() => { setCodes(null); setBegun(null); }} />
    : begun ? <Confirm begun={begun} onConfirmed={setCodes} onLater={() => setBegun(null)} />
      : secondFactor ? <p className="accounts-quiet">{t.onHint}</p> : <Begin onBegun={setBegun} />;
  return (
    <Card title={t.title} actions={<Chip tone={secondFactor ? 'done' : 'plain'} sign={secondFactor}>{secondFactor ? t.on : t.off}</Chip>}>
      <Stack>
        <p className="accounts-quiet">{t.what}</p>
        {step}
      </Stack>
    </Card>
  );
}

function Begin({ onBegun }: { onBegun: (begun: FactorBegun) => void }) {
  const t = useText(factorText);
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post<FactorBegun>('/api/account/second-factor', { body: { password } }), { saved: false, onDone: onBegun });
  const submit = () => {
    setAsked(true);
    if (password && !write.isPending) write.mutate(undefined);
  };
  if (!open) return <div><Button onClick={() => setOpen(true)}>{t.begin}</Button></div>;
  return (
    <form className="accounts-form" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <TextField
        label={t.password} type="password" autoComplete="current-password" name="factor-password" value={password} onChange={setPassword} required autoFocus
        error={asked && !password ? t.passwordNeeded : problemField(write.error, 'current')}
      />
      {problemField(write.error, 'current') ? null : <ProblemNote problem={write.error} />}
      <Row><Button kind="main" type="submit" busy={write.isPending}>{t.next}</Button><Button onClick={() => setOpen(false)}>{t.later}</Button></Row>
    </form>
  );
}

function Confirm({ begun, onConfirmed, onLater }: { begun: FactorBegun; onConfirmed: (codes: readonly string[]) => void; onLater: () => void }) {
  const t = useText(factorText);
  const [otp, setOtp] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useAccountsWrite(() => api.post<FactorConfirmed>('/api/account/second-factor/confirm', { body: { otp } }), { saved: false, onDone: (answer) => onConfirmed(answer.recoveryCodes) });
  const submit = () => {
    setAsked(true);
    if (otp.trim() && !write.isPending) write.mutate(undefined);
  };
  const refused = problemField(write.error, 'otp');
  return (
    <form className="accounts-form" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <h3>{t.scan}</h3>
      <Square text={begun.uri} label={t.picture} />
      <p className="accounts-quiet">{t.scanHint}</p>
      <code className="accounts-secret accounts-long" translate="no">{begun.secret.replace(/.{4}(?=.)/g, '$& ')}</code>
      <TextField
        label={t.code} value={otp} onChange={setOtp} inputMode="numeric" autoComplete="one-time-code" name="otp" required maxLength={9}
        error={asked && !otp.trim() ? t.codeNeeded : refused}
      />
      {refused ? null : <ProblemNote problem={write.error} />}
      <Row><Button kind="main" type="submit" busy={write.isPending}>{t.confirm}</Button><Button onClick={onLater}>{t.later}</Button></Row>
    </form>
  );
}

// Four modules of white around the code are part of it (ISO/IEC 18004); always dark on white, because scanners read no other way round.
const QUIET = 4;

function Square({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw', { border: QUIET });
  const dark = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return (
    <svg className="accounts-square" role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} shapeRendering="crispEdges">
      <path className="accounts-square-ground" d={`M0 0h${rows.length}v${rows.length}H0z`} /><path d={dark} />
    </svg>
  );
}

function Recovery({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useText(factorText);
  return (
    <div role="status">
      <Note tone="done" title={t.doneTitle}>
        <p>{t.doneHint}</p>
        <ul className="accounts-codes" translate="no">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
        <Row><CopyButton text={codes.join('\n')} words={t.copy} copied={t.copied} /><Button kind="main" onClick={onKept}>{t.kept}</Button></Row>
      </Note>
    </div>
  );
}
