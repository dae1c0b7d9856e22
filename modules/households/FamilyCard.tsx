import { Button, Card, Chip, Facts, Masked, Row, Stack, formatDay, formatNear, useLanguage, useOptions, useText } from '../../platform/ui/index.web.ts';
import type { Fact } from '../../platform/ui/index.web.ts';
import { childrenWords } from './children.rules.ts';
import { childEventText, familyText, purposeOfLookText, relationText, sexText } from './fileWords.text.ts';
import { includesDay } from './households.rules.ts';
import type { HouseholdFile } from './households.schema.ts';
import { reveal } from './households.web.ts';
import { flagText } from './pages.text.ts';

type Member = HouseholdFile['members'][number];
type Flag = HouseholdFile['flags'][number];

interface CardProps {
  readonly file: HouseholdFile;
  readonly today: string;
  readonly onMember: (member: Member | null) => void;
  readonly onEndFlag: (flag: Flag) => void;
  readonly onChildren: () => void;
}

/** Who they are: people, where they live, how to reach them. Numbers are covered and shown one at a time. */
export function FamilyCard(props: CardProps) {
  const t = useText(familyText);
  const { file, onMember } = props;
  const facts: Fact[] = [
    { label: t.phone, value: <Covered file={file} field="phone" label={t.phone} value={file.phone?.masked ?? null} /> },
    { label: t.registered, value: file.registeredAddress || t.none },
    { label: t.living, value: !file.livingAddress || file.livingAddress === file.registeredAddress ? t.same : file.livingAddress, note: <AwayNow file={file} today={props.today} /> },
    ...(file.may.write ? [{ label: t.childrenRow, value: <Children file={file} onChange={props.onChildren} /> }] : []),
  ];
  return (
    <Card title={t.title} actions={file.may.write ? <Button kind="quiet" onClick={() => onMember(null)}>{t.addMember}</Button> : null}>
      <Stack>
        <ul className="households-people" aria-label={t.members}>{file.members.map((member) => <Person key={member.id} member={member} {...props} />)}</ul>
        <Facts of={facts} />
        <Flags {...props} />
        <Situation file={file} />
      </Stack>
    </Card>
  );
}

function AwayNow({ file, today }: Pick<CardProps, 'file' | 'today'>) {
  const t = useText(familyText);
  const language = useLanguage();
  const away = file.residence.find((spell) => spell.kind === 'away' && includesDay(spell, today));
  if (!away) return null;
  const until = away.toDay ? t.until({ day: formatNear(away.toDay, today, language) }) : '';
  return <>{[t.awayAt({ place: away.place }), t.since({ day: formatNear(away.fromDay, today, language) }), until].filter(Boolean).join(' · ')}</>;
}

function Person({ file, member, onMember }: CardProps & { member: Member }) {
  const t = useText(familyText);
  const [relations, sexes] = [useText(relationText), useText(sexText)];
  const language = useLanguage();
  const known = [
    member.relation === 'unknown' ? null : relations[member.relation], member.sex === '1' || member.sex === '2' ? sexes[member.sex] : null,
    member.age === null ? null : t.years({ age: member.age }), member.deathDay === null ? null : t.died({ day: formatDay(member.deathDay, language, 'long') }),
  ].filter(Boolean).join(' · ');
  return (
    <li className={member.deathDay === null ? '' : 'households-dead'}>
      <span className="households-person">
        <strong>{member.name}</strong><span className="households-quiet">{known}</span>
        {file.may.write ? <button type="button" className="text-button" aria-label={t.changeNamed({ name: member.name })} onClick={() => onMember(member)}>{t.change}</button> : null}
      </span>
      {member.phone ? <span>{t.phone} <Covered file={file} field={`member.${member.id}.phone`} label={t.phoneOf({ name: member.name })} value={member.phone.masked} /></span> : null}
      {member.idNumber ? <span>{t.idNumber} <Covered file={file} field={`member.${member.id}.idNumber`} label={t.idOf({ name: member.name })} value={member.idNumber.masked} /></span> : null}
    </li>
  );
}

function Covered({ file, field, label, value }: { file: HouseholdFile; field: string; label: string; value: string | null }) {
  const t = useText(familyText);
  const purposes = useOptions(purposeOfLookText);
  if (value === null) return <span className="households-quiet">{t.none}</span>;
  return <Masked value={value} label={label} purposes={purposes} reveal={file.may.reveal ? async (purpose) => String(await reveal(file.id, field, purpose)) : undefined} />;
}

/** What happened is covered like a number, and for the office alone. */
function Children({ file, onChange }: { file: HouseholdFile; onChange: () => void }) {
  const t = useText(familyText);
  const words = useText(childEventText);
  const language = useLanguage();
  const purposes = useOptions(purposeOfLookText);
  const show = async (purpose: string) => childrenWords(await reveal(file.id, 'children', purpose), (kind) => words[kind], (day) => formatDay(day, language, 'long'));
  return (
    <>
      {file.children > 0
        ? <Masked value={t.childrenHidden({ count: file.children })} label={t.childrenRow} purposes={purposes} reveal={file.may.reveal ? show : undefined} />
        : <span className="households-quiet">{t.childrenNone}</span>}
      <button type="button" className="text-button households-change" aria-label={t.childrenChange} onClick={onChange}>{t.change}</button>
    </>
  );
}

function Flags({ file, today, onEndFlag }: CardProps) {
  const t = useText(familyText);
  const names = useText(flagText);
  const flags = file.flags.filter((flag) => includesDay(flag, today));
  if (flags.length === 0) return null;
  const whose = (memberId: string | null) => file.members.find((member) => member.id === memberId)?.name;
  return (
    <Facts of={[{
      label: t.flags,
      value: flags.map((flag) => (
        <div key={flag.id}>
          <Row><Chip>{names[flag.key]}</Chip>{whose(flag.memberId)}{file.may.write ? <EndButton flag={flag} name={names[flag.key]} onEnd={onEndFlag} /> : null}</Row>
          <div className="fact-note">{t.source({ source: flag.source })}</div>
        </div>
      )),
    }]} />
  );
}

function EndButton({ flag, name, onEnd }: { flag: Flag; name: string; onEnd: (flag: Flag) => void }) {
  const t = useText(familyText);
  return <button type="button" className="text-button" aria-label={`${t.takeOff}：${name}`} onClick={() => onEnd(flag)}>{t.takeOff}</button>;
}

/** Free words may say anything, so they are folded: a screen is often seen by more than one. */
function Situation({ file: { situation } }: { file: HouseholdFile }) {
  const t = useText(familyText);
  const parts = [[t.livingWords, situation?.living], [t.difficulties, situation?.difficulties], [t.requests, situation?.requests]].filter((part) => part[1]);
  if (parts.length === 0) return null;
  return (
    <details>
      <summary>{t.situation} · {t.showWords}</summary>
      <dl className="facts">{parts.map(([label, words]) => <div className="fact" key={label}><dt>{label}</dt><dd className="households-words">{words}</dd></div>)}</dl>
    </details>
  );
}
