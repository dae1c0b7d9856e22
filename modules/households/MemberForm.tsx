import { useState } from 'react';
import { CheckField, ChoiceField, DayField, PanelForm, SelectField, TextAreaField, TextField, api, newId, problemField, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { formText, relationText, sexText } from './fileWords.text.ts';
import type { HouseholdFile } from './households.schema.ts';
import { useFileWrite } from './households.web.ts';
import { memberBody, memberDraft } from './memberDraft.rules.ts';
import type { MemberDraft } from './memberDraft.rules.ts';

type Member = HouseholdFile['members'][number];

interface Part {
  readonly draft: MemberDraft;
  readonly set: (change: Partial<MemberDraft>) => void;
  readonly problem: Problem | null;
  readonly member: Member | null;
}

/** A member added, or corrected with a reason. Numbers on file stay covered; an empty box keeps them. */
export function MemberForm({ file, member, onClose }: { file: HouseholdFile; member: Member | null; onClose: () => void }) {
  const t = useText(formText);
  const [id] = useState(newId);
  const [start] = useState(() => memberDraft(member));
  const [draft, setDraft] = useState(start);
  const [asked, setAsked] = useState(false);
  const write = useFileWrite((body: object) => member
    ? api.patch<HouseholdFile>('/api/households/{id}/members/{memberId}', { path: { id: file.id, memberId: member.id }, body })
    : api.post<HouseholdFile>('/api/households/{id}/members', { path: { id: file.id }, body: { id, ...body } }), { onDone: onClose });
  const set = (change: Partial<MemberDraft>) => setDraft({ ...draft, ...change });
  const reasonMissing = member !== null && draft.reason.trim().length < 2;
  const save = () => {
    setAsked(true);
    if (draft.name.trim() && !reasonMissing) write.mutate(memberBody(member, draft));
  };
  const part = { draft, set, problem: write.error, member };
  return (
    <PanelForm
      open title={member ? t.memberTitle({ name: member.name }) : t.memberNew({ name: file.family })} onClose={onClose} onSubmit={save}
      saving={write.isPending} problem={write.error} dirty={draft !== start}
    >
      <TextField label={t.name} value={draft.name} onChange={(name) => set({ name })} required error={asked && !draft.name.trim() ? t.nameNeeded : undefined} />
      <Person {...part} />
      <Numbers {...part} />
      {member ? <TextAreaField label={t.reason} value={draft.reason} onChange={(reason) => set({ reason })} required rows={2} error={asked && reasonMissing ? t.reasonNeeded : undefined} /> : null}
    </PanelForm>
  );
}

function Person({ draft, set, problem, member }: Part) {
  const t = useText(formText);
  const { today } = useSession();
  const [relations, sexes] = [useOptions(relationText), useOptions(sexText)];
  const errorOf = (field: string) => problemField(problem, field) ?? problemField(problem, `changes.${field}`);
  return (
    <>
      <SelectField label={t.relation} optional value={draft.relation} options={relations} onChange={(relation) => set({ relation })} />
      <ChoiceField label={t.sex} value={draft.sex} options={sexes.filter(({ value }) => value === '1' || value === '2' || value === draft.sex)} optional onChange={(sex) => set({ sex })} />
      <DayField label={t.birthDay} value={draft.birthDay} max={today} optional error={errorOf('birthDay')} onChange={(birthDay) => set({ birthDay })} />
      {member ? <DayField label={t.deathDay} hint={t.deathHint} value={draft.deathDay} max={today} optional error={errorOf('deathDay')} onChange={(deathDay) => set({ deathDay })} /> : null}
    </>
  );
}

function Numbers({ draft, set, problem, member }: Part) {
  const t = useText(formText);
  const box = (field: 'phone' | 'idNumber', label: string, drop: 'dropPhone' | 'dropIdNumber') => {
    const now = member?.[field]?.masked;
    return (
      <>
        <TextField
          label={label} inputMode={field === 'phone' ? 'tel' : 'text'} value={draft[field]} disabled={draft[drop]} optional onChange={(value) => set({ [field]: value })}
          error={problemField(problem, field) ?? problemField(problem, `changes.${field}`)} {...(now ? { hint: t.phoneNow({ masked: now }) } : {})}
        />
        {now ? <CheckField label={t.takeAway({ what: label })} checked={draft[drop]} onChange={(on) => set({ [drop]: on })} /> : null}
      </>
    );
  };
  return <>{box('phone', t.phone, 'dropPhone')}{box('idNumber', t.idNumber, 'dropIdNumber')}</>;
}
