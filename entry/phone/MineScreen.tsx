import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { usePreferenceChange, useSession } from '../../modules/accounts/session.web.ts';
import { usePreferences } from '../../platform/ui/preferences.web.ts';
import { useText } from '../../platform/ui/text.web.ts';
import { forgetDrafts } from './drafts.web.ts';
import { doorText, frameText } from './frame.text.ts';
import { leave } from './leaving.web.ts';
import { forgetAnswers, useOutbox } from './outbox.use.web.ts';
import { Button, Choice } from './parts.tsx';
import { MenuScreen } from './screens.tsx';

/** Who I am here, how I like to read, what was not sent, and the way out. */
export function MineScreen() {
  const t = useText(doorText);
  const frame = useText(frameText);
  const { account, posts, county, demo } = useSession();
  const { mine } = useOutbox();
  return (
    <MenuScreen title={frame.mine} subtitle={account.name}>
      {demo ? <p className="note note-attention">{t.demo}</p> : null}
      <section className="card">
        <dl className="facts">
          <dt>{t.account}</dt><dd>{account.username}</dd>
          <dt>{t.post}</dt><dd>{[...new Set(posts.map(({ division }) => division.name))].join(' · ') || county.name}</dd>
        </dl>
      </section>
      <Link href="/outbox" className="button button-plain">{mine.length ? frame.toSend({ count: mine.length }) : t.outbox}</Link>
      <Wishes />
      <Leave />
    </MenuScreen>
  );
}

function Wishes() {
  const t = useText(doorText);
  const { language, textSize, theme } = usePreferences();
  const change = usePreferenceChange();
  return (
    <section className="card form">
      <Choice label={t.language} value={language} required options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} onChange={(value) => value && change({ language: value })} />
      <Choice label={t.textSize} value={textSize} required options={[{ value: 'normal', label: t.normal }, { value: 'large', label: t.large }]} onChange={(value) => value && change({ textSize: value })} />
      <Choice
        label={t.look} value={theme} required onChange={(value) => value && change({ theme: value })}
        options={[{ value: 'auto', label: t.auto }, { value: 'light', label: t.light }, { value: 'dark', label: t.dark }, { value: 'contrast', label: t.contrast }]}
      />
    </section>
  );
}

/** Signing out keeps what was not sent, and says so before. */
function Leave() {
  const t = useText(doorText);
  const frame = useText(frameText);
  const { mine } = useOutbox();
  const [warned, setWarned] = useState(false);
  const cache = useQueryClient();
  const go = () => {
    forgetDrafts();
    forgetAnswers();
    void leave(cache);
  };
  if (!warned) return <Button onClick={mine.length ? () => setWarned(true) : go}>{t.signOut}</Button>;
  return (
    <div className="note note-attention" role="alert">
      <p>{t.signOutUnsent({ count: mine.length })}</p>
      <div className="family-actions">
        <Button onClick={() => setWarned(false)}>{frame.cancel}</Button>
        <Button kind="danger" onClick={go}>{t.signOutAnyway}</Button>
      </div>
    </div>
  );
}
