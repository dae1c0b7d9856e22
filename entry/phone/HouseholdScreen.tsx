import { Link } from 'wouter';
import { ACCOMMODATION_TITLES } from '../../modules/accommodations/accommodations.text.ts';
import { visitKindText, wayText } from '../../modules/visits/visits.words.text.ts';
import { includesDay } from '../../modules/households/households.rules.ts';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { Chip } from '../../platform/ui/marks.tsx';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { ByWhen } from './ByWhen.tsx';
import { contractText } from './contract.text.ts';
import { doable, nextOfEachRule, waysTo } from './due.rules.ts';
import { useCall } from './FamilyCard.tsx';
import { useSession } from '../../modules/accounts/session.web.ts';
import { useFamily } from './family.web.ts';
import { fileText } from './file.text.ts';
import { frameText } from './frame.text.ts';
import { PapersWaiting } from './PapersWaiting.tsx';
import { PatientsCard } from './PatientsCard.tsx';
import { Button, ClauseDetails, Ready } from './parts.tsx';
import { useContacts, useHousehold, useOwed, useToday, useVisits } from './reading.web.ts';
import { InnerScreen } from './screens.tsx';
import type { AccommodationView, DutyView, HouseholdContacts, HouseholdFile } from './server.types.ts';
import { LatestVisits } from './LatestVisits.tsx';

/** The household's short file: what one needs at the door and on the phone, and no more. */
export function HouseholdScreen({ householdId }: { householdId: string }) {
  const t = useText(fileText);
  const frame = useText(frameText);
  const { family } = useFamily(householdId);
  const file = useHousehold(householdId);
  const { call, busy, note } = useCall(householdId);
  const contracts = useText(contractText);
  const doctor = useSession().rights.includes('contract.write');
  return (
    <InnerScreen title={file.data?.family ?? family} name={t.title} back="/">
      {file.data ? <Agreed file={file.data} /> : null}
      <div>
        <div className="family-actions">
          <Button busy={busy} onClick={call}>{frame.call}</Button>
          <Link href={`/households/${householdId}/record`} className="button button-main">{frame.record}</Link>
        </div>
        <p role="alert" className={note ? 'family-note' : 'unseen'}>{note}</p>
      </div>
      <Ready of={file}>{(value) => <Who file={value} />}</Ready>
      <PatientsCard householdId={householdId} />
      <Owed householdId={householdId} />
      <PapersWaiting householdId={householdId} />
      <Contacts householdId={householdId} />
      <Latest householdId={householdId} />
      <div className="family-actions">
        <Link href={`/households/${householdId}/incident`} className="button button-plain">{t.incident}</Link>
        <Link href={`/households/${householdId}/agreement`} className="button button-plain">{t.agreement}</Link>
        {doctor ? <Link href={`/households/${householdId}/contract`} className="button button-plain">{contracts.open}</Link> : null}
      </div>
    </InnerScreen>
  );
}

/** What was agreed with the family and where they are: first on the page, because it decides whether one may call or knock at all. */
function Agreed({ file }: { file: HouseholdFile }) {
  const t = useText(fileText);
  const today = useToday();
  const away = file.residence.find((spell) => spell.kind === 'away' && includesDay(spell, today));
  const inForce = file.accommodations.filter((each) => each.status === 'approved' && includesDay(each, today));
  const asked = file.accommodations.filter(({ status }) => status === 'asked');
  if (!away && inForce.length + asked.length === 0) return null;
  return (
    <section className="agreed">
      <h2>{t.agreed}</h2>
      {away ? <p>{t.awayAt({ place: away.place })}</p> : null}
      {inForce.map((each) => <Agreement key={each.id} agreement={each} />)}
      {asked.map((each) => <Agreement key={each.id} agreement={each} waiting />)}
    </section>
  );
}

function Agreement({ agreement, waiting }: { agreement: AccommodationView; waiting?: boolean }) {
  const t = useText(fileText);
  const kinds = useText(visitKindText);
  const names = useText(ACCOMMODATION_TITLES);
  const language = useLanguage();
  const day = (value: string) => formatDay(value, language);
  const more = [
    ...agreement.days.map(({ from, to }) => (to && to !== from ? `${day(from)}–${day(to)}` : day(from))),
    agreement.accepted ? t.accepted({ kind: kinds[agreement.accepted] }) : null,
    agreement.toDay ? t.untilDay({ day: day(agreement.toDay) }) : null,
    agreement.reviewDay ? t.againOn({ day: day(agreement.reviewDay) }) : null,
    waiting ? t.askedOnly : null,
  ].filter((each) => each !== null);
  return (
    <div>
      <p>{[names[agreement.kind], ...more].join(' · ')}</p>
      {agreement.words ? <div className="quiet">{agreement.words}</div> : null}
    </div>
  );
}

function Who({ file }: { file: HouseholdFile }) {
  const t = useText(fileText);
  const language = useLanguage();
  const alive = file.members.filter(({ deathDay }) => deathDay === null);
  return (
    <section className="card">
      <p className="quiet">{[file.township.name, file.division.name, file.groupName].filter(Boolean).join(' · ')}</p>
      <dl className="facts">
        <dt>{t.members}</dt>
        <dd>{alive.map(({ name, age }) => (age === null ? name : `${name} ${t.years({ age })}`)).join(language === 'zh' ? '、' : ', ') || file.headName}</dd>
        {file.livingAddress ? <><dt>{t.address}</dt><dd>{file.livingAddress}</dd></> : null}
      </dl>
    </section>
  );
}

function Owed({ householdId }: { householdId: string }) {
  const t = useText(fileText);
  const owed = useOwed(householdId);
  return (
    <section className="card">
      <h2>{t.owed}</h2>
      <Ready of={owed}>{(duties) => <OwedList duties={duties} />}</Ready>
    </section>
  );
}

function OwedList({ duties }: { duties: readonly DutyView[] }) {
  const t = useText(fileText);
  const open = duties.filter(doable);
  const ahead = nextOfEachRule(duties);
  return (
    <>
      {open.length ? <ul className="rows">{open.map((duty) => <OwedDuty key={duty.id} duty={duty} />)}</ul> : <p className="quiet">{t.owedNone}</p>}
      {ahead.length ? <details><summary>{t.ahead}</summary><ul className="rows">{ahead.map((duty) => <OwedDuty key={duty.id} duty={duty} />)}</ul></details> : null}
    </>
  );
}

function OwedDuty({ duty }: { duty: DutyView }) {
  const t = useText(fileText);
  const { callsOnly } = useFamily(duty.household.id);
  const allowed = waysTo(duty, callsOnly);
  const kinds = useText(wayText);
  const language = useLanguage();
  return (
    <li>
      <div className="row"><strong>{pick(duty.title, language)}</strong><ByWhen duty={duty} /></div>
      <p className="quiet">
        {t.by({ role: pick(duty.roleTitle, language), name: duty.worker?.name ?? '' })}{duty.vacant ? ` · ${t.vacant}` : ''}
        {' · '}{t.byKinds({ kinds: allowed.map((kind) => kinds[kind as keyof typeof kinds]).join(language === 'zh' ? '、' : ', ') })}
      </p>
      <ClauseDetails clause={duty.clause} />
    </li>
  );
}

function Contacts({ householdId }: { householdId: string }) {
  const t = useText(fileText);
  const contacts = useContacts(householdId);
  return (
    <section className="card">
      <h2>{t.contacts}</h2>
      <Ready of={contacts}>{(value) => <ContactList contacts={value} />}</Ready>
    </section>
  );
}

function ContactList({ contacts }: { contacts: HouseholdContacts }) {
  const t = useText(fileText);
  const frame = useText(frameText);
  const language = useLanguage();
  const { items, required, card } = contacts;
  const vacant = required.filter(({ held }) => !held);
  const owed = card.owedBy ? t.cardOwedBy({ day: formatDay(card.owedBy, language) }) : t.cardOwed;
  return (
    <>
      <ul className="rows">
        {items.map(({ assignmentId, title, worker }) => (
          <li key={assignmentId} className="row">
            <span><strong>{worker.name}</strong> <span className="quiet">{pick(title, language)}</span></span>
            {worker.phone
              ? <a className="button button-plain" href={`tel:${worker.phone}`} aria-label={frame.callNamed({ name: worker.name })}>{frame.call}</a>
              : <span className="quiet small">{t.noWorkPhone}</span>}
          </li>
        ))}
        {vacant.map(({ role, title, vacantSince }) => (
          <li key={role} className="row">
            <span>{pick(title, language)}</span>
            <Chip tone="attention" sign>{vacantSince ? t.vacantSince({ day: formatDay(vacantSince, language) }) : t.vacant}</Chip>
          </li>
        ))}
      </ul>
      {card.current && card.deliveredOn ? null : <p className="note note-attention">{owed}</p>}
    </>
  );
}

function Latest({ householdId }: { householdId: string }) {
  const t = useText(fileText);
  const visits = useVisits(householdId);
  return (
    <section className="card">
      <h2>{t.visits}</h2>
      <Ready of={visits}>{(value) => (value.length ? <LatestVisits visits={value} /> : <p className="quiet">{t.visitsNone}</p>)}</Ready>
    </section>
  );
}
