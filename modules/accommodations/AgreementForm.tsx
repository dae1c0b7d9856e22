import { useState } from 'react';
import { ChoiceField, ChoicesField, DayField, PanelForm, TextAreaField, TextField, api, newId, pick, problemField, useLanguage, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { ACCOMMODATION_KINDS } from './accommodations.schema.ts';
import type { AccommodationKind, AccommodationView } from './accommodations.schema.ts';
import { ACCOMMODATION_TITLES } from './accommodations.text.ts';
import { agreementBody, emptyAgreement, missingInAgreement, offersOf, takesInstead } from './agreementDraft.rules.ts';
import type { AgreementDraft } from './agreementDraft.rules.ts';
import { agreementsText, channelText, declinableText } from './agreements.text.ts';
import { useAgreementWrite } from './agreements.web.ts';

interface Part {
  readonly draft: AgreementDraft;
  readonly set: (change: Partial<AgreementDraft>) => void;
  readonly asked: boolean;
  readonly problem: Problem | null;
}

/** What a family would like to be different. The office decides; until then everything stays as it is. */
export function AgreementForm({ household, onClose }: { household: { readonly id: string; readonly family: string }; onClose: () => void }) {
  const t = useText(agreementsText);
  const { today } = useSession();
  const [id] = useState(newId);
  const [start] = useState(() => emptyAgreement(today));
  const [draft, setDraft] = useState(start);
  const [asked, setAsked] = useState(false);
  const write = useAgreementWrite((body: object) => api.post<AccommodationView>('/api/accommodations', { body }), { saved: t.submitted, onDone: onClose });
  const save = () => {
    setAsked(true);
    if (missingInAgreement(draft).length === 0) write.mutate(agreementBody(draft, id, household.id));
  };
  const part = { draft, asked, problem: write.error, set: (change: Partial<AgreementDraft>) => setDraft({ ...draft, ...change }) };
  return (
    <PanelForm
      open title={t.formTitle({ name: household.family })} onClose={onClose} onSubmit={save} submit={t.submit} saving={write.isPending} problem={write.error} dirty={draft !== start}
      note={t.note}
    >
      <Wish {...part} />
      <Days {...part} />
      <Who {...part} />
    </PanelForm>
  );
}

function Wish({ draft, set, asked, problem }: Part) {
  const t = useText(agreementsText);
  const language = useLanguage();
  const festivals = useOptions(declinableText);
  const channels = useOptions(channelText).filter(({ value }) => offersOf(draft.kind).includes(value));
  const missing = asked ? missingInAgreement(draft) : [];
  return (
    <>
      <ChoiceField
        label={t.kind} value={draft.kind} onChange={(kind) => set({ kind: kind as AccommodationKind })} required
        error={missing.includes('kind') ? t.kindNeeded : problemField(problem, 'kind')}
        options={ACCOMMODATION_KINDS.map((value) => ({ value, label: pick(ACCOMMODATION_TITLES[value], language) }))}
      />
      {draft.kind === 'noFestival' ? <ChoicesField label={t.festivals} hint={t.festivalsHint} values={draft.festivals} options={festivals} onChange={(chosen) => set({ festivals: chosen })} /> : null}
      {draft.kind === 'noDays' ? (
        <>
          <DayField label={t.daysFrom} value={draft.days.from} onChange={(from) => set({ days: { ...draft.days, from } })} required />
          <DayField label={t.daysTo} value={draft.days.to} onChange={(to) => set({ days: { ...draft.days, to } })} required error={missing.includes('days') ? t.daysNeeded : problemField(problem, 'days')} />
        </>
      ) : null}
      {takesInstead(draft.kind) ? <ChoiceField label={t.accepted} hint={t.acceptedHint} value={draft.accepted} options={channels} onChange={(accepted) => set({ accepted })} optional /> : null}
    </>
  );
}

function Days({ draft, set, asked, problem }: Part) {
  const t = useText(agreementsText);
  const missing = asked ? missingInAgreement(draft) : [];
  return (
    <>
      <DayField label={t.fromDay} value={draft.fromDay} onChange={(fromDay) => set({ fromDay })} required error={missing.includes('fromDay') ? t.dayNeeded : problemField(problem, 'fromDay')} />
      <DayField label={t.toDay} value={draft.toDay} onChange={(toDay) => set({ toDay })} optional error={problemField(problem, 'toDay')} />
      <DayField label={t.askAgain} value={draft.reviewDay} onChange={(reviewDay) => set({ reviewDay })} optional error={problemField(problem, 'reviewDay')} />
    </>
  );
}

function Who({ draft, set, asked }: Part) {
  const t = useText(agreementsText);
  const missing = asked ? missingInAgreement(draft) : [];
  return (
    <>
      <TextField label={t.agreedBy} value={draft.agreedBy} onChange={(agreedBy) => set({ agreedBy })} required maxLength={60} error={missing.includes('agreedBy') ? t.agreedByNeeded : undefined} />
      <TextAreaField label={t.words} value={draft.words} onChange={(words) => set({ words })} optional maxLength={4000} />
    </>
  );
}
