import { Card, Chip, Columns, Facts, Note, Page, Segmented, Stack, usePreferences, useText } from '../../platform/ui/index.web.ts';
import type { Preferences } from '../../platform/ui/index.web.ts';
import './accounts.css';
import { FactorCard } from './FactorCard.tsx';
import { accountText, meText, postKindText } from './pages.text.ts';
import { PasswordForm } from './PasswordForm.tsx';
import { usePreferenceChange, useSession } from './session.web.ts';
import { SessionList } from './SessionList.tsx';
import { TokenCard } from './TokenCard.tsx';

/** One's own account: the password, where one is signed in, and how the program looks. */
export function MePage() {
  const t = useText(meText);
  const { account } = useSession();
  return (
    <Page title={t.title} subtitle={`${account.name} · ${account.username}`}>
      {account.mustChangePassword ? <FirstPassword /> : (
        <Columns of="1-1">
          <Stack><PasswordForm /><FactorCard /><Look /></Stack>
          <Stack><SessionList /><MyPosts /><TokenCard /></Stack>
        </Columns>
      )}
    </Page>
  );
}

/** Until the password is one's own the server answers nothing else, so nothing else is shown. */
function FirstPassword() {
  const t = useText(meText);
  return (
    <>
      <Note tone="attention" title={t.mustTitle}>{t.mustHint}</Note>
      <Columns of="1-1"><PasswordForm /><Look /></Columns>
    </>
  );
}

function MyPosts() {
  const t = useText(meText);
  const words = useText(accountText);
  const kinds = useText(postKindText);
  const { posts } = useSession();
  return (
    <Card title={t.posts}>
      <ul className="accounts-mine">{posts.map(({ id, kind, division }) => <li key={id}><Chip tone="main">{words.post({ kind: kinds[kind as keyof typeof kinds], place: division.name })}</Chip></li>)}</ul>
    </Card>
  );
}

function Look() {
  const t = useText(meText);
  const { language, textSize, theme } = usePreferences();
  const change = usePreferenceChange();
  const choice = (name: keyof Preferences, label: string, value: string, options: { value: string; label: string }[]) =>
    ({ label, value: <Segmented label={label} value={value} options={options} onChange={(chosen) => change({ [name]: chosen } as Partial<Preferences>)} /> });
  return (
    <Card title={t.look}>
      <Facts of={[
        choice('language', t.language, language, [{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]),
        choice('textSize', t.textSize, textSize, [{ value: 'normal', label: t.normal }, { value: 'large', label: t.large }]),
        choice('theme', t.theme, theme, [{ value: 'auto', label: t.auto }, { value: 'light', label: t.light }, { value: 'dark', label: t.dark }, { value: 'contrast', label: t.contrast }]),
      ]} />
    </Card>
  );
}
