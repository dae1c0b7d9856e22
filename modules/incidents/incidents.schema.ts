import { z } from 'zod';
import { clauseShape, dayShape, idShape, listOf, noteShape, pageQuery, personShape, reasonShape, textShape, timeShape } from '../../platform/http/shapes.schema.ts';

/** Major events of B11; `hardship` is one that needs temporary relief (HJ 四（一）4). */
export const INCIDENT_KINDS = ['accident', 'illness', 'disaster', 'death', 'hardship'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const incidentInput = z.object({
  id: idShape,
  householdId: idShape,
  kind: z.enum(INCIDENT_KINDS),
  day: dayShape,
  note: noteShape.optional(),
  /** Why it is entered so late; the office may enter any day, with this. */
  lateReason: reasonShape.optional(),
});
export type IncidentInput = z.output<typeof incidentInput>;

export const incidentView = z.object({
  id: z.string(),
  householdId: z.string(),
  kind: z.enum(INCIDENT_KINDS),
  title: textShape,
  day: z.string(),
  note: z.string().nullable(),
  recorder: personShape.nullable(),
  recordedAt: timeShape,
  voided: z.boolean(),
});
export type IncidentView = z.input<typeof incidentView>;

/** What is owed now because of it, in the words of the worklist. */
export const owedDuty = z.object({
  id: z.string(),
  household: z.object({ id: z.string(), name: z.string(), division: z.object({ code: z.string(), name: z.string() }), groupName: z.string() }),
  memberId: z.string().nullable(),
  rule: z.string(),
  title: textShape,
  role: z.string(),
  roleTitle: textShape,
  first: z.string(),
  last: z.string(),
  kinds: z.array(z.string()),
  purpose: z.string().nullable(),
  needed: z.number().int(),
  credited: z.number().int(),
  state: z.string(),
  vacant: z.boolean(),
  lateBy: z.number().int().nullable(),
  rolling: z.boolean(),
  worker: z.object({ id: z.string(), name: z.string() }).nullable(),
  clause: clauseShape.nullable(),
});
export type OwedDuty = z.input<typeof owedDuty>;

export const reportedIncident = z.object({ incident: incidentView, owed: z.array(owedDuty) });
export type ReportedIncident = z.input<typeof reportedIncident>;

export const incidentsQuery = pageQuery.extend({ household: idShape });
export const incidentList = listOf(incidentView);
export const incidentParams = z.object({ id: idShape });
export const voidIncidentInput = z.object({ reason: reasonShape });

export const INCIDENT_PROBLEMS = ['incident.future', 'incident.late', 'incident.lateReason', 'incident.notServed', 'incident.voided', 'incident.voidNotYours'] as const;
export type IncidentProblem = (typeof INCIDENT_PROBLEMS)[number];
