import { useState } from 'react';
import { Button, Card, Chip, Columns, Loading, MenuButton, Note, Page, Ready, Stack, formatDay, useLanguage, usePathParam, useText } from '../../platform/ui/index.web.ts';
import { AgreementsNote } from '../accommodations/AgreementsNote.tsx';
import { useAgreements } from '../accommodations/agreements.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { FourPapersCard } from '../certificates/FourPapersCard.tsx';
import { HouseholdContactsCard } from '../contacts/HouseholdContactsCard.tsx';
import { useHouseholdContacts } from '../contacts/household.web.ts';
import { ContractsCard } from '../doctors/ContractsCard.tsx';
import { HealthCard } from '../doctors/HealthCard.tsx';
import { CareCard } from '../hospital/CareCard.tsx';
import { FamilyCard } from '../households/FamilyCard.tsx';
import { includesDay } from '../households/households.rules.ts';
import type { HouseholdFile } from '../households/households.schema.ts';
import { useFile } from '../households/households.web.ts';
import { MarksNote } from '../households/MarksNote.tsx';
import { flagText } from '../households/pages.text.ts';
import { FileDialog } from './FileDialog.tsx';
import type { OnFile } from './FileDialog.tsx';
import { FileTimeline } from './FileTimeline.tsx';
import { filePageText } from './file.text.ts';
import { OwedCard } from './OwedCard.tsx';
import { useHouseholdDuties } from './file.web.ts';

/** One household, one page: who they are and who serves them, what happened, what is owed next. */
export function HouseholdPage() {
  const householdId = usePathParam('householdId');
  const t = useText(filePageText);
  const file = useFile(householdId);
  if (!file.data) return <Page title={t.name} back={{ to: '/households', label: t.back }}><Ready of={file} loading={<Loading lines={10} />}>{() => null}</Ready></Page>;
  return <FilePage key={householdId} file={file.data} refetch={file.refetch} />;
}

function FilePage({ file, refetch }: { file: HouseholdFile; refetch: () => Promise<unknown> }) {
  const t = useText(filePageText);
  const [dialog, setDialog] = useState<OnFile | null>(null);
  const agreements = useAgreements(file.id);
  return (
    <Page
      title={t.title({ name: file.headName })} name={t.name} back={{ to: '/households', label: t.back }} subtitle={<Where file={file} />} tags={<Tags file={file} />}
      actions={<Actions file={file} onOpen={setDialog} />}
    >
      <Stack>
        <Ended file={file} />
        <AgreementsNote agreements={agreements.items} mayDecide={file.may.approve} />
        <MarksNote file={file} />
        <Body file={file} onOpen={setDialog} />
      </Stack>
      {dialog ? <FileDialog file={file} what={dialog} refetch={refetch} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

function Body({ file, onOpen }: { file: HouseholdFile; onOpen: (what: OnFile) => void }) {
  const { today } = useSession();
  const contacts = useHouseholdContacts(file.id);
  const duties = useHouseholdDuties(file.id);
  return (
    <Columns of="household">
      <Stack>
        <FamilyCard
          file={file} today={today} onMember={(member) => onOpen({ kind: 'member', member })} onEndFlag={(flag) => onOpen({ kind: 'endFlag', flag })}
          onChildren={() => onOpen({ kind: 'children' })}
        />
        <Ready of={contacts} loading={<Card><Loading /></Card>}>{(value) => <HouseholdContactsCard household={file} contacts={value} mayAssign={file.may.contact} />}</Ready>
        <ContractsCard householdId={file.id} />
        <HealthCard householdId={file.id} />
        <CareCard file={file} />
      </Stack>
      <Stack>
        <Ready of={duties} loading={<Card><Loading /></Card>}>{(value) => <OwedCard duties={value} served={isServed(file, today)} mayExcuse={file.may.excuse} />}</Ready>
        <FourPapersCard householdId={file.id} />
      </Stack>
      <FileTimeline householdId={file.id} office={file.may.write} onCorrect={(visit) => onOpen({ kind: 'visit', corrects: visit })} />
    </Columns>
  );
}

const isServed = (file: HouseholdFile, today: string): boolean => file.served.some((spell) => includesDay(spell, today));

function Where({ file }: { file: HouseholdFile }) {
  const t = useText(filePageText);
  const language = useLanguage();
  const place = [file.township.code === file.division.code ? '' : file.township.name, file.division.name, file.groupName].filter(Boolean).join(' ');
  return <>{place} · {t.updated({ day: formatDay(file.updatedOn, language, 'long') })}</>;
}

function Tags({ file }: { file: HouseholdFile }) {
  const t = useText(filePageText);
  const flags = useText(flagText);
  const { today } = useSession();
  const keys = [...new Set(file.flags.filter((flag) => includesDay(flag, today)).map(({ key }) => key))];
  return (
    <>
      {keys.map((key) => <Chip key={key}>{flags[key]}</Chip>)}
      {file.stale ? <Chip tone="attention" sign>{t.stale}</Chip> : null}
      {isServed(file, today) ? null : <Chip tone="attention" sign>{t.notServed}</Chip>}
    </>
  );
}

function Ended({ file }: { file: HouseholdFile }) {
  const t = useText(filePageText);
  const language = useLanguage();
  const { today } = useSession();
  const last = file.served.filter(({ toDay }) => toDay !== null).sort((a, b) => (a.toDay! < b.toDay! ? 1 : -1))[0];
  if (isServed(file, today) || !last?.toDay) return null;
  return <Note tone="attention">{t.endedOn({ day: formatDay(last.toDay, language, 'long'), reason: last.endReason ?? '' })}</Note>;
}

/** What most people come for stands open; the rest is one step away. Nothing that would be refused is offered. */
function Actions({ file, onOpen }: { file: HouseholdFile; onOpen: (what: OnFile) => void }) {
  const t = useText(filePageText);
  const items = useMore(file, onOpen);
  return (
    <>
      {items.length > 0 ? <MenuButton label={t.more} items={items} /> : null}
      {file.may.visit ? <Button onClick={() => onOpen({ kind: 'incident' })}>{t.urgent}</Button> : null}
      {file.may.write ? <Button onClick={() => onOpen({ kind: 'correct' })}>{t.correct}</Button> : null}
      {file.may.visit ? <Button kind="main" onClick={() => onOpen({ kind: 'visit', corrects: null })}>{t.record}</Button> : null}
    </>
  );
}

function useMore(file: HouseholdFile, onOpen: (what: OnFile) => void) {
  const t = useText(filePageText);
  const { today } = useSession();
  const away = file.residence.find((spell) => spell.kind === 'away' && includesDay(spell, today));
  const served = isServed(file, today);
  const { may } = file;
  const all: readonly (readonly [boolean, string, OnFile])[] = [
    [may.visit, t.wish, { kind: 'agreement' }],
    [may.write && !away, t.away, { kind: 'away' }],
    [may.write && away !== undefined, t.back2, { kind: 'endAway', awayId: away?.id ?? '' }],
    [may.write, t.flag, { kind: 'flag' }],
    [may.write, t.confirm, { kind: 'confirm' }],
    [may.records, t.history, { kind: 'history' }],
    [may.write && served, t.end, { kind: 'endService' }],
    [may.write && !served, t.resume, { kind: 'resume' }],
  ];
  return all.filter(([may]) => may).map(([, label, what]) => ({ key: what.kind, label, onSelect: () => onOpen(what), ...(what.kind === 'endService' ? { danger: true } : {}) }));
}
