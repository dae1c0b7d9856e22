import { useState } from 'react';
import { DayField, Note, PanelForm, TextAreaField, api, pick, problemField, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { householdContactsText } from './household.text.ts';
import { useContactsWrite } from './contacts.web.ts';

export interface Ending {
  readonly id: string;
  /** Where its end is sent: one household's assignment, or one for a whole place. */
  readonly path: '/api/assignments/{id}/end' | '/api/territory-assignments/{id}/end';
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
}

/** Ends one assignment without a successor, with the day and the reason. */
export function EndContactForm({ item, onClose }: { item: Ending; onClose: () => void }) {
  const t = useText(householdContactsText);
  const language = useLanguage();
  const { today } = useSession();
  const [toDay, setToDay] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useContactsWrite((body: object) => api.post(item.path, { path: { id: item.id }, body }), { onDone: onClose });
  const noReason = reason.trim().length < 2;
  const save = () => {
    setAsked(true);
    if (toDay && !noReason) write.mutate({ toDay, reason: reason.trim() });
  };
  return (
    <PanelForm
      open title={t.endNamed({ name: item.name, role: pick(item.title, language) })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={reason !== ''}
    >
      <Note tone="attention">{t.endEffect}</Note>
      <DayField label={t.lastDay} value={toDay} onChange={setToDay} required error={asked && !toDay ? t.dayNeeded : problemField(write.error, 'toDay')} />
      <TextAreaField label={t.reason} value={reason} onChange={setReason} required rows={2} error={asked && noReason ? t.reasonNeeded : undefined} />
    </PanelForm>
  );
}
