import { useState } from 'react';
import { PanelForm, TextField, api, pick, problemField, useLanguage, useText, useWrite } from '../../platform/ui/index.web.ts';
import { amountOf } from './deskPage.rules.ts';
import type { WaiverView } from './hospital.schema.ts';
import { registersText } from './registers.words.text.ts';

/** What a waiver came to: at the desk nobody knows it yet, it follows with the bill. */
export function WaiverSum({ of: { id, encounterId, title, amount }, onClose }: { of: WaiverView; onClose: () => void }) {
  const t = useText(registersText);
  const language = useLanguage();
  const [typed, setTyped] = useState(amount === null ? '' : amount.toFixed(2));
  const [asked, setAsked] = useState(false);
  const write = useWrite((sum: number) => api.put('/api/encounters/{id}/waivers/{waiverId}/amount', { path: { id: encounterId, waiverId: id }, body: { amount: sum } }),
    { saved: t.sumSaved, refresh: ['/api/encounters/{id}', '/api/registers/{kind}'], onDone: onClose });
  const sum = amountOf(typed);
  const submit = () => {
    setAsked(true);
    if (typeof sum === 'number') write.mutate(sum);
  };
  const error = asked && typeof sum !== 'number' ? t.sumNeeded : problemField(write.error, 'amount');
  return (
    <PanelForm open title={(amount === null ? t.enterSumOf : t.correctSumOf)({ what: pick(title, language) })} submit={t.save} onClose={onClose} onSubmit={submit} saving={write.isPending} problem={write.error} dirty={asked}>
      <TextField label={t.sumLabel} hint={t.sumHint} value={typed} inputMode="decimal" required error={error} onChange={setTyped} />
    </PanelForm>
  );
}
