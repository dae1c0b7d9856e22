import { z } from 'zod';

/** Everything that can be wrong with a ledger; closed, because officers' handbooks and other programs name these codes. */
export const problemCode = z.enum([
  'name.missing',
  'column.missing',
  'address.outside',
  'id.checksum',
  'id.conflict',
  'household.duplicate',
  'phone.length',
  'phone.series',
  'phone.conflict',
  'date.unreadable',
  'date.several',
  'date.implausible',
  'contact.missing',
  'village.unknown',
  'remark.away',
]);
export type ProblemCode = z.infer<typeof problemCode>;

/** An error keeps the row out; a warning lets it in and keeps the mark until someone resolves it. */
export const severity = z.enum(['error', 'warning']);
export type Severity = z.infer<typeof severity>;

export const severities = {
  'name.missing': 'error',
  'column.missing': 'error',
  'address.outside': 'error',
  'id.checksum': 'error',
  'id.conflict': 'error',
  'household.duplicate': 'error',
  'phone.length': 'warning',
  'phone.series': 'warning',
  'phone.conflict': 'warning',
  'date.unreadable': 'warning',
  'date.several': 'warning',
  'date.implausible': 'warning',
  'contact.missing': 'warning',
  'village.unknown': 'warning',
  'remark.away': 'warning',
} as const satisfies Record<ProblemCode, Severity>;

export const message = z.object({ zh: z.string(), en: z.string() });
export type Message = z.infer<typeof message>;

/**
 * One finding. `row` and `column` are what the person sees in the file: the row number of the spreadsheet, the column's
 * letter and heading (`M 签约乡镇医生·电话`; `第13列 …` in a document). `proposal` is the value we would put there.
 */
export const problem = z.object({
  row: z.int().positive(),
  column: z.string(),
  code: problemCode,
  value: z.string(),
  message,
  severity,
  proposal: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

/** Contact roles a ledger can name. */
export const ledgerRoles = ['villageCadre', 'townshipContact', 'villageDoctor', 'familyDoctor', 'townshipLeader', 'carer'] as const;
export type LedgerRole = (typeof ledgerRoles)[number];

const plainFields = [
  'householdKey',
  'headName',
  'idNumber',
  'registeredAddress',
  'livingAddress',
  'township',
  'village',
  'group',
  'phone',
  'childDates',
  'remark',
  'serial',
  'problems',
] as const;
export type PlainField = (typeof plainFields)[number];

/** `villageDoctor.contact` is a column that holds name and phone in one cell. */
export type RoleField = `${LedgerRole}.${'name' | 'phone' | 'contact'}`;
export type Field = PlainField | RoleField;

const roleFields = ledgerRoles.flatMap((role) => [`${role}.name`, `${role}.phone`, `${role}.contact`] as RoleField[]);
const fieldName = z.enum([...plainFields, ...roleFields] as [Field, ...Field[]]);

export const template = z.enum(['huangjin-pairing', 'sixian-four-to-one', 'free']);
export type Template = z.infer<typeof template>;

/** Which column (from 1) holds which field; a person may change it before applying. */
export const mapping = z.object({
  template,
  sheet: z.string(),
  /** First and last row of the heading. */
  headingRows: z.tuple([z.int(), z.int()]),
  fields: z.partialRecord(fieldName, z.int().positive()),
  /** What stands above each column, both levels, by column number. */
  headings: z.record(z.string(), z.string()),
});
export type Mapping = z.infer<typeof mapping>;

/** A day as far as it is known: `2009-12-04`, `2009-12` or `2009`. */
export const partialDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);

export const place = z.object({
  /** As written, spaces removed. */
  text: z.string(),
  township: z.string().optional(),
  village: z.string().optional(),
  /** `4组`. */
  group: z.string().optional(),
});
export type Place = z.infer<typeof place>;

export const draftContact = z.object({ name: z.string().optional(), phone: z.string().optional() });
export type DraftContact = z.infer<typeof draftContact>;

/** What one row says of a household. What it does not say (category, spouse) is absent and stays unknown. */
export const rowDraft = z.object({
  householdKey: z.string().optional(),
  headName: z.string(),
  idNumber: z.string().optional(),
  registeredAddress: place.optional(),
  livingAddress: place.optional(),
  township: z.string().optional(),
  village: z.string().optional(),
  group: z.string().optional(),
  phone: z.string().optional(),
  otherPhones: z.array(z.string()),
  childDates: z.array(partialDay),
  contacts: z.partialRecord(z.enum(ledgerRoles), draftContact),
  /** `where` is absent when the remark says away without saying where. */
  away: z.object({ where: z.string().optional() }).optional(),
  remark: z.string().optional(),
});
export type RowDraft = z.infer<typeof rowDraft>;

/** One row judged. `held` is true when an error keeps it out; `cells` are its texts as the person sees them. */
export type JudgedRow = { row: number; cells: string[]; draft: RowDraft; problems: Problem[]; held: boolean };

/**
 * The divisions a file may speak of. An empty list of villages means that it is not known here, and is not checked. `asked` are the contacts that a
 * pack in force there waits for: an empty column of another is no gap (absent: all are).
 */
export const ledgerPlaces = z.object({
  county: z.string(),
  asked: z.array(z.enum(ledgerRoles)).optional(),
  townships: z.array(z.object({ name: z.string(), villages: z.array(z.string()) })),
});
export type LedgerPlaces = z.infer<typeof ledgerPlaces>;

/** `otherSheets` names sheets with content that were not read, because only one sheet holds the ledger. */
export const summary = z.object({
  template,
  sheet: z.string(),
  rows: z.int(),
  accepted: z.int(),
  held: z.int(),
  problems: z.partialRecord(problemCode, z.int()),
  otherSheets: z.array(z.string()),
});
export type Summary = z.infer<typeof summary>;
