import { isWithin, readAddress, readGroup, type AddressReading } from './addresses.rules.ts';
import { compact, readName, readPhones, saysNothing, splitContact, tidy } from './cells.rules.ts';
import { readDates } from './dates.rules.ts';
import { readIdNumber } from './idNumbers.rules.ts';
import type { DraftContact, Field, Place, Problem, RowDraft } from './imports.schema.ts';
import { found, type Spot } from './messages.rules.ts';
import { isFar, readAway, type Away } from './remarks.rules.ts';
import { cellAt, cellOf, spotOf, type ContactColumns, type Judging, type LedgerRow } from './rows.rules.ts';

/** A part of a draft with what was found wrong while reading it. */
type Part<T> = { part: T; problems: Problem[] };

export type DraftReading = { draft: RowDraft; problems: Problem[] };

/**
 * Reads one row into a draft, with the problems that the row shows by itself. What only the whole file shows (dragged
 * numbers, two numbers of one person, households written twice) is judged apart.
 */
export function readRow(row: LedgerRow, judging: Judging): DraftReading {
  const head = readHead(row, judging);
  const where = readWhere(row, judging);
  const phone = readHeadPhone(row, judging);
  const dates = readChildDates(row, judging);
  const contacts = readContacts(row, judging);
  const away = readRemark(row, judging, where.part);
  const parts = [head, where, phone, dates, contacts, away];
  const draft: RowDraft = { ...head.part, ...where.part, ...phone.part, ...dates.part, ...contacts.part, ...away.part };
  return { draft, problems: parts.flatMap((one) => one.problems) };
}

function spot(row: LedgerRow, field: Field, judging: Judging): Spot {
  return spotOf(row.row, judging.mapping.fields[field] ?? 1, judging);
}

/** Leaves out what the ledger does not say, so that "unknown" is never stored as an empty text. */
function said<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  const kept: Partial<T> = {};
  for (const key in values) if (values[key] !== undefined) kept[key] = values[key];
  return kept;
}

type Head = Pick<RowDraft, 'headName' | 'idNumber' | 'householdKey'>;

function readHead(row: LedgerRow, judging: Judging): Part<Head> {
  const problems: Problem[] = [];
  const headName = readName(cellOf(row, 'headName', judging.mapping).text);
  const hasColumn = judging.mapping.fields.headName !== undefined;
  if (headName === undefined && hasColumn) problems.push(found('name.missing', spot(row, 'headName', judging), '', {}));
  const idCell = cellOf(row, 'idNumber', judging.mapping);
  const id = readIdNumber(idCell);
  if (id.wrong) {
    const detail = { digitsLost: id.digitsLost === true };
    problems.push(found('id.checksum', spot(row, 'idNumber', judging), tidy(idCell.text), detail));
  }
  const key = compact(cellOf(row, 'householdKey', judging.mapping).text) || undefined;
  const known = said<Omit<Head, 'headName'>>({ idNumber: id.idNumber, householdKey: key });
  return { part: { headName: headName ?? '', ...known }, problems };
}

type Where = Pick<RowDraft, 'registeredAddress' | 'livingAddress' | 'township' | 'village' | 'group'>;

type Written = Record<'township' | 'village' | 'group' | 'registeredAddress' | 'livingAddress', string | undefined>;

/** The registered address decides the village; a ledger with one address column, or a village column, is read as well. */
function readWhere(row: LedgerRow, judging: Judging): Part<Where> {
  const written = readWritten(row, judging);
  const { field, text } = decidingAddress(written, judging);
  const reading = readAddress(text, judging.places);
  const listed = written.village === undefined || field === 'village' ? reading : withVillage(reading, written, judging);
  const part = said<Where>({
    registeredAddress: registeredPlace(written, reading.place),
    livingAddress: livingPlace(written, reading.place, judging),
    township: listed.place.township,
    village: listed.place.village,
    group: groupOf(written.group) ?? reading.place.group,
  });
  return { part, problems: whereProblems(row, listed === reading ? field : 'village', listed, text, judging) };
}

function readWritten(row: LedgerRow, judging: Judging): Written {
  const text = (field: Field) => {
    const cell = cellOf(row, field, judging.mapping).text;
    return saysNothing(cell) ? undefined : compact(cell);
  };
  const [township, village, group] = [text('township'), text('village'), text('group')];
  return { township, village, group, registeredAddress: text('registeredAddress'), livingAddress: text('livingAddress') };
}

function decidingAddress(written: Written, judging: Judging): { field: Field; text: string } {
  const { registeredAddress, village, livingAddress, township } = written;
  if (registeredAddress !== undefined) return { field: 'registeredAddress', text: registeredAddress };
  if (village !== undefined) return { field: 'village', text: (township ?? '') + village };
  if (livingAddress !== undefined) return { field: 'livingAddress', text: livingAddress };
  return { field: addressField(judging), text: township ?? '' };
}

/** A ledger with columns for village and group instead of an address has said the address in parts. */
function registeredPlace(written: Written, deciding: Place): Place | undefined {
  if (written.registeredAddress !== undefined) return deciding;
  if (written.village === undefined) return undefined;
  return { ...deciding, text: (written.township ?? '') + written.village + (written.group ?? '') };
}

const sameAsRegistered = /^(?:同左|同前|同户籍(?:地|所在地)?(?:址)?|与户籍地?(?:址)?(?:相同|一致)|户籍地)$/;

function livingPlace({ registeredAddress, livingAddress }: Written, deciding: Place, judging: Judging): Place | undefined {
  if (livingAddress === undefined) return undefined;
  const same = livingAddress === registeredAddress || sameAsRegistered.test(livingAddress);
  return same ? deciding : readAddress(livingAddress, judging.places).place;
}

function addressField(judging: Judging): Field {
  const { fields } = judging.mapping;
  return fields.registeredAddress !== undefined ? 'registeredAddress' : fields.village !== undefined ? 'village' : 'livingAddress';
}

/** A column of its own for the village is more reliable than the address, unless the address is outside. */
function withVillage(reading: AddressReading, { township, village }: Written, judging: Judging): AddressReading {
  if (reading.outside !== undefined) return reading;
  const own = readAddress((township ?? '') + village, judging.places);
  return own.place.village === undefined && reading.place.village !== undefined && own.outside === undefined ? reading : own;
}

/** 5组, or 5 and 五 alone in a column headed 组. */
function groupOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (readGroup(text).group ?? readGroup(`${text}组`).group);
}

function whereProblems(row: LedgerRow, field: Field, reading: AddressReading, written: string, judging: Judging): Problem[] {
  const at = spot(row, field, judging);
  const { townships, county } = judging.places;
  const within = townships.length === 1 ? townships[0]!.name : county;
  if (reading.outside !== undefined) return [found('address.outside', at, written, { outside: reading.outside, within })];
  if (reading.unknownVillage === undefined) return [];
  const township = reading.place.township ?? within;
  return [found('village.unknown', at, written, { township, village: reading.unknownVillage })];
}

function readHeadPhone(row: LedgerRow, judging: Judging): Part<Pick<RowDraft, 'phone' | 'otherPhones'>> {
  const { numbers, wrong } = readPhones(cellOf(row, 'phone', judging.mapping).text);
  const [phone, ...otherPhones] = numbers;
  const problems = wrong.map((value) => found('phone.length', spot(row, 'phone', judging), value, {}));
  return { part: { ...(phone === undefined ? {} : { phone }), otherPhones }, problems };
}

function readChildDates(row: LedgerRow, judging: Judging): Part<Pick<RowDraft, 'childDates'>> {
  const cell = cellOf(row, 'childDates', judging.mapping);
  const reading = readDates(cell, judging.today);
  const at = spot(row, 'childDates', judging);
  const value = tidy(cell.text).replace(/\s*\n\s*/g, '、');
  const problems: Problem[] = [];
  if (reading.unreadable) problems.push(found('date.unreadable', at, value, { lostZero: reading.lostZero === true }));
  if (reading.days.length > 1) problems.push(found('date.several', at, value, { days: reading.days }));
  if (reading.implausible) problems.push(found('date.implausible', at, value, { days: reading.days }));
  return { part: { childDates: reading.days }, problems };
}

function readContacts(row: LedgerRow, judging: Judging): Part<Pick<RowDraft, 'contacts'>> {
  const contacts: RowDraft['contacts'] = {};
  const problems: Problem[] = [];
  for (const columns of judging.contacts) {
    const { part, problems: own } = readContact(row, columns, judging);
    problems.push(...own);
    if (part.name !== undefined || part.phone !== undefined) contacts[columns.role] = part;
  }
  return { part: { contacts }, problems };
}

function readContact(row: LedgerRow, columns: ContactColumns, judging: Judging): Part<DraftContact> {
  const both = splitContact(cellAt(row, columns.name).text);
  const name = readName(both.name);
  const { numbers, wrong } = readPhones(columns.phone === columns.name ? both.phone : cellAt(row, columns.phone).text);
  const problems = wrong.map((value) => found('phone.length', spotOf(row.row, columns.phone, judging), value, {}));
  const missing = numbers.length + wrong.length > 0 ? 'name' : 'both';
  if (name === undefined && (missing === 'name' || (judging.places.asked?.includes(columns.role) ?? true))) {
    problems.push(found('contact.missing', spotOf(row.row, columns.name, judging), '', { missing }));
  }
  return { part: said<DraftContact>({ name, phone: numbers[0] }), problems };
}

/**
 * A living address outside says away as clearly as a remark, and is where it belongs: no problem then. 外出 or 在广东打工 written
 * into the address is understood like a remark, and marked like one; so is a far place without its county, 上海浦东 or 成都市.
 */
function readRemark(row: LedgerRow, judging: Judging, where: Where): Part<Pick<RowDraft, 'remark' | 'away'>> {
  const text = cellOf(row, 'remark', judging.mapping).text;
  const remark = saysNothing(text) ? undefined : tidy(text);
  const living = where.registeredAddress?.text === where.livingAddress?.text ? undefined : where.livingAddress?.text;
  const surely = awayIn('remark', remark, row, judging) ?? awayIn('livingAddress', where.livingAddress?.text, row, judging);
  const byAddress = awayByAddress(where, judging);
  const told = surely ?? (byAddress === undefined ? farIn(living, row, judging) : undefined);
  const away = told?.part ?? byAddress;
  return { part: said<Pick<RowDraft, 'remark' | 'away'>>({ remark, away }), problems: told?.problems ?? [] };
}

function awayIn(field: Field, text: string | undefined, row: LedgerRow, judging: Judging): Part<Away> | undefined {
  const away = text === undefined ? undefined : readAway(text, judging.places);
  return away && { part: away, problems: [found('remark.away', spot(row, field, judging), text!, { where: away.where })] };
}

function farIn(living: string | undefined, row: LedgerRow, judging: Judging): Part<Away> | undefined {
  if (living === undefined || !isFar(living, judging.places)) return undefined;
  return { part: { where: living }, problems: [found('remark.away', spot(row, 'livingAddress', judging), living, { where: living })] };
}

function awayByAddress(where: Where, judging: Judging): Away | undefined {
  const living = where.livingAddress?.text;
  if (living === undefined || where.registeredAddress?.text === living || isWithin(living, judging.places)) return undefined;
  return readAddress(living, judging.places).outside === undefined ? undefined : { where: living };
}
