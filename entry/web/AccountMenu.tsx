import { Popover } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { usePreferenceChange, useSession, useSignOut } from '../../modules/accounts/session.web.ts';
import { Button, PageLink, Segmented, usePreferences, useText } from '../../platform/ui/index.web.ts';
import type { Language, TextSize, ThemeChoice } from '../../platform/ui/index.web.ts';
import { shellText } from './shell.text.ts';

/** Who is signed in, how the program should look, and the way out; `own` when there is a page of one's own account. */
export function AccountMenu({ own }: { own: boolean }) {
  const t = useText(shellText);
  const [open, setOpen] = useState(false);
  const { account, posts } = useSession();
  const post = posts[0]?.division.name;
  return (
    <span className="account">
      <Popover
        trigger="click" placement="bottomRight" arrow={false} open={open} onOpenChange={setOpen}
        // Beside the button, so that Tab goes from the button into the menu.
        getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
        content={<AccountChoices own={own} />}
      >
        <button type="button" className="account-button" aria-expanded={open} aria-haspopup="dialog">
          <span className="unseen">{t.account}：</span>
          {post ? <span className="account-post">{post} · </span> : null}<span>{account.name}</span>
        </button>
      </Popover>
    </span>
  );
}

function AccountChoices({ own }: { own: boolean }) {
  const t = useText(shellText);
  const { account, posts } = useSession();
  const leave = useLeave();
  return (
    <div className="account-menu" role="dialog" aria-label={t.account}>
      <div>
        <strong>{account.name}</strong>
        <div className="account-quiet">{account.username}{posts.length ? ` · ${posts.map(({ division }) => division.name).join('、')}` : ''}</div>
      </div>
      <LookChoices />
      <div className="account-ways">
        {own ? <PageLink to="/me">{t.sessions}</PageLink> : <span />}
        <Button onClick={() => void leave()}>{t.signOut}</Button>
      </div>
    </div>
  );
}

function useLeave(): () => Promise<void> {
  const signOut = useSignOut();
  const navigate = useNavigate();
  return async () => {
    await signOut();
    await navigate({ to: '/sign-in', search: { reason: 'left' } as never });
  };
}

function LookChoices() {
  const t = useText(shellText);
  const { language, textSize, theme } = usePreferences();
  const change = usePreferenceChange();
  return (
    <>
      <Choice label={t.language} value={language} onChange={(value) => change({ language: value as Language })}
        options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} />
      <Choice label={t.textSize} value={textSize} onChange={(value) => change({ textSize: value as TextSize })}
        options={[{ value: 'normal', label: t.textNormal }, { value: 'large', label: t.textLarge }]} />
      <Choice label={t.theme} value={theme} onChange={(value) => change({ theme: value as ThemeChoice })}
        options={[{ value: 'auto', label: t.themeAuto }, { value: 'light', label: t.themeLight }, { value: 'dark', label: t.themeDark }, { value: 'contrast', label: t.themeContrast }]} />
    </>
  );
}

function Choice(props: { label: string; value: string; onChange: (value: string) => void; options: { value: string; label: string }[] }) {
  return <div className="account-choice"><span className="account-quiet" aria-hidden="true">{props.label}</span><Segmented {...props} /></div>;
}
