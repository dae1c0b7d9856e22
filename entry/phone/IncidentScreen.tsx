import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { INCIDENT_TITLES } from '../../modules/incidents/incidents.text.ts';
import { useSession } from '../../modules/accounts/session.web.ts';
import { newId } from '../../platform/ui/client.web.ts';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { useDraft } from './drafts.web.ts';
import { useFamilyName } from './family.web.ts';
import { fileText } from './file.text.ts';
import { frameText } from './frame.text.ts';
import { useOptions } from './options.web.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import { Button, Choice, ClauseDetails, DayField, Form, WordsField } from './parts.tsx';
import { useToday } from './reading.web.ts';
import { InnerScreen } from './screens.tsx';
import type { DutyView, IncidentKind } from './server.types.ts';
import { daysBefore } from './today.rules.ts';

interface IncidentDraft { readonly kind: IncidentKind | null; readonly day: string | null; readonly note: string }

// An incident heard of late still starts its duties; a year is further back than anyone reports from a phone.
const LONGEST_AGO = 365;

/** Something urgent has happened: what, when, a few words; the answer says who does what now (B11). */
export function IncidentScreen({ householdId }: { householdId: string }) {
  const t = useText(fileText);
  const frame = useText(frameText);
  const today = useToday();
  const { account } = useSession();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(false);
  const kinds = useOptions(INCIDENT_TITLES);
  const { draft, set, done } = useDraft<IncidentDraft>(`incident ${householdId}`, () => ({ kind: null, day: null, note: '' }));
  const save = async () => {
    if (!draft.kind) return setAsked(true);
    const id = newId();
    const note = draft.note.trim();
    done();
    await outbox.add(commandOf(account.id, 'incidents.report', { id, householdId, kind: draft.kind, day: draft.day ?? today, ...(note && { note }) }));
    go(`/reported/${id}`, { replace: true });
  };
  return (
    <InnerScreen title={t.incidentTitle({ name: useFamilyName(householdId) })} name={t.incident} back="/urgent" backWords={frame.cancel}>
      <Form onSubmit={() => void save()}>
        <p className="note note-attention">{frame.urgentHint}</p>
        <Choice label={t.incidentKind} value={draft.kind} options={kinds} required error={asked && !draft.kind ? t.incidentNeed : undefined} onChange={(kind) => set({ kind })} />
        <DayField label={t.incidentDay} value={draft.day ?? today} min={daysBefore(today, LONGEST_AGO)} max={today} onChange={(day) => set({ day })} />
        <WordsField label={t.incidentNote} value={draft.note} onChange={(note) => set({ note })} />
        <div className="form-foot"><Button kind="main" large type="submit">{t.incidentGo}</Button></div>
      </Form>
    </InnerScreen>
  );
}

/** Who owes what after it. */
export function WhoDoesWhat({ owed }: { owed: readonly DutyView[] }) {
  const t = useText(fileText);
  const frame = useText(frameText);
  const language = useLanguage();
  if (owed.length === 0) return <p className="quiet">{t.incidentNoneOwed}</p>;
  return (
    <section className="card">
      <h2>{t.incidentOwed}</h2>
      <ul className="rows">
        {owed.map((duty) => (
          <li key={duty.id}>
            <div className="row"><strong>{pick(duty.title, language)}</strong><span>{frame.byDay({ day: formatDay(duty.last, language) })}</span></div>
            <p className="quiet">{pick(duty.roleTitle, language)} {duty.worker?.name ?? t.vacant}</p>
            <ClauseDetails clause={duty.clause} />
          </li>
        ))}
      </ul>
      {owed[0] ? <Link href={`/households/${owed[0].household.id}`} className="button button-plain">{t.contacts}</Link> : null}
    </section>
  );
}
