import { toNumber } from '@lianxin/engine';
import type { Day } from '@lianxin/engine';
import { useState } from 'react';
import { Card, Chip, ClauseButton, Row, Stack, formatDay, formatNear, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { AssignForm } from './AssignForm.tsx';
import { EndContactForm } from './EndContactForm.tsx';
import './household.css';
import { householdContactsText } from './household.text.ts';
import type { HouseholdContacts } from './contacts.schema.ts';
import { heldAs, roleLines } from './householdContacts.rules.ts';
import type { RoleLine } from './householdContacts.rules.ts';

type Item = HouseholdContacts['items'][number];

interface CardProps {
  readonly household: { readonly id: string; readonly family: string };
  readonly contacts: HouseholdContacts;
  readonly mayAssign: boolean;
}

type Asking = { readonly kind: 'assign'; readonly line: RoleLine } | { readonly kind: 'end'; readonly item: Item } | null;

/** Who serves one household, what is vacant and since when, and whether the card at their door still names the right people. */
export function HouseholdContactsCard({ household, contacts, mayAssign }: CardProps) {
  const t = useText(householdContactsText);
  const [asking, setAsking] = useState<Asking>(null);
  const lines = roleLines(contacts);
  const close = () => setAsking(null);
  return (
    <Card title={t.title}>
      <Stack close>
        {lines.length === 0 ? <p>{t.none}</p> : null}
        <ul className="contacts-roles">
          {lines.map((line) => <RoleRow key={line.role} line={line} mayAssign={mayAssign} onAsk={setAsking} />)}
        </ul>
        <CardState card={contacts.card} />
      </Stack>
      {asking?.kind === 'assign' ? <AssignForm household={household} role={asking.line.role} title={asking.line.title} leader={asking.line.required?.leaderMissing ?? false} held={heldAs(asking.line)} onClose={close} /> : null}
      {asking?.kind === 'end' ? <EndContactForm item={{ id: asking.item.assignmentId, path: '/api/assignments/{id}/end', name: asking.item.worker.name, title: asking.item.title }} onClose={close} /> : null}
    </Card>
  );
}

interface RowProps {
  readonly line: RoleLine;
  readonly mayAssign: boolean;
  readonly onAsk: (asking: Asking) => void;
}

function RoleRow({ line, mayAssign, onAsk }: RowProps) {
  const t = useText(householdContactsText);
  const language = useLanguage();
  const title = pick(line.title, language);
  const basis = line.required ?? line.busy;
  const words = line.holders.length === 0 ? [t.assign, t.assignRole({ role: title })] : [t.replace, t.replaceRole({ role: title })];
  return (
    <li className="contacts-role">
      <Row apart>
        <span className="contacts-title">{title} {basis ? <ClauseButton clause={basis.clause} /> : null}</span>
        {mayAssign ? <button type="button" className="text-button" aria-label={words[1]} onClick={() => onAsk({ kind: 'assign', line })}>{words[0]}</button> : null}
      </Row>
      {line.holders.map((item) => <Holder key={item.assignmentId} item={item} onEnd={mayAssign && !item.territory ? () => onAsk({ kind: 'end', item }) : null} />)}
      <Gap line={line} />
    </li>
  );
}

function Holder({ item, onEnd }: { item: Item; onEnd: (() => void) | null }) {
  const t = useText(householdContactsText);
  const language = useLanguage();
  const { today } = useSession();
  const { name, phone } = item.worker;
  const begins = item.fromDay > today ? t.from : t.since;
  const days = [begins({ day: formatNear(item.fromDay, today, language) }), item.toDay ? t.until({ day: formatNear(item.toDay, today, language) }) : '', item.territory ? t.territory : ''];
  return (
    <Row apart>
      <span>
        <strong>{name}</strong> {phone ? <a href={`tel:${phone}`} aria-label={t.call({ name, phone })}>{phone}</a> : <span className="contacts-quiet">{t.noPhone}</span>}
        <span className="contacts-quiet contacts-days">{days.filter(Boolean).join(' · ')}</span>
      </span>
      {onEnd ? <button type="button" className="text-button" aria-label={t.endFor({ name, role: pick(item.title, language) })} onClick={onEnd}>{t.end}</button> : null}
    </Row>
  );
}

/** A gap nobody sees is how a family is lost: it says for how long already. */
function Gap({ line: { required, busy, holders } }: { line: RoleLine }) {
  const t = useText(householdContactsText);
  const { today } = useSession();
  if (busy && holders.length === 0) return <span><Chip tone="attention" sign>{t.busy}</Chip></span>;
  if (!required) return null;
  if (required.leaderMissing && required.held) return <span><Chip tone="attention" sign>{t.leaderMissing}</Chip></span>;
  if (required.held) return null;
  const days = required.vacantSince ? toNumber(today as Day) - toNumber(required.vacantSince as Day) : 0;
  return <span><Chip tone="wrong" sign>{days > 0 ? t.vacantDays({ count: days }) : t.vacant}</Chip></span>;
}

function CardState({ card }: { card: HouseholdContacts['card'] }) {
  const t = useText(householdContactsText);
  const language = useLanguage();
  const delivered = card.deliveredOn ? t.cardDelivered({ day: formatDay(card.deliveredOn, language, 'long') }) : '';
  if (card.current) return <Row><Chip tone="done" sign>{t.cardCurrent}</Chip><span className="contacts-quiet">{delivered}</span></Row>;
  return (
    <Row>
      <Chip tone="attention" sign>{card.owedBy ? t.cardOwedBy({ day: formatDay(card.owedBy, language) }) : t.cardOwed}</Chip>
      <span className="contacts-quiet">{delivered}</span>
    </Row>
  );
}
