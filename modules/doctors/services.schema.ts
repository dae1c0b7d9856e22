import { z } from 'zod';
import { clauseShape, dayShape, flagQuery, idShape, noteShape, pageQuery, personShape, reasonShape, textShape, divisionShape, listOf } from '../../platform/http/shapes.schema.ts';
import { recordedVisit, visitInput } from '../visits/visits.schema.ts';
import { healthEntry, healthInput } from './health.schema.ts';

/** A service or a rule that the member's package names, by its id in the pack (`longPrescription`, `familyDoctor.healthCheck`). */
const kind = z.string().min(1).max(80);

const done = {
  id: idShape, memberId: idShape, kind,
  /** What was found or agreed, in words: sealed, for the team and the keeper of health files. A referral says here to which hospital and why. */
  content: noteShape.optional(),
  /** Of a long prescription: for how many weeks. */
  weeks: z.number().int().min(1).max(52).optional(),
};
/** Something done where the doctor works; what is done in a visit comes with the visit (`roundInput`). */
export const serviceInput = z.object({ ...done, day: dayShape });
export type ServiceInput = z.output<typeof serviceInput>;

/**
 * A doctor's visit with what was done in it and for whom: recorded once, it credits the contact, the contract and the health record.
 * `entries`: what was found, for the health files of those it was done for.
 */
export const roundInput = z.object({ visit: visitInput, services: z.array(z.object(done)).max(20).default([]), entries: z.array(healthInput).max(20).default([]) });
export type RoundInput = z.output<typeof roundInput>;
export type RoundService = RoundInput['services'][number];

export const serviceView = z.object({
  id: z.string(), household: z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() }), member: personShape,
  kind: z.string(), title: textShape, clause: clauseShape.nullable(), day: z.string(), visitId: z.string().nullable(), worker: personShape, content: z.string().nullable(),
  untilDay: z.string().nullable(), remindOn: z.string().nullable(), doneOn: z.string().nullable(), voided: z.object({ reason: z.string() }).nullable(),
});
export type ServiceView = z.input<typeof serviceView>;
export const serviceList = listOf(serviceView);
export const recordedRound = recordedVisit.extend({ services: z.array(serviceView), entries: z.array(healthEntry) });
export type RecordedRound = z.input<typeof recordedRound>;

/** `due`: prescriptions that end soon and that nobody has settled yet, the soonest first. */
export const servicesQuery = pageQuery.extend({ household: idShape.optional(), member: idShape.optional(), due: flagQuery });
export type ServicesQuery = z.output<typeof servicesQuery>;
export const serviceParams = z.object({ id: idShape });
export const serviceVoid = z.object({ reason: reasonShape });

/**
 * What may be recorded for a member today. `ways`: how it is done; `regular`: a rule that every visit of such a way meets, as a round; `purposes`: of the duties
 * that ask for one, those it credits; `atClinic`: without a visit; `weeks`: the least and the most of a prescription;
 * `toHospital`: it leads to a hospital, which is asked for and becomes the first words of `content`.
 */
export const serviceChoice = z.object({
  kind: z.string(), title: textShape, note: textShape.nullable(), ways: z.array(z.string()), regular: z.boolean(), purposes: z.array(z.string()), atClinic: z.boolean(), weeks: z.object({ from: z.number().int(), to: z.number().int() }).nullable(), toHospital: z.boolean(), clause: clauseShape.nullable(),
});
export type ServiceChoice = z.input<typeof serviceChoice>;
export const serviceChoices = z.object({ items: z.array(z.object({ member: personShape, choices: z.array(serviceChoice) })) });
/** Everybody under contract with the reader's team, what each package names told once: a phone takes it along to where there is no network. */
export const patientList = z.object({
  packages: z.array(z.object({ id: z.string(), choices: z.array(serviceChoice) })),
  items: z.array(z.object({ member: personShape, householdId: z.string(), packageId: z.string() })),
});
export type PatientList = z.input<typeof patientList>;
export const choicesQuery = z.object({ household: idShape });

export const SERVICE_PROBLEMS = [
  'service.contract', 'service.kind', 'service.needsVisit', 'service.weeks', 'service.future', 'service.notReached', 'service.member', 'service.voided', 'service.settled',
] as const;
export type ServiceProblem = (typeof SERVICE_PROBLEMS)[number];
