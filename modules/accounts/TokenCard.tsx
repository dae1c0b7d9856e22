import { useState } from 'react';
import { Button, Card, ProblemNote, Ready, Row, Stack, api, formatDay, formatTime, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { tokenText } from './me.text.ts';
import { Secret } from './Secret.tsx';
import { TokenForm } from './TokenForm.tsx';
import type { CreatedToken, TokenLine } from './tokens.schema.ts';

/** One's tokens for programs, and a new one; its letters stand here once and nowhere else ever. */
export function TokenCard() {
  const t = useText(tokenText);
  const read = useRead<{ items: TokenLine[] }>('/api/tokens');
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<CreatedToken | null>(null);
  const done = (created: CreatedToken) => {
    setAdding(false);
    setMade(created);
  };
  return (
    <Card title={t.title} actions={<Button onClick={() => setAdding(true)}>{t.add}</Button>}>
      <Stack>
        <p className="accounts-quiet">{t.what}</p>
        {made?.token ? <Secret secret={made.token} title={t.secretTitle} hint={t.secretHint} /> : null}
        <Ready of={read}>{({ items }) => (items.length === 0 ? <p className="accounts-quiet">{t.none}</p> : <ul className="accounts-sessions">{items.map((one) => <Line key={one.id} of={one} />)}</ul>)}</Ready>
      </Stack>
      {adding ? <TokenForm onClose={() => setAdding(false)} onMade={done} /> : null}
    </Card>
  );
}

function Line({ of: { id, name, actsAs, division, endsAt, seenAt } }: { of: TokenLine }) {
  const t = useText(tokenText);
  const language = useLanguage();
  const write = useAccountsWrite(() => api.delete('/api/tokens/{id}', { path: { id } }), { saved: t.ended });
  const until = formatDay(String(endsAt).slice(0, 10), language, 'long');
  return (
    <li>
      <div>
        <div>{name}</div>
        <small>{t.line({ kind: t[actsAs], place: division.name, day: until })} · {t.used({ when: formatTime(String(seenAt), language) })}</small>
        <ProblemNote problem={write.error} />
      </div>
      <Row><Button kind="quiet" label={t.endOf({ name })} busy={write.isPending} onClick={() => write.mutate(undefined)}>{t.end}</Button></Row>
    </li>
  );
}
