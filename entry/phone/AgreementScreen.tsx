import { useState } from 'react';
import { useLocation } from 'wouter';
import { ACCOMMODATION_TITLES } from '../../modules/accommodations/accommodations.text.ts';
import { visitKindText } from '../../modules/visits/visits.words.text.ts';
import { useSession } from '../../modules/accounts/session.web.ts';
import { newId } from '../../platform/ui/client.web.ts';
import { useText } from '../../platform/ui/text.web.ts';
import { agreementInput, emptyAgreement, missingIn } from './agreement.rules.ts';
import type { AgreementDraft } from './agreement.rules.ts';
import { useDraft } from './drafts.web.ts';
import { useFamilyName } from './family.web.ts';
import { fileText } from './file.text.ts';
import { frameText } from './frame.text.ts';
import { useOptions } from './options.web.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import { Button, Choice, DayField, Field, Form, WordsField } from './parts.tsx';
import { useToday } from './reading.web.ts';
import { InnerScreen } from './screens.tsx';

/** A family wants to be met in another way (G3). Anyone may pass it on; the office decides. */
export function AgreementScreen({ householdId }: { householdId: string }) {
  const t = useText(fileText);
  const frame = useText(frameText);
  const today = useToday();
  const { account } = useSession();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(false);
  const { draft, set, done } = useDraft<AgreementDraft>(`agreement ${householdId}`, emptyAgreement);
  const missing = asked ? missingIn(draft) : [];
  const save = async () => {
    if (missingIn(draft).length) return setAsked(true);
    const id = newId();
    done();
    await outbox.add(commandOf(account.id, 'accommodations.ask', agreementInput(draft, id, householdId, today)));
    go(`/asked/${id}`, { replace: true });
  };
  return (
    <InnerScreen title={t.agreementTitle({ name: useFamilyName(householdId) })} name={t.agreement} back={`/households/${householdId}`} backWords={frame.cancel}>
      <Form onSubmit={() => void save()}>
        <Choice label={t.agreementKind} value={draft.kind} options={useOptions(ACCOMMODATION_TITLES)} required error={missing.includes('kind') ? t.agreementNeed : undefined} onChange={(kind) => set({ kind })} />
        {draft.kind === 'noHomeVisit' || draft.kind === 'noFestival' ? <Accepted draft={draft} set={set} /> : null}
        <DayField label={t.agreementFrom} value={draft.fromDay ?? today} onChange={(fromDay) => set({ fromDay })} />
        <DayField label={t.agreementTo} value={draft.toDay} min={draft.fromDay ?? today} error={missing.includes('toDay') ? t.agreementNeedDays : undefined} onChange={(toDay) => set({ toDay })} />
        {draft.kind === 'noDays' ? null : <DayField label={t.agreementReview} value={draft.reviewDay} min={today} onChange={(reviewDay) => set({ reviewDay })} />}
        <Field label={t.agreementBy} error={missing.includes('agreedBy') ? t.agreementNeedBy : undefined}>
          {(id, describedBy) => <input id={id} value={draft.agreedBy} maxLength={60} autoComplete="off" aria-describedby={describedBy} onChange={(event) => set({ agreedBy: event.target.value })} />}
        </Field>
        <WordsField label={t.agreementWords} value={draft.words} onChange={(words) => set({ words })} />
        <div className="form-foot"><Button kind="main" large type="submit">{t.agreementGo}</Button><p className="quiet small">{t.agreementDoneHint}</p></div>
      </Form>
    </InnerScreen>
  );
}

function Accepted({ draft, set }: { draft: AgreementDraft; set: (change: Partial<AgreementDraft>) => void }) {
  const t = useText(fileText);
  const kinds = useOptions(visitKindText).filter(({ value }) => value !== 'home' || draft.kind !== 'noHomeVisit');
  return <Choice label={t.agreementAccepted} value={draft.accepted} options={kinds} onChange={(accepted) => set({ accepted })} />;
}
