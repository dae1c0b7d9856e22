import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ACCOMMODATION_TITLES } from '../../modules/accommodations/accommodations.text.ts';
import { INCIDENT_TITLES } from '../../modules/incidents/incidents.text.ts';
import { healthText, moodText, needText, purposeText, visitKindText } from '../../modules/visits/visits.words.text.ts';
import { formatDay, formatTime } from '../../platform/ui/day.rules.ts';
import { Chip } from '../../platform/ui/marks.tsx';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { useFamilyName } from './family.web.ts';
import { fileText, outboxText } from './file.text.ts';
import { outbox } from './outbox.post.web.ts';
import { householdOf } from './outbox.rules.ts';
import type { CommandName, Kept } from './outbox.rules.ts';
import { useOutbox } from './outbox.use.web.ts';
import { papersText } from './papers.text.ts';
import { Button, Empty } from './parts.tsx';
import { recordText } from './record.text.ts';
import { useRoundRows } from './roundRows.web.ts';
import { InnerScreen } from './screens.tsx';
import type { AccommodationKind, IncidentKind, Need, RoundInput, VisitInput } from './server.types.ts';

/** Everything this person recorded that has not arrived, why, and what to do about it. */
export function OutboxScreen() {
  const t = useText(outboxText);
  const { mine, others, sending } = useOutbox();
  return (
    <InnerScreen title={t.title} name={t.title} back="/me">
      {mine.length === 0 ? <Empty title={t.none} hint={t.noneHint} /> : null}
      {mine.some(({ state }) => state === 'waiting') ? <Button kind="main" busy={sending} onClick={() => void outbox.flush()}>{t.sendNow}</Button> : null}
      <ul className="families">{mine.map((entry) => <Entry key={entry.id} entry={entry} />)}</ul>
      {others ? <p className="quiet">{t.others({ count: others })}</p> : null}
    </InnerScreen>
  );
}

function Entry({ entry }: { entry: Kept }) {
  const t = useText(outboxText);
  const language = useLanguage();
  return (
    <li className="card">
      <div className="row">
        <h2><CommandWords command={entry.command} /></h2>
        {entry.state === 'refused' ? <Chip tone="wrong" sign>{t.refused}</Chip> : null}
      </div>
      <p className="quiet small">{t.filledAt({ time: formatTime(entry.at, language) })}</p>
      {entry.state === 'waiting' ? <p>{t.waiting}</p> : <Refused entry={entry} />}
    </li>
  );
}

function CommandWords({ command }: { command: CommandName }) {
  const t = useText(outboxText);
  const papers = useText(papersText);
  return <>{{ 'visits.record': t.visit, 'visits.void': t.void, 'incidents.report': t.incident, 'accommodations.ask': t.agreement, 'contracts.sign': t.contract, 'contracts.refuse': t.contract, 'papers.deliver': papers.command, 'rounds.record': t.round, 'services.settle': t.settle }[command]}</>;
}

function Refused({ entry }: { entry: Kept }) {
  const t = useText(outboxText);
  const language = useLanguage();
  const { text, fields } = entry.problem ?? { text: null, fields: [] };
  const householdId = householdOf(entry);
  return (
    <>
      <div className="note note-wrong">
        <div className="note-title">{text ? pick(text, language) : t.unknown}</div>
        {fields.filter((field) => field.zh !== text?.zh).map((field) => <p key={field.en}>{pick(field, language)}</p>)}
      </div>
      <div className="family-actions">
        {(entry.command === 'visits.record' || entry.command === 'rounds.record') && householdId ? <Link className="button button-main" href={`/households/${householdId}/correct/${entry.id}`}>{t.correct}</Link> : null}
        <Button onClick={() => void outbox.resend(entry.id)}>{t.sendAgain}</Button>
        <Link className="button button-plain" href={`/outbox/${entry.id}`}>{t.office}</Link>
      </div>
    </>
  );
}

/** A refused entry laid out for a colleague at the office to read off and enter; it leaves the phone only by the worker's word. */
export function OfficeScreen({ id }: { id: string }) {
  const t = useText(outboxText);
  const { mine } = useOutbox();
  const [sure, setSure] = useState(false);
  const [, go] = useLocation();
  const entry = mine.find((each) => each.id === id);
  useEffect(() => { if (!entry) go('/outbox', { replace: true }); }, [entry, go]);
  if (!entry) return null;
  return (
    <InnerScreen title={t.officeTitle} name={t.officeTitle} back="/outbox">
      <p>{t.officeHint}</p>
      <Content entry={entry} />
      {sure ? (
        <div className="note note-attention" role="alert">
          <p>{t.officeSure}</p>
          <Button kind="danger" onClick={() => void outbox.giveToOffice(id)}>{t.officeYes}</Button>
        </div>
      ) : <Button onClick={() => setSure(true)}>{t.officeDone}</Button>}
    </InnerScreen>
  );
}

function Content({ entry }: { entry: Kept }) {
  const t = useText(outboxText);
  const householdId = householdOf(entry);
  const rows = useRows(entry);
  return (
    <section className="card">
      <h2><CommandWords command={entry.command} /></h2>
      <dl className="facts">
        {householdId ? <><dt>{t.household}</dt><dd><Family householdId={householdId} /></dd></> : null}
        {rows.map(([label, value]) => <Row key={label + value} label={label} value={value} />)}
      </dl>
    </section>
  );
}

function Row({ label, value }: { label: string; value: string }) {
  return <><dt>{label}</dt><dd>{value}</dd></>;
}

function Family({ householdId }: { householdId: string }) {
  return <>{useFamilyName(householdId)}</>;
}

const visitOf = ({ command, input }: Kept): unknown => (command === 'rounds.record' ? (input as RoundInput).visit : input);

type Input = Partial<VisitInput> & { readonly reason?: string; readonly fromDay?: string; readonly toDay?: string; readonly agreedBy?: string; readonly words?: string };

/** What was filled in, in words, leaving out what was left out. */
function useRows(entry: Kept): [string, string][] {
  const t = useText(outboxText);
  const record = useText(recordText);
  const file = useText(fileText);
  const say = { purpose: useText(purposeText), health: useText(healthText), mood: useText(moodText), need: useText(needText) };
  const kinds = { ...useText(visitKindText), ...useText(INCIDENT_TITLES), ...useText(ACCOMMODATION_TITLES) } as Readonly<Record<string, string>>;
  const language = useLanguage();
  const input = visitOf(entry) as Input & { readonly kind?: VisitInput['kind'] | IncidentKind | AccommodationKind };
  const day = (value: string | undefined) => (value ? formatDay(value, language, 'long') : '');
  const list = (words: readonly string[]) => words.join(record.and);
  const rows: [string, string][] = [
    [record.day, day(input.day)],
    [record.how, [input.kind ? kinds[input.kind] : '', input.outcome === 'notReached' ? record.notReached : ''].filter(Boolean).join(' · ')],
    [record.also, list((input.purposes ?? []).flatMap((purpose) => (purpose === 'routine' ? [] : say.purpose[purpose])))],
    [record.body, input.health ? say.health[input.health] : ''],
    [record.mood, input.mood ? say.mood[input.mood] : ''],
    [record.needs, list((input.needs ?? []).map((need: Need) => say.need[need]))],
    [record.note, input.note ?? input.words ?? ''],
    ...useRoundRows(entry),
    [file.agreementFrom, day(input.fromDay)],
    [file.agreementTo, day(input.toDay)],
    [file.agreementBy, input.agreedBy ?? ''],
    [t.reason, input.reason ?? ''],
  ];
  return rows.filter(([, value]) => value !== '');
}
