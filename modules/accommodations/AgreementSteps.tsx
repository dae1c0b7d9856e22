import { useState } from 'react';
import { ConfirmReason, DayField, Note, PanelForm, TextAreaField, api, pick, problemField, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import type { AccommodationView } from './accommodations.schema.ts';
import { agreementsText } from './agreements.text.ts';
import { useAgreementWrite } from './agreements.web.ts';

interface StepProps {
  readonly of: AccommodationView;
  readonly onClose: () => void;
}

export function AgreementRefusal({ of, onClose }: StepProps) {
  const t = useText(agreementsText);
  const language = useLanguage();
  const write = useAgreementWrite((reason: string) => api.post<AccommodationView>('/api/accommodations/{id}/refuse', { path: { id: of.id }, body: { reason } }), { onDone: onClose });
  return (
    <ConfirmReason
      open title={t.refuseTitle({ what: pick(of.title, language) })} hint={t.refuseHint} confirm={t.refuse} saving={write.isPending} problem={write.error} onCancel={onClose}
      onConfirm={(reason) => write.mutate(reason)}
    />
  );
}

/** Ends an agreement that is in force, on a day and for a reason. */
export function AgreementEnding({ of, onClose }: StepProps) {
  const t = useText(agreementsText);
  const language = useLanguage();
  const { today } = useSession();
  const [toDay, setToDay] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useAgreementWrite((body: object) => api.post<AccommodationView>('/api/accommodations/{id}/end', { path: { id: of.id }, body }), { onDone: onClose });
  const noReason = reason.trim().length < 2;
  const save = () => {
    setAsked(true);
    if (toDay && !noReason) write.mutate({ toDay, reason: reason.trim() });
  };
  return (
    <PanelForm open title={t.endTitle({ what: pick(of.title, language) })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={reason !== ''}>
      <Note tone="note">{t.endEffect}</Note>
      <DayField label={t.lastDay} value={toDay} onChange={setToDay} required error={asked && !toDay ? t.dayNeeded : problemField(write.error, 'toDay')} />
      <TextAreaField label={t.reason} value={reason} onChange={setReason} required rows={2} error={asked && noReason ? t.reasonNeeded : undefined} />
    </PanelForm>
  );
}

/** The family was asked whether it still suits; the agreement goes on until the next time. */
export function AgreementReview({ of, onClose }: StepProps) {
  const t = useText(agreementsText);
  const language = useLanguage();
  const { today } = useSession();
  const [day, setDay] = useState<string | null>(today);
  const [reviewDay, setReviewDay] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const write = useAgreementWrite((body: object) => api.post<AccommodationView>('/api/accommodations/{id}/review', { path: { id: of.id }, body }), { onDone: onClose });
  const save = () => {
    if (day) write.mutate({ day, ...(reviewDay ? { reviewDay } : {}), ...(words.trim() ? { words: words.trim() } : {}) });
  };
  return (
    <PanelForm open title={t.reviewTitle({ what: pick(of.title, language) })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={words !== ''}>
      <Note tone="note">{t.reviewEffect}</Note>
      <DayField label={t.reviewDay} value={day} onChange={setDay} max={today} required error={day ? problemField(write.error, 'day') : t.dayNeeded} />
      <DayField label={t.nextDay} value={reviewDay} onChange={setReviewDay} min={today} optional error={problemField(write.error, 'reviewDay')} />
      <TextAreaField label={t.words} value={words} onChange={setWords} optional />
    </PanelForm>
  );
}
