import { useState } from 'react';
import { ChoiceField, DayField, Note, PanelForm, SelectField, TextAreaField, api, newId, pick, problemField, useLanguage, useOptions, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import type { ContractAction } from './actions.rules.ts';
import type { ContractMember, ContractView } from './contracts.schema.ts';
import { REFUSAL_TITLES } from './contracts.text.ts';
import { contractFormText } from './doctors.text.ts';
import { contractBody, contractPath, emptyContract, missingInContract, nearestFirst } from './contractDraft.rules.ts';
import type { ContractDraft } from './contractDraft.rules.ts';
import { teamOption, useDoctorsWrite, useMyTeams, useTeams } from './doctors.web.ts';

export interface ContractFormProps {
  readonly member: ContractMember;
  readonly action: ContractAction;
  readonly onClose: () => void;
}

/** One step of one member's contract: offered, signed, not now, renewed, ended early. */
export function ContractForm({ member, action, onClose }: ContractFormProps) {
  const t = useText(contractFormText);
  const { today } = useSession();
  const [id] = useState(newId);
  const [own] = useMyTeams();
  const [draft, setDraft] = useState(() => emptyContract(member, today));
  const [asked, setAsked] = useState(false);
  const filled = { ...draft, teamId: draft.teamId || (own?.id ?? '') };
  const write = useDoctorsWrite((body: object) => api.post<ContractView>(contractPath(member, action), { path: { id: member.contract?.id ?? '' }, body }), { saved: t.done, onDone: onClose });
  const missing = missingInContract(filled, action, member);
  const save = () => {
    setAsked(true);
    if (missing.length === 0) write.mutate(contractBody(filled, action, member, id));
  };
  const error = (field: keyof ContractDraft, words: string) => (asked && missing.includes(field) ? words : problemField(write.error, field));
  return (
    <PanelForm
      open title={titleOf(t, action)({ name: member.member.name })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error}
      dirty={draft.words !== '' || draft.refusal !== ''} note={noteOf(t, action)}
    >
      <Fields member={member} action={action} draft={filled} set={(change) => setDraft({ ...filled, ...change })} error={error} />
    </PanelForm>
  );
}

type Words = ReturnType<typeof useText<typeof contractFormText>>;
const titleOf = (t: Words, action: ContractAction) => ({ sign: t.titleSign, offer: t.titleOffer, refuse: t.titleRefuse, renew: t.titleRenew, end: t.titleEnd })[action];
const noteOf = (t: Words, action: ContractAction) => ({ sign: t.signNote, offer: t.offerNote, renew: t.renewNote, refuse: null, end: null })[action];

interface FieldsProps {
  readonly member: ContractMember;
  readonly action: ContractAction;
  readonly draft: ContractDraft;
  readonly set: (change: Partial<ContractDraft>) => void;
  readonly error: (field: keyof ContractDraft, words: string) => string | undefined;
}

function Fields({ member, action, draft, set, error }: FieldsProps) {
  const t = useText(contractFormText);
  const { today } = useSession();
  const anew = action !== 'end' && member.state !== 'offered';
  return (
    <>
      {anew ? <TeamAndPackage member={member} refuses={action === 'refuse'} draft={draft} set={set} error={error} /> : null}
      {action === 'refuse' ? <Refusal draft={draft} set={set} error={error} /> : null}
      <DayField
        label={action === 'end' ? t.lastDay : t.day} value={draft.day} required error={error('day', t.dayNeeded)} onChange={(day) => set({ day })}
        max={action === 'end' ? (member.contract?.toDay ?? undefined) : today} min={action === 'end' ? (member.contract?.fromDay ?? undefined) : undefined}
      />
      {action === 'end' ? <TextAreaField label={t.reason} value={draft.words} required error={error('words', t.reasonNeeded)} onChange={(words) => set({ words })} /> : null}
    </>
  );
}

/** Who declines chooses no package: only who asked goes on record. */
function TeamAndPackage({ member, refuses, draft, set, error }: Omit<FieldsProps, 'action'> & { refuses: boolean }) {
  const t = useText(contractFormText);
  const language = useLanguage();
  const teams = nearestFirst(useTeams(), member.household.division.code);
  const packages = member.packages.map(({ id, title }) => ({ value: id, label: pick(title, language) }));
  return (
    <>
      {teams.length === 0 ? <Note tone="attention">{t.noTeams}</Note> : null}
      <SelectField label={refuses ? t.askingTeam : t.team} value={draft.teamId} options={teams.map(teamOption)} required error={error('teamId', t.teamNeeded)} onChange={(teamId) => set({ teamId })} />
      {packages.length > 1 && !refuses ? <ChoiceField label={t.package} value={draft.packageId} options={packages} onChange={(packageId) => set({ packageId })} /> : null}
    </>
  );
}

function Refusal({ draft, set, error }: Omit<FieldsProps, 'action' | 'member'>) {
  const t = useText(contractFormText);
  const { today } = useSession();
  return (
    <>
      <ChoiceField label={t.why} value={draft.refusal || null} options={useOptions(REFUSAL_TITLES)} required error={error('refusal', t.whyNeeded)} onChange={(refusal) => set({ refusal })} />
      <TextAreaField label={t.words} hint={t.wordsHint} value={draft.words} optional onChange={(words) => set({ words })} />
      <DayField label={t.askAgainOn} hint={t.askAgainHint} value={draft.askAgainOn} min={today} error={error('askAgainOn', t.dayNeeded)} onChange={(askAgainOn) => set({ askAgainOn })} />
    </>
  );
}
