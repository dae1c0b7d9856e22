import type { Context } from '../../platform/context.ts';
import { recordLook } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { divisionIdsWithin, listDivisionRows } from '../divisions/divisions.queries.ts';
import { townshipIdOf } from '../divisions/divisions.rules.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { openJson, openText } from '../households/households.sealed.ts';
import { ledgerSheet } from '../imports/imports.documents.ts';
import type { RowDraft } from '../imports/imports.schema.ts';
import { listAwaysOf, listChildrenOf, listHoldersOf, listMembersOf } from '../imports/known.queries.ts';
import { datesOf } from '../imports/changing.ts';
import { listLedgerHouseholds, type LedgerHousehold } from './ledger.queries.ts';
import { say } from '../../platform/ui/text.schema.ts';
import { writeReport, type Report, type ReportFormat } from './formats.ts';
import { reportsText } from './reports.text.ts';

const PAGE = 500;

export type LedgerRow = RowDraft & { readonly path: string };

/**
 * The pairing ledger (A7) from what is on file today. As .xlsx, imported again it changes nothing: each row carries its household's key; the other formats are for
 * reading, printing and programs. Every household in it is on record as looked at, because the file leaves the program.
 * @throws Problem `not-found` (404), `not-allowed` (403)
 */
export async function pairingLedger(ctx: Context, divisionCode: string, format: ReportFormat = 'xlsx'): Promise<Report> {
  const division = await getDivisionByCode(ctx, divisionCode);
  authorise(ctx, 'import.write', division);
  const places = new Map((await listDivisionRows(ctx.tx, ctx.actor.countyId)).map((one) => [one.divisionId, one]));
  const ids = await divisionIdsWithin(ctx.tx, ctx.actor.countyId, division.path);
  const rows = await ledgerRows(ctx, ids, { divisionCode, townshipOf: (path) => places.get(townshipIdOf(path))?.name ?? '' });
  const county = [...places.values()].find((one) => one.level === 'county')?.name ?? '';
  const bytes = await writeReport(format, {
    sheet: () => ledgerSheet(rows, { county, township: division.level === 'county' ? '' : division.name }),
    value: () => ({ report: 'huangjin-ledger', division: { code: division.code, name: division.name }, on: ctx.today, households: rows.map(plainRow) }),
  });
  return { bytes, fileName: `${division.name}${reportsText.ledger.zh}${ctx.today}.${format}`, households: rows.length };
}

async function ledgerRows(ctx: Context, divisionIds: readonly number[], { divisionCode, townshipOf }: { divisionCode: string; townshipOf: (path: string) => string }): Promise<LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await listLedgerHouseholds(ctx.tx, ctx.actor.countyId, divisionIds, ctx.today, after, PAGE);
    if (page.length === 0) break;
    after = page.at(-1)!.householdId;
    rows.push(...(await draftsOf(ctx, page, townshipOf)));
    await recordLook(ctx, { subject: 'report.huangjin-ledger', subjectId: divisionCode, householdIds: page.map((one) => one.householdId), action: 'export' });
  }
  return rows.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : (a.householdKey! < b.householdKey! ? -1 : 1)));
}

/** A row as a program reads it. */
const plainRow = ({ householdKey, headName, registeredAddress, livingAddress, phone, otherPhones, childDates, contacts, remark }: LedgerRow) => ({
  householdId: householdKey, headName, registeredAddress: registeredAddress?.text ?? '', livingAddress: livingAddress?.text ?? '',
  phones: [...(phone === undefined ? [] : [phone]), ...otherPhones], childDates, contacts, remark: remark ?? '',
});

async function draftsOf(ctx: Context, page: readonly LedgerHousehold[], townshipOf: (path: string) => string): Promise<LedgerRow[]> {
  const { tx, actor: { countyId }, today } = ctx;
  const ids = page.map((one) => one.householdId);
  const children = grouped(await listChildrenOf(tx, countyId, ids));
  const aways = grouped(await listAwaysOf(tx, countyId, ids, today));
  const holders = grouped(await listHoldersOf(tx, countyId, ids, today));
  const members = grouped(await listMembersOf(tx, countyId, ids));
  return page.map((household) => {
    const id = household.householdId;
    const away = aways.get(id)?.[0];
    const phone = openText(ctx, household.phoneEnc);
    const other = openText(ctx, members.get(id)?.find((member) => member.relation === 'head')?.phoneEnc ?? null);
    return {
      path: household.path, householdKey: id, headName: household.headName,
      registeredAddress: { text: household.registeredAddress || composed(household, townshipOf(household.path)) },
      ...(household.livingAddress ? { livingAddress: { text: household.livingAddress } } : {}),
      ...(phone === null ? {} : { phone }), otherPhones: other === null || other === phone ? [] : [other],
      childDates: datesOf((children.get(id) ?? []).map((row) => openJson<Parameters<typeof datesOf>[0][number]>(ctx, row.detailsEnc)!)),
      contacts: contactsOf(ctx, holders.get(id) ?? []),
      ...(away ? { remark: awayRemark(away.place) } : {}),
    };
  });
}

const awayRemark = (place: string): string => (place === '' ? reportsText.away.zh : say(reportsText.awayAt, 'zh', { place }));

/** Where no address was written down, the place the file stands in. */
const composed = ({ divisionName, level, groupName }: LedgerHousehold, township: string): string =>
  `${township}${level === 'village' ? divisionName : ''}${groupName}`;

function contactsOf(ctx: Context, holders: Awaited<ReturnType<typeof listHoldersOf>>): RowDraft['contacts'] {
  const contacts: Record<string, { name: string; phone?: string }> = {};
  for (const { role, name, phoneEnc } of holders) contacts[role] ??= { name, ...(phoneEnc === null ? {} : { phone: ctx.keys.open(phoneEnc) }) };
  return contacts;
}

function grouped<T extends { readonly householdId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.householdId, [...(groups.get(row.householdId) ?? []), row]);
  return groups;
}
