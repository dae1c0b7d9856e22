import { z } from 'zod';
import { dayShape, idShape, pageQuery, personShape, timeShape } from '../../platform/http/shapes.schema.ts';

export const RECORD_KINDS = ['read', 'change', 'session'] as const;

export const recordsQuery = pageQuery.extend({
  household: idShape.optional(),
  account: idShape.optional(),
  from: dayShape.optional(),
  to: dayShape.optional(),
  kind: z.enum(RECORD_KINDS).optional(),
});
export type RecordsQuery = z.output<typeof recordsQuery>;
export const historyQuery = recordsQuery.omit({ household: true });

export const recordView = z.object({
  id: z.string(),
  at: timeShape,
  kind: z.enum(RECORD_KINDS),
  /** Null: the program itself. */
  actor: personShape.nullable(),
  purpose: z.string(),
  subject: z.string(),
  subjectId: z.string(),
  action: z.string(),
  reason: z.string(),
  /** Of the households named, those the reader may see. */
  households: z.array(personShape),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type RecordView = z.input<typeof recordView>;
/** As it arrives in the browser. */
export type RecordEntry = z.output<typeof recordView>;
