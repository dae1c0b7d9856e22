import type { z } from 'zod';
import { Button, Card, Chip, ProblemNote, Ready, api, formatTime, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { sessionLine } from './accounts.session.schema.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { deviceOf } from './devices.rules.ts';
import { meText } from './pages.text.ts';

type SessionLine = z.output<typeof sessionLine>;

/** Where the account is signed in, so that one sees a stranger and can end it. */
export function SessionList() {
  const t = useText(meText);
  const read = useRead<{ items: SessionLine[] }>('/api/sessions');
  return (
    <Card title={t.sessions}>
      <p className="accounts-quiet">{t.sessionsHint}</p>
      <Ready of={read}>{({ items }) => <ul className="accounts-sessions">{items.map((one) => <Session key={one.id} of={one} />)}</ul>}</Ready>
    </Card>
  );
}

function Session({ of: { id, agent, address, program, current, openedAt, seenAt } }: { of: SessionLine }) {
  const t = useText(meText);
  const language = useLanguage();
  const write = useAccountsWrite(() => api.delete('/api/sessions/{id}', { path: { id } }), { saved: t.ended });
  const device = program ? t.program : (deviceOf(agent ?? '') ?? t.unknown);
  return (
    <li>
      <div>
        <div>{device} {current ? <Chip tone="main">{t.here}</Chip> : null}</div>
        <small>{[address, `${t.opened} ${formatTime(openedAt, language)}`, `${t.seen} ${formatTime(seenAt, language)}`].filter(Boolean).join(' · ')}</small>
        <ProblemNote problem={write.error} />
      </div>
      {current ? null : <Button kind="quiet" label={t.endOf({ device })} busy={write.isPending} onClick={() => write.mutate(undefined)}>{t.end}</Button>}
    </li>
  );
}
