import { useState } from 'react';
import { ChoiceField, PanelForm, TextField, api, newId, problemField, useText } from '../../platform/ui/index.web.ts';
import { RIGHTS, TOKEN_KINDS, coversTerritory, rightsOfKind } from './accounts.rules.ts';
import type { TokenKind } from './accounts.rules.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { tokenText } from './me.text.ts';
import { accountText, postKindText } from './pages.text.ts';
import { useSession } from './session.web.ts';
import { TOKEN_DAYS } from './tokens.schema.ts';
import type { CreatedToken } from './tokens.schema.ts';

const EMPTY = { name: '', postId: null as string | null, actsAs: null as TokenKind | null, days: String(TOKEN_DAYS) };

/** Which system, within which of one's posts, what it may do and for how long. Only what the post itself could do is offered. */
export function TokenForm({ onClose, onMade }: { onClose: () => void; onMade: (made: CreatedToken) => void }) {
  const t = useText(tokenText);
  const [id] = useState(newId);
  const posts = usePosts();
  const [form, setForm] = useState({ ...EMPTY, postId: posts.length === 1 ? posts[0]!.value : null });
  const [asked, setAsked] = useState(false);
  const write = useAccountsWrite(
    () => api.post<CreatedToken>('/api/tokens', { body: { id, name: form.name.trim(), postId: form.postId, actsAs: form.actsAs, days: Number(form.days) } }), { saved: false, onDone: onMade });
  const daysRight = /^\d{1,2}$/.test(form.days) && Number(form.days) >= 1 && Number(form.days) <= TOKEN_DAYS;
  const submit = () => {
    setAsked(true);
    if (form.name.trim() && form.postId && form.actsAs && daysRight) write.mutate(undefined);
  };
  const kind = posts.find(({ value }) => value === form.postId)?.kind;
  const kinds = TOKEN_KINDS.filter((each) => !kind || mayLend(each, kind));
  return (
    <PanelForm open title={t.formTitle} onClose={onClose} onSubmit={submit} submit={t.submit} saving={write.isPending} problem={write.error} dirty={form.name !== ''}>
      <TextField label={t.name} hint={t.nameHint} value={form.name} onChange={(name) => setForm({ ...form, name })} required maxLength={60} error={asked && !form.name.trim() ? t.nameNeeded : undefined} />
      <ChoiceField
        label={t.post} value={form.postId} options={posts} onChange={(postId) => setForm({ ...form, postId, actsAs: null })} required
        error={asked && !form.postId ? t.postNeeded : problemField(write.error, 'postId')}
      />
      <ChoiceField
        label={t.kind} value={form.actsAs} options={kinds.map((value) => ({ value, label: t[value] }))} onChange={(actsAs) => setForm({ ...form, actsAs: actsAs as TokenKind })} required
        error={asked && !form.actsAs ? t.kindNeeded : undefined}
      />
      <TextField label={t.days} hint={t.daysHint} inputMode="numeric" value={form.days} onChange={(days) => setForm({ ...form, days })} required maxLength={2} error={asked && !daysRight ? t.daysWrong : undefined} />
    </PanelForm>
  );
}

/** A token never holds a right its post has not. */
const mayLend = (kind: TokenKind, post: string): boolean => RIGHTS[kind].every((right) => rightsOfKind(post).includes(right));

/** Posts over a place; a contact's covers families one by one and has no smaller kind. */
function usePosts() {
  const words = useText(accountText);
  const kinds = useText(postKindText);
  return useSession().posts.filter((post) => coversTerritory(post) && mayLend('reader', post.kind)).map(({ id, kind, division }) => ({
    value: id, kind, label: words.post({ kind: kinds[kind as keyof typeof kinds], place: division.name }),
  }));
}
