import { z } from 'zod';
import { idShape, listOf, pageQuery, textShape, timeShape } from '../../platform/http/shapes.schema.ts';
import { ledgerRoles, message, problemCode, severity, template, type Field } from './imports.schema.ts';

/** What the API says of an import; the shapes of reading and judging stand in imports.schema.ts. */

export const IMPORT_STATUSES = ['reading', 'ready', 'applying', 'done', 'undoing', 'undone', 'failed'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What the program does with an import by itself, and may be stopped in. */
export const IMPORT_STEPS = ['reading', 'applying', 'undoing'] as const satisfies readonly ImportStatus[];
export type ImportStep = (typeof IMPORT_STEPS)[number];

export const ROW_RESULTS = ['imported', 'updated', 'unchanged', 'skipped'] as const;
export type RowResult = (typeof ROW_RESULTS)[number];

export const problemView = z.object({
  row: z.number().int(), column: z.string(), code: problemCode, value: z.string(), message, severity, proposal: z.string().optional(),
  /** Whom two numbers were found for, so that the name may be said to stand for two people. */
  name: z.string().optional(),
});
export type ProblemView = z.infer<typeof problemView>;

export const columnView = z.object({
  /** From 1. */
  index: z.number().int(),
  /** `M` in a spreadsheet, `第13列` in a document. */
  letter: z.string(),
  heading: z.string(),
  field: z.string().nullable(),
  sample: z.array(z.string()),
});
export type ColumnView = z.infer<typeof columnView>;

/** Why it stopped, and what it was doing. */
export const importFailure = z.object({ code: z.string(), text: textShape, step: z.enum(IMPORT_STEPS) });
export type ImportFailure = z.infer<typeof importFailure>;

export const importLine = z.object({
  id: z.string(),
  fileName: z.string(),
  divisionCode: z.string(),
  divisionName: z.string(),
  status: z.enum(IMPORT_STATUSES),
  rows: z.number().int(),
  good: z.number().int(),
  held: z.number().int(),
  createdAt: timeShape,
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type ImportLine = z.input<typeof importLine>;

export const importResult = z.object({
  rows: z.number().int(), imported: z.number().int(), updated: z.number().int(), unchanged: z.number().int(), skipped: z.number().int(),
  problems: z.array(problemView),
});
export type ImportResult = z.infer<typeof importResult>;

export const importPreview = importLine.extend({
  template: template.nullable(),
  columns: z.array(columnView),
  fields: z.array(z.object({ key: z.string(), title: textShape, required: z.boolean() })),
  /** The first of them; `problemCount` says how many there are, and the rows name each. */
  problems: z.array(problemView),
  problemCount: z.number().int(),
  summary: z.partialRecord(problemCode, z.number().int()),
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  result: importResult.nullable(),
  failure: importFailure.nullable(),
});
export type ImportPreview = z.input<typeof importPreview>;

export const importParams = z.object({ id: idShape });
export const importsQuery = pageQuery;
export const importRowsQuery = pageQuery.extend({ show: z.enum(['all', 'problems', 'held']).default('all') });
/** In which language the reasons stand beside the rows; where it is not said, the language of the request. */
export const errorsQuery = z.object({ language: z.enum(['zh', 'en']).optional() });
export type ImportRowsQuery = z.output<typeof importRowsQuery>;

/** A row as the person knows it: every cell of the file, and what is wrong written to the cell it stands in. */
export const importRow = z.object({
  row: z.number().int(),
  cells: z.array(z.string()),
  held: z.boolean(),
  problems: z.array(problemView.extend({ cell: z.number().int().nullable() })),
  result: z.enum(ROW_RESULTS).nullable(),
  householdId: z.string().nullable(),
});
export type ImportRowView = z.input<typeof importRow>;
export const importRows = listOf(importRow);

const problemKey = z.object({ row: z.number().int(), column: z.string().max(200), code: problemCode });
export type ProblemKey = z.output<typeof problemKey>;

export const importPatch = z.object({
  /** Column numbers by field; a field left out has no column. Read again and remembered for this office and heading. */
  mapping: z.object({ fields: z.record(z.string().max(40), z.number().int().min(1).max(256)) }).optional(),
  /** Problems whose proposed value is the right one. */
  accept: z.array(problemKey).max(500).default([]),
  /** Names that stand for more than one person: told apart by their numbers. */
  separate: z.array(z.string().trim().min(1).max(60)).max(200).default([]),
});
export type ImportPatch = z.output<typeof importPatch>;

export const applyInput = z.object({ accept: z.array(problemKey).max(500).default([]) }).default({ accept: [] });
export const applyAnswer = z.object({
  status: z.enum(['running', 'done']), progress: z.object({ done: z.number().int(), total: z.number().int() }), result: importResult.nullable(),
});
export type ApplyAnswer = z.input<typeof applyAnswer>;

const fieldNames: Partial<Record<Field, { zh: string; en: string }>> = {
  headName: { zh: '户主姓名', en: 'Head of household' },
  idNumber: { zh: '身份证号', en: 'ID number' },
  registeredAddress: { zh: '户籍地址', en: 'Registered address' },
  livingAddress: { zh: '居住地址', en: 'Living address' },
  township: { zh: '乡镇', en: 'Township' },
  village: { zh: '村', en: 'Village' },
  group: { zh: '组', en: 'Group' },
  phone: { zh: '联系电话', en: 'Phone' },
  childDates: { zh: '时间（年月日）', en: 'Dates' },
  remark: { zh: '备注', en: 'Remark' },
};
const roleNames: Record<(typeof ledgerRoles)[number], { zh: string; en: string }> = {
  villageCadre: { zh: '村（居）帮扶责任人', en: 'Village contact' },
  townshipContact: { zh: '乡镇（街道）帮扶责任人', en: 'Township contact' },
  villageDoctor: { zh: '签约村医', en: 'Village doctor' },
  familyDoctor: { zh: '签约乡镇医生', en: 'Family doctor' },
  townshipLeader: { zh: '乡镇领导', en: 'Township leader' },
  carer: { zh: '照护人员', en: 'Carer' },
};
const kinds = { name: { zh: '姓名', en: 'name' }, phone: { zh: '电话', en: 'phone' }, contact: { zh: '姓名和电话', en: 'name and phone' } } as const;

/** Every field a column may be said to hold, in the order of the form. */
export const FIELDS = [
  ...Object.entries(fieldNames).map(([key, title]) => ({ key, title, required: key === 'headName' || key === 'registeredAddress' })),
  ...ledgerRoles.flatMap((role) => (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => ({
    key: `${role}.${kind}`, required: false,
    title: { zh: `${roleNames[role].zh}·${kinds[kind].zh}`, en: `${roleNames[role].en}: ${kinds[kind].en}` },
  }))),
];
