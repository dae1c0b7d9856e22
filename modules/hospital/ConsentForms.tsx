import { useState } from 'react';
import { CheckField, ChoiceField, Note, PanelForm, SelectField, TextAreaField, TextField, api, newId, useRead, useText, useWrite } from '../../platform/ui/index.web.ts';
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
  const { today } = useSession();
  const { data } = useRead<{ items: EncounterView[] }>('/api/encounters', { query: { limit: 100 } });
  return (data?.items ?? []).filter(({ voided }) => !voided).map(({ id, name, kind, day, department }) =>
    ({ value: id, label: [name, t[kind], day === today ? null : day, department].filter(Boolean).join(' · ') }));
}

export function AttemptForm({ consent, onClose }: { consent: ConsentView; onClose: () => void }) {
  const t = useText(consentText);
  const [draft, set] = useState({ whom: '', how: '', result: '' });
  const [asked, setAsked] = useState(false);
  const write = useWrite(() => api.post('/api/consents/{id}/attempts', { path: { id: consent.id }, body: { ...draft, at: new Date().toISOString() } }), { refresh: REFRESH, onDone: onClose });
  const fine = draft.whom.trim() !== '' && draft.result.trim() !== '';
  const submit = () => {
    setAsked(true);
    if (fine) write.mutate(undefined);
  };
  return (
    <PanelForm open title={t.addAttempt} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error}>
      <TextField label={t.whom} value={draft.whom} onChange={(whom) => set({ ...draft, whom })} required autoFocus error={asked && !fine ? t.attemptNeeded : undefined} />
      <TextField label={t.how} value={draft.how} onChange={(how) => set({ ...draft, how })} optional />
      <TextField label={t.result} value={draft.result} onChange={(result) => set({ ...draft, result })} required />
    </PanelForm>
  );
}
