import { useState } from 'react';
import { ChoiceField, DayField, DivisionPicker, PanelForm, SelectField, api, newId, problemField, useRead, useText } from '../../platform/ui/index.web.ts';
import type { DivisionView } from '../divisions/divisions.schema.ts';
import { POST_KINDS, POST_LEVELS, atHospital } from './accounts.rules.ts';
import type { PostKind } from './accounts.rules.ts';
import type { AccountView, PostView } from './accounts.schema.ts';
import { useAccountsWrite } from './accounts.web.ts';
import { accountFormText, postHintText, postKindText } from './pages.text.ts';
import { useSession } from './session.web.ts';

/** Gives a post; only places of its level are offered. What one may not give oneself, the server refuses in words. */
export function PostForm({ account, onClose, onGiven }: { account: AccountView; onClose: () => void; onGiven?: () => void }) {
  const t = useText(accountFormText);
  const [kinds, hints] = [useText(postKindText), useText(postHintText)];
  const { today } = useSession();
  const [id] = useState(newId);
  const [kind, setKind] = useState<PostKind | null>(null);
  const [divisionCode, setDivision] = useState<string | null>(null);
  const [hospitalId, setHospital] = useState('');
  const [days, setDays] = useState<{ from: string | null; to: string | null }>({ from: today, to: null });
  const [asked, setAsked] = useState(false);
  const write = useAccountsWrite(
    () => api.post<PostView>('/api/posts', { body: { id, accountId: account.id, kind, divisionCode, fromDay: days.from, ...(days.to ? { toDay: days.to } : {}), ...(kind && atHospital(kind) ? { hospitalId } : {}) } }),
    { onDone: () => { onClose(); onGiven?.(); } },
  );
  const hospitals = useHospitals(kind !== null && atHospital(kind));
  const submit = () => {
    setAsked(true);
    if (kind && divisionCode && days.from && (hospitalId || !atHospital(kind))) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.postTitle({ name: account.name })} onClose={onClose} onSubmit={submit} submit={t.give} saving={write.isPending} problem={write.error} dirty={kind !== null}>
      <ChoiceField
        label={t.postKind} value={kind} options={POST_KINDS.map((value) => ({ value, label: kinds[value], hint: hints[value] }))}
        onChange={(chosen) => { setKind(chosen as PostKind); setDivision(null); setHospital(''); }} required error={asked && !kind ? t.kindNeeded : problemField(write.error, 'kind')}
      />
      {kind && atHospital(kind) ? (
        <SelectField
          label={t.postHospital} hint={t.postHospitalHint} value={hospitalId} options={hospitals} onChange={setHospital} required
          error={asked && !hospitalId ? t.hospitalNeeded : problemField(write.error, 'hospitalId')}
        />
      ) : null}
      <DivisionPicker
        label={t.postPlace} divisions={usePlacesFor(kind)} value={divisionCode} onChange={setDivision} allLabel={t.choose} required
        error={asked && !divisionCode ? t.placeNeeded : problemField(write.error, 'divisionCode')}
      />
      <DayField label={t.fromDay} value={days.from} onChange={(from) => setDays({ ...days, from })} required />
      <DayField label={t.toDay} value={days.to} onChange={(to) => setDays({ ...days, to })} min={days.from ?? undefined} optional error={problemField(write.error, 'toDay')} />
    </PanelForm>
  );
}

function usePlacesFor(kind: PostKind | null) {
  const { data } = useRead<{ items: DivisionView[] }>('/api/divisions');
  const levels: readonly string[] = kind === null ? [] : POST_LEVELS[kind];
  return (data?.items ?? []).filter(({ level }) => levels.includes(level)).map(({ code, name, parentCode }) => ({ code, name, parent: parentCode }));
}

/** Those whose accounts this county keeps. */
function useHospitals(enabled: boolean) {
  const { data } = useRead<{ items: readonly { readonly id: string; readonly name: string; readonly own: boolean; readonly endedOn: string | null }[] }>('/api/hospitals', {}, { enabled });
  return (data?.items ?? []).filter(({ own, endedOn }) => own && endedOn === null).map(({ id, name }) => ({ value: id, label: name }));
}
