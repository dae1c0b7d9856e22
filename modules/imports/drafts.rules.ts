import { isWithin, readAddress, readGroup } from './addresses.rules.ts'
import { compact, readName, readPhones, saysNothing, splitContact, tidy } from './cells.rules.ts'
import { readDates } from './dates.rules.ts'
import { readIdNumber } from './idNumbers.rules.ts'
import { ledgerRoles, type DraftContact, type Field, type LedgerRole, type Problem, type RowDraft } from './imports.schema.ts'
import { found, type Spot } from './messages.rules.ts'
import { readAway } from './remarks.rules.ts'
import { cellOf, spotOf, type Judging, type LedgerRow } from './rows.rules.ts'

/** A part of a draft with what was found wrong while reading it. */
type Part<T> = { part: T; problems: Problem[] }

export type DraftReading = { draft: RowDraft; problems: Problem[] }

/**
 * Reads one row into a draft, with the problems that the row shows by itself. What only the whole file shows (dragged
 * numbers, two numbers of one person, households written twice) is judged apart.
 */
export function readRow(row: LedgerRow, judging: Judging): DraftReading {
  const head = readHead(row, judging)
  const where = readWhere(row, judging)
  const phone = readHeadPhone(row, judging)
  const dates = readChildDates(row, judging)
  const contacts = readContacts(row, judging)
  const away = readRemark(row, judging, where.part)
  const parts = [head, where, phone, dates, contacts, away]
  const draft: RowDraft = { ...head.part, ...where.part, ...phone.part, ...dates.part, ...contacts.part, ...away.part }
  return { draft, problems: parts.flatMap((one) => one.problems) }
}

function spot(row: LedgerRow, field: Field, judging: Judging): Spot {
  return spotOf(row.row, judging.mapping.fields[field] ?? 1, judging)
}

/** Leaves out what the ledger does not say, so that "unknown" is never stored as an empty text. */
function said<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}

type Head = Pick<RowDraft, 'headName' | 'idNumber' | 'householdKey'>

function readHead(row: LedgerRow, judging: Judging): Part<Head> {
  const problems: Problem[] = []
  const headName = readName(cellOf(row, 'headName', judging.mapping).text)
  const hasColumn = judging.mapping.fields.headName !== undefined
  if (headName === undefined && hasColumn) problems.push(found('name.missing', spot(row, 'headName', judging), '', {}))
  const idCell = cellOf(row, 'idNumber', judging.mapping)
  const id = readIdNumber(idCell)
  if (id.wrong) {
    const detail = { digitsLost: id.digitsLost === true }
    problems.push(found('id.checksum', spot(row, 'idNumber', judging), tidy(idCell.text), detail))
  }
  const key = compact(cellOf(row, 'householdKey', judging.mapping).text) || undefined
  return { part: { headName: headName ?? '', ...said<Head>({ idNumber: id.idNumber, householdKey: key, headName: undefined }) } as Head, problems }
}

type Where = Pick<RowDraft, 'registeredAddress' | 'livingAddress' | 'township' | 'village' | 'group'>

/** The registered address decides the village; a ledger with one address column, or a village column, is read as well. */
function readWhere(row: LedgerRow, judging: Judging): Part<Where> {
  const text = (field: Field) => {
    const cell = cellOf(row, field, judging.mapping).text
    return saysNothing(cell) ? undefined : compact(cell)
  }
  const [township, village, registered, living] = [text('township'), text('village'), text('registeredAddress'), text('livingAddress')]
  const deciding = registered !== undefined || village === undefined ? (registered ?? living ?? '') : ''
  const field = registered !== undefined ? 'registeredAddress' : village !== undefined ? 'village' : living !== undefined ? 'livingAddress' : addressField(judging)
  const written = deciding || `${township ?? ''}${village ?? ''}`
  const reading = readAddress(written, judging.places)
  const listed = village === undefined ? reading : withVillage(reading, township, village, judging)
  const group = readGroup(text('group') ?? '').group ?? groupOf(text('group')) ?? reading.place.group
  const part = said<Where>({
    registeredAddress: registered === undefined ? (village === undefined ? undefined : { ...listed.place, text: `${township ?? ''}${village}${text('group') ?? ''}` }) : reading.place,
    livingAddress: living === undefined ? undefined : readAddress(living, judging.places).place,
    township: listed.place.township,
    village: listed.place.village,
    group,
  })
  return { part, problems: whereProblems(row, listed === reading ? field : 'village', listed, written, judging) }
}

function addressField(judging: Judging): Field {
  const { fields } = judging.mapping
  return fields.registeredAddress !== undefined ? 'registeredAddress' : fields.village !== undefined ? 'village' : 'livingAddress'
}

/** A column of its own for the village is more reliable than the address, unless the address is outside. */
function withVillage(reading: ReturnType<typeof readAddress>, township: string | undefined, village: string, judging: Judging) {
  if (reading.outside !== undefined) return reading
  const own = readAddress(`${township ?? ''}${village}`, judging.places)
  return own.place.village === undefined && reading.place.village !== undefined && own.outside === undefined ? reading : own
}

/** `5` or `五` alone in a column headed 组. */
function groupOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : readGroup(`${text}组`).group
}

function whereProblems(row: LedgerRow, field: Field, reading: ReturnType<typeof readAddress>, written: string, judging: Judging): Problem[] {
  const at = spot(row, field, judging)
  const { townships, county } = judging.places
  const within = townships.length === 1 ? townships[0]!.name : county
  if (reading.outside !== undefined) return [found('address.outside', at, written, { outside: reading.outside, within })]
  if (reading.unknownVillage === undefined) return []
  const township = reading.place.township ?? within
  return [found('village.unknown', at, written, { township, village: reading.unknownVillage })]
}

function readHeadPhone(row: LedgerRow, judging: Judging): Part<Pick<RowDraft, 'phone' | 'otherPhones'>> {
  const { numbers, wrong } = readPhones(cellOf(row, 'phone', judging.mapping).text)
  const [phone, ...otherPhones] = numbers
  const problems = wrong.map((value) => found('phone.length', spot(row, 'phone', judging), value, {}))
  return { part: { ...(phone === undefined ? {} : { phone }), otherPhones }, problems }
}

function readChildDates(row: LedgerRow, judging: Judging): Part<Pick<RowDraft, 'childDates'>> {
  const cell = cellOf(row, 'childDates', judging.mapping)
  const reading = readDates(cell, judging.today)
  const at = spot(row, 'childDates', judging)
  const value = tidy(cell.text).replace(/\s*\n\s*/g, '、')
  const problems: Problem[] = []
  if (reading.unreadable) problems.push(found('date.unreadable', at, value, { lostZero: reading.lostZero === true }))
  if (reading.days.length > 1) problems.push(found('date.several', at, value, { days: reading.days }))
  if (reading.implausible) problems.push(found('date.implausible', at, value, { days: reading.days }))
  return { part: { childDates: reading.days }, problems }
}

function readContacts(row: LedgerRow, judging: Judging): Part<Pick<RowDraft, 'contacts'>> {
  const contacts: RowDraft['contacts'] = {}
  const problems: Problem[] = []
  for (const role of ledgerRoles) {
    const reading = readContact(row, role, judging)
    if (!reading) continue
    problems.push(...reading.problems)
    if (reading.part.name !== undefined || reading.part.phone !== undefined) contacts[role] = reading.part
  }
  return { part: { contacts }, problems }
}

/** The column that holds the name of a contact, and the one that holds the phone; one column may hold both. */
export function contactColumns(role: LedgerRole, judging: Judging): { name: Field; phone: Field } | undefined {
  const { fields } = judging.mapping
  const both: Field = `${role}.contact`
  const [name, phone]: Field[] = [`${role}.name`, `${role}.phone`]
  if (fields[name!] === undefined && fields[both] === undefined) return undefined
  return { name: fields[name!] === undefined ? both : name!, phone: fields[phone!] === undefined ? both : phone! }
}

function readContact(row: LedgerRow, role: LedgerRole, judging: Judging): Part<DraftContact> | undefined {
  const columns = contactColumns(role, judging)
  if (!columns) return undefined
  const nameCell = splitContact(cellOf(row, columns.name, judging.mapping).text)
  const phoneText = judging.mapping.fields[columns.phone] === undefined || columns.phone === columns.name ? nameCell.phone : cellOf(row, columns.phone, judging.mapping).text
  const name = readName(nameCell.name)
  const { numbers, wrong } = readPhones(phoneText)
  const problems = wrong.map((value) => found('phone.length', spot(row, columns.phone, judging), value, {}))
  if (name === undefined) {
    const missing = numbers.length + wrong.length > 0 ? 'name' : 'both'
    problems.push(found('contact.missing', spot(row, columns.name, judging), '', { missing }))
  }
  return { part: said<DraftContact>({ name, phone: numbers[0] }), problems }
}

/** A living address outside says away as clearly as a remark, but the family wrote it where it belongs: no problem then. */
function readRemark(row: LedgerRow, judging: Judging, where: Where): Part<Pick<RowDraft, 'remark' | 'away'>> {
  const text = cellOf(row, 'remark', judging.mapping).text
  const remark = saysNothing(text) ? undefined : tidy(text)
  const away = remark === undefined ? undefined : readAway(remark, judging.places)
  const problems = away ? [found('remark.away', spot(row, 'remark', judging), remark!, { where: away.where })] : []
  return { part: said<Pick<RowDraft, 'remark' | 'away'>>({ remark, away: away ?? awayByAddress(where, judging) }), problems }
}

function awayByAddress(where: Where, judging: Judging): RowDraft['away'] {
  const living = where.livingAddress?.text
  if (living === undefined || where.registeredAddress?.text === living || isWithin(living, judging.places)) return undefined
  return readAddress(living, judging.places).outside === undefined ? undefined : { where: living }
}
