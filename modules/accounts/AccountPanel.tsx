import { useState } from 'react';
import { Button, Chip, ConfirmReason, Facts, Note, Panel, ProblemNote, Row, Stack, api, formatDay, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { AccountView, PostView } from './accounts.schema.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { accountsText, accountText, postKindText } from './pages.text.ts';
import { PostForm } from './PostForm.tsx';
import { NewPassword } from './Secret.tsx';
import { useSession } from './session.web.ts';

/** One account: its posts, and what an administrator may do about it. */
export function AccountPanel({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const t = useText(accountText);
  const list = useText(accountsText);
  const [giving, setGiving] = useState(false);
  const own = useSession().account.id === account.id;
  return (
    <Panel open title={account.name} onClose={onClose}>
      <Stack>
        <Facts of={[
          { label: list.username, value: account.username },
          { label: list.place, value: account.division.name },
          { label: t.worker, value: account.workerId ? t.linked : t.noWorker },
          { label: t.codes, value: account.secondFactor ? t.codesOn : t.codesOff },
        ]} />
        {account.closed ? <Chip tone="note">{list.closed}</Chip> : null}
        <section>
          <Row apart><h3>{list.posts}</h3>{account.closed ? null : <Button onClick={() => setGiving(true)}>{t.give}</Button>}</Row>
          <ul className="accounts-posts">{account.posts.map((post) => <Post key={post.id} post={post} />)}</ul>
        </section>
        {own ? <Note>{t.own}</Note> : <Access account={account} />}
      </Stack>
      {giving ? <PostForm account={account} onClose={() => setGiving(false)} /> : null}
    </Panel>
  );
}

function Post({ post }: { post: PostView }) {
  const t = useText(accountText);
  const language = useLanguage();
  const { today } = useSession();
  const kinds = useText(postKindText);
  const [ending, setEnding] = useState(false);
  const write = useAccountsWrite((reason: string) => api.post<PostView>('/api/posts/{id}/end', { path: { id: post.id }, body: { toDay: today, reason } }), { onDone: () => setEnding(false) });
  const what = t.post({ kind: kinds[post.kind], place: post.hospital?.name ?? post.division.name });
  const [from, to] = [formatDay(post.fromDay, language, 'long'), post.toDay && formatDay(post.toDay, language, 'long')];
  return (
    <li>
      <div><div>{what}</div><small>{to ? t.span({ from, to }) : t.since({ from })}</small></div>
      {post.toDay === null ? <Button kind="quiet" label={t.endOf({ what })} onClick={() => setEnding(true)}>{t.end}</Button> : post.toDay < today ? <Chip>{t.over}</Chip> : null}
      <ConfirmReason
        open={ending} title={t.endTitle} hint={t.endHint({ what })} confirm={t.end} danger onCancel={() => setEnding(false)} onConfirm={(reason) => write.mutate(reason)}
        saving={write.isPending} problem={write.error}
      />
    </li>
  );
}

function Access({ account }: { account: AccountView }) {
  if (account.closed) return <Reopen account={account} />;
  return <><Reset account={account} />{account.secondFactor ? <CodesOff account={account} /> : null}<Close account={account} /></>;
}

/** The password stands here until the panel is closed, and nowhere else ever. */
function Reset({ account }: { account: AccountView }) {
  const t = useText(accountText);
  const [asking, setAsking] = useState(false);
  const write = useAccountsWrite(() => api.post<{ password: string }>('/api/accounts/{id}/reset', { path: { id: account.id } }), { saved: false, onDone: () => setAsking(false) });
  return (
    <section>
      {write.data ? <NewPassword password={write.data.password} /> : null}
      {asking ? (
        <Note tone="attention" title={t.reset}>
          <p>{t.resetAsk}</p>
          <Row><Button kind="main" busy={write.isPending} onClick={() => write.mutate(undefined)}>{t.resetGo}</Button><Button onClick={() => setAsking(false)}>{t.keep}</Button></Row>
        </Note>
      ) : <Button onClick={() => setAsking(true)}>{t.reset}</Button>}
      <ProblemNote problem={write.error} />
    </section>
  );
}

function CodesOff({ account }: { account: AccountView }) {
  const t = useText(accountText);
  const [asking, setAsking] = useState(false);
  const write = useAccountsWrite((reason: string) => api.post<AccountView>('/api/accounts/{id}/second-factor/off', { path: { id: account.id }, body: { reason } }), { onDone: () => setAsking(false) });
  return (
    <section>
      <Button onClick={() => setAsking(true)}>{t.codesEnd}</Button>
      <ConfirmReason
        open={asking} title={t.codesEndTitle({ name: account.name })} hint={t.codesEndHint} confirm={t.codesEnd} danger onCancel={() => setAsking(false)} onConfirm={(reason) => write.mutate(reason)}
        saving={write.isPending} problem={write.error}
      />
    </section>
  );
}

function Close({ account }: { account: AccountView }) {
  const t = useText(accountText);
  const [closing, setClosing] = useState(false);
  const write = useAccountsWrite((reason: string) => api.post<AccountView>('/api/accounts/{id}/close', { path: { id: account.id }, body: { reason } }), { onDone: () => setClosing(false) });
  return (
    <section>
      <Button kind="danger" onClick={() => setClosing(true)}>{t.close}</Button>
      <ConfirmReason
        open={closing} title={t.closeTitle({ name: account.name })} hint={t.closeHint} confirm={t.close} danger onCancel={() => setClosing(false)} onConfirm={(reason) => write.mutate(reason)}
        saving={write.isPending} problem={write.error}
      />
    </section>
  );
}

function Reopen({ account }: { account: AccountView }) {
  const t = useText(accountText);
  const write = useAccountsWrite(() => api.post<AccountView>('/api/accounts/{id}/reopen', { path: { id: account.id } }));
  return <section><Button kind="main" busy={write.isPending} onClick={() => write.mutate(undefined)}>{t.reopen}</Button><ProblemNote problem={write.error} /></section>;
}
