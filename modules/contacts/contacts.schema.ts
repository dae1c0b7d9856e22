import { z } from 'zod';
import { clauseShape, dayShape, divisionShape, flagQuery, idShape, listOf, noteShape, pageQuery, personShape, reasonShape, textShape } from '../../platform/http/shapes.schema.ts';

const roleId = z.string().regex(/^[a-z][A-Za-z0-9]*$/).max(40);
const divisionCode = z.string().regex(/^[0-9A-Za-z-]{2,30}$/);

/** Closed codes of this module's refusals; texts in contacts.text.ts. */
export const CONTACT_PROBLEMS = [
  'role.unknown', 'worker.left', 'assignment.held', 'assignment.later', 'assignment.days', 'assignment.ended', 'assignment.day',
  'assignment.notServed', 'handover.self', 'handover.who', 'handover.nothing',
] as const;
export type ContactProblem = (typeof CONTACT_PROBLEMS)[number];

export const assignmentInput = z.object({
  id: idShape, householdId: idShape, role: roleId, workerId: idShape, fromDay: dayShape, toDay: dayShape.optional(), note: noteShape.optional(),
});
export type AssignmentInput = z.output<typeof assignmentInput>;

export const endInput = z.object({ toDay: dayShape, reason: reasonShape });
export type EndInput = z.output<typeof endInput>;

export const handoverInput = z.object({
  id: idShape, fromWorkerId: idShape.optional(), toWorkerId: idShape, role: roleId.optional(),
  householdIds: z.array(idShape).min(1).max(5000).optional(), day: dayShape, note: noteShape.optional(),
});
export type HandoverInput = z.output<typeof handoverInput>;

export const territoryInput = z.object({ id: idShape, divisionCode, role: roleId, workerId: idShape, fromDay: dayShape });
export type TerritoryInput = z.output<typeof territoryInput>;

/** A worker as everybody of the county may know them, with the phone they work with. */
export const contactWorker = z.object({ id: z.string(), name: z.string(), phone: z.string().nullable(), leader: z.boolean() });
export type ContactWorker = z.output<typeof contactWorker>;

/** Enough of a household to name it in a list; nothing of why it is served. */
export const householdName = z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() });
export type HouseholdName = z.output<typeof householdName>;

/** Something worth looking at that does not stop the step. */
export const contactHint = z.object({ code: z.enum(['leader.missing', 'role.notRequired']), text: textShape });
export type ContactHint = z.output<typeof contactHint>;

export const assignmentView = z.object({
  id: z.string(), householdId: z.string(), role: z.string(), title: textShape, worker: contactWorker, fromDay: z.string(), toDay: z.string().nullable(),
});
export type AssignmentView = z.output<typeof assignmentView>;

export const assignmentAnswer = assignmentView.extend({
  /** Whose assignment in the role this one ended. */
  ended: z.array(z.object({ assignmentId: z.string(), worker: personShape, toDay: z.string() })),
  /** Until when the household is to be told; null where nothing asks for it. */
  tellBy: z.string().nullable(),
  hints: z.array(contactHint),
});
export type AssignmentAnswer = z.output<typeof assignmentAnswer>;

export const handoverAnswer = z.object({ moved: z.number().int(), households: z.array(personShape), tellBy: z.string().nullable() });
export type HandoverAnswer = z.output<typeof handoverAnswer>;

export const territoryView = z.object({
  id: z.string(), division: divisionShape, role: z.string(), title: textShape, worker: contactWorker, fromDay: z.string(), toDay: z.string().nullable(),
});
export type TerritoryView = z.output<typeof territoryView>;

export const householdContacts = z.object({
  items: z.array(z.object({
    assignmentId: z.string(), role: z.string(), title: textShape, worker: contactWorker, fromDay: z.string(), toDay: z.string().nullable(),
    vacantSince: z.string().nullable(), clause: clauseShape.nullable(),
    /** Held for every household of a division by one assignment (a county cadre). */
    territory: z.boolean(),
  })),
  required: z.array(z.object({
    role: z.string(), title: textShape, held: z.boolean(), leaderMissing: z.boolean(), vacantSince: z.string().nullable(), clause: clauseShape,
  })),
  /** Not required of the household, yet something is laid on whoever holds it. */
  busy: z.array(z.object({ role: z.string(), title: textShape, clause: clauseShape })),
  card: z.object({ current: z.boolean(), deliveredOn: z.string().nullable(), owedBy: z.string().nullable() }),
});
export type HouseholdContacts = z.output<typeof householdContacts>;

const roleTitleShape = z.object({ role: z.string(), title: textShape });

export const workersQuery = pageQuery.extend({ division: divisionCode.optional() });
export const workerLoad = z.object({
  worker: contactWorker,
  roles: z.array(roleTitleShape.extend({ households: z.number().int() })),
  /** Divisions for whose every household the worker holds a role. */
  territories: z.array(roleTitleShape.extend({ division: divisionShape })),
  total: z.number().int(),
});
export const workerLoads = listOf(workerLoad);
export type WorkerLoad = z.output<typeof workerLoad>;

export const vacanciesQuery = pageQuery.extend({ division: divisionCode.optional(), role: roleId.optional() });
export const vacancy = z.object({
  household: householdName, role: z.string(), title: textShape, since: z.string().nullable(),
  /** Somebody holds it, but a key household asks for a party or government leader. */
  leaderMissing: z.boolean(),
});
export const vacancies = listOf(vacancy);
export type Vacancy = z.output<typeof vacancy>;

export const toTellQuery = pageQuery.extend({ division: divisionCode.optional(), late: flagQuery });
export const toTell = z.object({
  household: householdName, role: z.string(), title: textShape, changedOn: z.string(), tellBy: z.string(), late: z.boolean(),
  worker: contactWorker.nullable(), dutyId: z.string(), clause: clauseShape.nullable(),
});
export const toTellList = listOf(toTell);
export type ToTell = z.output<typeof toTell>;

export const territoryQuery = z.object({ division: divisionCode.optional() });
export const territoryList = listOf(territoryView);
export const byId = z.object({ id: idShape });
