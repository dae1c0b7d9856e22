import { compact, saysNothing } from './cells.rules.ts';
import { ledgerRoles, type Field, type LedgerPlaces, type LedgerRole, type Mapping } from './imports.schema.ts';
import type { Spot } from './messages.rules.ts';

/** A cell and a row as the table reader hands them over; said again here because rules run in the browser, too. */
export type LedgerCell = { text: string; number?: number; day?: { y: number; m: number; d: number }; merged?: true };
export type LedgerRow = { row: number; cells: readonly LedgerCell[] };

/** What judging a row needs besides the row. `today` is YYYY-MM-DD; `columnName` says a column as the person sees it. */
export type Judging = {
  places: LedgerPlaces;
  today: string;
  mapping: Mapping;
  contacts: readonly ContactColumns[];
  columnName(column: number): string;
};

/** The columns that name a contact and its phone; the same one if a ledger writes both into one cell. */
export type ContactColumns = { role: LedgerRole; name: number; phone: number };

/** The contacts that a ledger has columns for. */
export function contactColumns({ fields }: Mapping): ContactColumns[] {
  return ledgerRoles.flatMap((role) => {
    const name = fields[`${role}.name`] ?? fields[`${role}.contact`];
    return name === undefined ? [] : [{ role, name, phone: fields[`${role}.phone`] ?? fields[`${role}.contact`] ?? name }];
  });
}

const empty: LedgerCell = { text: '' };

/** The cell of a field, empty if the ledger has no such column. */
export function cellOf(row: LedgerRow, field: Field, mapping: Mapping): LedgerCell {
  return cellAt(row, mapping.fields[field]);
}

export function cellAt(row: LedgerRow, column: number | undefined): LedgerCell {
  return (column !== undefined && row.cells[column - 1]) || empty;
}

/** Where a column of a row is, in the person's own words: `M 签约乡镇医生·电话`. */
export function spotOf(row: number, column: number, judging: Judging): Spot {
  const heading = judging.mapping.headings[column] ?? '备注';
  return { row, heading, column: `${judging.columnName(column)} ${heading}` };
}

const totals = /^(?:合计|总计|小计|共计|总数|合计户数|共\d+户)/;
const footers = /^(?:填表|填报|制表|审核|审批|负责人|单位负责|单位盖章|单位\(|经办|报送|联系人[::]|备注[::]|注[::]|说明[::])/;

/**
 * True for a row that speaks of a household; false for blank rows, totals, footers, notes and headings repeated on every page.
 * A row that has lost its name still counts if two other columns are filled: leaving it out would lose a family unseen.
 */
export function isHousehold(row: LedgerRow, mapping: Mapping): boolean {
  const filled = filledColumns(row, mapping);
  const first = filled[0];
  if (first === undefined) return false;
  const opening = compact(row.cells[first - 1]!.text);
  if (totals.test(opening) || footers.test(opening)) return false;
  if (isNote(row, filled) || repeatsHeading(row, mapping)) return false;
  const head = mapping.fields.headName;
  return (head !== undefined && filled.includes(head)) || filled.length >= 2;
}

function filledColumns(row: LedgerRow, mapping: Mapping): number[] {
  const serial = mapping.fields.serial;
  return row.cells.flatMap((cell, index) => (index + 1 === serial || saysNothing(cell.text) ? [] : [index + 1]));
}

/** One long text, or one text merged over several columns, is a remark on the whole table. */
function isNote(row: LedgerRow, filled: readonly number[]): boolean {
  const texts = new Set(filled.map((column) => compact(row.cells[column - 1]!.text)));
  return texts.size === 1 && (filled.length > 2 || [...texts][0]!.length > 8);
}

function repeatsHeading(row: LedgerRow, mapping: Mapping): boolean {
  const says = (field: Field) => compact(cellOf(row, field, mapping).text);
  const heading = mapping.fields.headName === undefined ? '' : (mapping.headings[mapping.fields.headName] ?? '');
  if (says('headName') !== '' && heading.split('·').includes(says('headName'))) return true;
  return ledgerRoles.some((role) => says(`${role}.name`) === '姓名');
}

const ditto = /^(?:同上|〃|″|"|''|,,)$/;

/**
 * Contacts written as 同上 or 〃 are those of the household above. Only contacts: beside an address 同上 may as well mean the
 * address to its left, and a family must not be sent to another one's house by a guess.
 */
export function resolveDitto<R extends LedgerRow>(row: R, above: LedgerRow | undefined, contacts: readonly ContactColumns[]): R {
  const columns = contacts.flatMap(({ name, phone }) => [name, phone]);
  const marked = columns.filter((column) => ditto.test(compact(cellAt(row, column).text)));
  if (marked.length === 0) return row;
  return {
    ...row,
    cells: row.cells.map((cell, index) => (marked.includes(index + 1) ? cellAt(above ?? { row: 0, cells: [] }, index + 1) : cell)),
  };
}
