import { useState } from 'react';
import { CheckField, ChoiceField, ConfirmReason, Facts, Note, PanelForm, SelectField, TextAreaField, TextField, api, formatNear, formatTime, newId, useLanguage, useRead, useText, useWrite } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { PROCEDURES } from '../policies/care.schema.ts';
import type { Procedure } from '../policies/care.schema.ts';
import type { ConsentView } from './consent.schema.ts';
import { consentText } from './consent.words.text.ts';
import { deskText } from './desk.words.text.ts';
import { choicesOf } from './hospitals.web.ts';
import type { EncounterView } from './hospital.schema.ts';

const REFRESH = ['/api/consents'] as const;
const EMPTY = { procedure: null as Procedure | null, urgent: false, proposal: '', proposer: '' };

export function ProposalForm({ encounterId, onClose }: { encounterId: string; onClose: () => void }) {
  const t = useText(consentText);
  const [id] = useState(newId);
  const [chosen, choose] = useState(encounterId);
  const [draft, set] = useState(EMPTY);
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post('/api/consents', { body: { id, encounterId: chosen, ...draft } }), { refresh: REFRESH, onDone: onClose });
  const submit = () => {
    setAsked(true);
    if (chosen && draft.procedure && draft.proposal.trim().length > 1 && draft.proposer.trim()) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.proposeTitle} submit={t.save} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} dirty={draft !== EMPTY}>
      <Note>{t.proposeHint}</Note>
      <SelectField label={t.encounter} value={chosen} options={useEncounterOptions()} onChange={choose} required error={asked && !chosen ? t.encounterNeeded : undefined} />
      <ChoiceField
        label={t.procedure} value={draft.procedure} options={choicesOf(PROCEDURES, t)} onChange={(procedure) => set({ ...draft, procedure: procedure as Procedure })} required
        error={asked && !draft.procedure ? t.procedureNeeded : undefined}
      />
      <CheckField label={t.urgent} checked={draft.urgent} onChange={(urgent) => set({ ...draft, urgent })} />
      <TextAreaField label={t.proposal} value={draft.proposal} onChange={(proposal) => set({ ...draft, proposal })} required error={asked && draft.proposal.trim().length < 2 ? t.proposalNeeded : undefined} />
      <TextField label={t.proposer} value={draft.proposer} onChange={(proposer) => set({ ...draft, proposer })} required error={asked && !draft.proposer.trim() ? t.proposerNeeded : undefined} />
    </PanelForm>
  );
}

/** Those of the last month, newest first: who is treated now is among them. */
function useEncounterOptions() {
  const t = useText(deskText);
  const language = useLanguage();
  const { today } = useSession();
  const { data } = useRead<{ items: EncounterView[] }>('/api/encounters', { query: { limit: 100 } });
  return (data?.items ?? []).filter(({ voided }) => !voided).map(({ id, name, kind, day, department }) =>
    ({ value: id, label: [name, t[kind], day === today ? null : formatNear(day, today, language), department].filter(Boolean).join(' · ') }));
}

interface Step {
  readonly consent: ConsentView;
  readonly onClose: () => void;
}

/** Whose record it is and of what: two of them look alike on a page, and what is written here is not taken back. */
function useWhose({ name, procedure }: ConsentView): string {
  const t = useText(consentText);
  return `${name} · ${t[procedure]}`;
}

export function AttemptForm({ consent, onClose }: Step) {
  const t = useText(consentText);
  const [draft, set] = useState({ whom: '', how: '', result: '' });
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post('/api/consents/{id}/attempts', { path: { id: consent.id }, body: { ...draft, at: new Date().toISOString() } }), { refresh: REFRESH, onDone: onClose });
  const lacks = { whom: draft.whom.trim() === '', result: draft.result.trim() === '' };
  const submit = () => {
    setAsked(true);
    if (!lacks.whom && !lacks.result) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.addAttemptOf({ name: useWhose(consent) })} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} dirty={draft.whom !== '' || draft.result !== ''}>
      <TextField label={t.whom} hint={t.whomHint} value={draft.whom} onChange={(whom) => set({ ...draft, whom })} required autoFocus maxLength={60} error={asked && lacks.whom ? t.whomNeeded : undefined} />
      <TextField label={t.how} hint={t.howHint} value={draft.how} onChange={(how) => set({ ...draft, how })} optional maxLength={60} />
      <TextField label={t.result} hint={t.resultHint} value={draft.result} onChange={(result) => set({ ...draft, result })} required maxLength={200} error={asked && lacks.result ? t.resultNeeded : undefined} />
    </PanelForm>
  );
}

export function PhoneForm({ consent, onClose }: Step) {
  const t = useText(consentText);
  const [approver, setApprover] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post('/api/consents/{id}/phone', { path: { id: consent.id }, body: { approver } }), { refresh: REFRESH, onDone: onClose });
  const submit = () => {
    setAsked(true);
    if (approver.trim()) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.phoneOf({ name: useWhose(consent) })} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error}>
      <TextField label={t.approver} hint={t.phoneHint} value={approver} onChange={setApprover} required autoFocus maxLength={40} error={asked && !approver.trim() ? t.approverNeeded : undefined} />
    </PanelForm>
  );
}

/** A signature is a record that nobody takes back: whose operation, proposed by whom and signed by whom is read once more before it is given (D7). */
export function ApproveForm({ consent, onClose }: Step) {
  const t = useText(consentText);
  const language = useLanguage();
  const { account } = useSession();
  const { name, procedure, proposal, proposer, proposedAt, phone, attempts } = consent;
  const at = (moment: string | Date) => formatTime(String(moment), language);
  const write = useWrite(() => api.post('/api/consents/{id}/approve', { path: { id: consent.id } }), { refresh: REFRESH, onDone: onClose });
  return (
    <PanelForm open title={t.approveOf({ name: useWhose(consent) })} submit={t.approve} onClose={onClose} onSubmit={() => write.mutate(undefined)} saving={write.isPending} problem={write.error}>
      <Note tone="attention">{t.approveHint}</Note>
      <Facts of={[
        { label: t.patient, value: name }, { label: t.procedure, value: t[procedure] }, { label: t.proposal, value: proposal },
        { label: t.proposer, value: t.by({ name: proposer, at: at(proposedAt) }) },
        ...(phone ? [{ label: t.byPhone, value: t.by({ name: phone.approver, at: at(phone.at) }) }] : []),
        { label: t.attempts, value: attempts.length === 0 ? t.noAttempts : t.attemptCount({ count: attempts.length }) },
        { label: t.signs, value: <strong>{account.name}</strong> },
      ]} />
    </PanelForm>
  );
}

export function DeclineForm({ consent, onClose }: Step) {
  const t = useText(consentText);
  const write = useWrite((reason: string) => api.post('/api/consents/{id}/decline', { path: { id: consent.id }, body: { reason } }), { refresh: REFRESH, onDone: onClose });
  return (
    <ConfirmReason
      open title={t.declineOf({ name: useWhose(consent) })} hint={t.declineHint} confirm={t.decline} saving={write.isPending} problem={write.error}
      onCancel={onClose} onConfirm={write.mutate}
    />
  );
}
