import { Card, ClauseButton, DataTable, DayField, EmptyState, FilterBar, Ready, Segmented, Stack, formatDay, pick, useAddress, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { Column, Target } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { EncounterPanel } from './EncounterPanel.tsx';
import { REGISTERS } from './registers.schema.ts';
import type { RegisterKind, RegisterLine } from './registers.schema.ts';
import { registersText } from './registers.words.text.ts';

/** Outpatients, inpatients, waivers of some days, on the page and as a table; this month when nothing is chosen. */
export function Registers() {
  const t = useText(registersText);
  const { today } = useSession();
  const [{ register, from = `${today.slice(0, 8)}01`, to = today, encounter }, set] = useAddress('register', 'from', 'to', 'encounter');
  const kind: RegisterKind = REGISTERS.find((each) => each === register) ?? 'outpatients';
  const list = useRead<{ items: RegisterLine[] }>('/api/registers/{kind}', { path: { kind }, query: { from, to } });
  return (
    <Stack>
      <FilterBar label={t.days}>
        <Segmented label={t.which} value={kind} onChange={(next) => set({ register: next === 'outpatients' ? undefined : next })} options={REGISTERS.map((value) => ({ value, label: t[value] }))} />
        <DayField label={t.from} value={from} onChange={(next) => set({ from: next ?? undefined })} max={to} />
        <DayField label={t.until} value={to} onChange={(next) => set({ to: next ?? undefined })} min={from} max={today} />
        <a className="button button-plain" href={`/api/registers/${kind}/table.xlsx?from=${from}&to=${to}`} download>{t.download}</a>
      </FilterBar>
      <Ready of={list}>
        {({ items }) => <Card>{kind === 'waivers' && items.length > 0 ? <Sum items={items} /> : null}<Lines kind={kind} items={items} span={{ from, to }} /></Card>}
      </Ready>
      {encounter ? <EncounterPanel id={encounter} onClose={() => set({ encounter: undefined })} /> : null}
    </Stack>
  );
}

function Sum({ items }: { items: readonly RegisterLine[] }) {
  const t = useText(registersText);
  const granted = items.filter((line) => line.granted === true);
  return <p className="hospitals-gap"><b>{t.total({ count: granted.length, amount: granted.reduce((sum, { amount }) => sum + (amount ?? 0), 0).toFixed(2) })}</b></p>;
}

/** The office goes to the family; a hospital, which knows no families, to what it registered. */
function Lines({ kind, items, span }: { kind: RegisterKind; items: readonly RegisterLine[]; span: { from: string; to: string } }) {
  const t = useText(registersText);
  const columns = useColumns(kind, items.some(({ place }) => place !== null));
  const open = ({ household, encounter }: RegisterLine): Target => (household === null
    ? { to: '/desk/registers', search: { register: kind === 'outpatients' ? undefined : kind, ...span, encounter } }
    : { to: '/households/$householdId', params: { householdId: household } });
  return <DataTable label={t[kind]} rows={items} columns={columns} rowKey={({ id }) => id} open={open} total={items.length} empty={<EmptyState title={t.none} />} />;
}

function useColumns(kind: RegisterKind, office: boolean): Column<RegisterLine>[] {
  const t = useText(registersText);
  const language = useLanguage();
  const day = (one: string | null) => (one === null ? '' : formatDay(one, language, 'long'));
  const common: Column<RegisterLine>[] = [
    { key: 'name', title: t.name, primary: true, cell: ({ name }) => name },
    { key: 'day', title: t.day, cell: (line) => day(line.day) },
    ...(office ? [{ key: 'place', title: t.place, cell: ({ place }: RegisterLine) => place }, { key: 'hospital', title: t.hospital, cell: ({ hospital }: RegisterLine) => hospital }] : []),
    { key: 'kind', title: t.kind, cell: (line) => t[line.kind] },
  ];
  const own: Readonly<Record<RegisterKind, Column<RegisterLine>[]>> = {
    outpatients: [
      { key: 'department', title: t.department, cell: ({ department }) => department }, { key: 'urgent', title: t.urgent, cell: ({ urgent }) => (urgent ? t.yes : '') },
      { key: 'companion', title: t.companion, cell: ({ companion }) => companion },
    ],
    inpatients: [
      { key: 'department', title: t.department, cell: ({ department }) => department }, { key: 'admitted', title: t.admittedOn, cell: (line) => day(line.admittedOn) },
      { key: 'discharged', title: t.dischargedOn, cell: (line) => day(line.dischargedOn) },
    ],
    waivers: [
      { key: 'benefit', title: t.benefit, cell: ({ benefit }) => (benefit ? pick(benefit, language) : '') },
      { key: 'granted', title: t.granted, cell: ({ granted, refusal }) => (granted ? t.yes : refusal ? t[refusal] : '') },
      { key: 'amount', title: t.amount, align: 'end', cell: ({ amount }) => amount?.toFixed(2) ?? '' },
      { key: 'clause', title: t.basis, cell: ({ clause }) => (clause ? <ClauseButton clause={clause} /> : null) },
    ],
  };
  return [...common, ...own[kind]];
}
