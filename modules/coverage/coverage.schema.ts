import { z } from 'zod';
import { clauseShape, dayShape, flagQuery, textShape } from '../../platform/http/shapes.schema.ts';
import { channelFigures, channelHospital } from '../hospital/opening.schema.ts';
import { doctorFigures, priorityFigures } from './care.schema.ts';

const count = z.number().int();
export const divisionHead = z.object({ code: z.string(), name: z.string(), level: z.string() });

/** Contact persons (coverage 1): households with every required role held / households served, and the same for each role. */
export const contactFigures = z.object({
  served: count,
  complete: count,
  roles: z.array(z.object({ role: z.string(), title: textShape, required: count, held: count, clause: clauseShape.nullable() })),
  card: z.object({ current: count, of: count }),
});

/** Fulfilment of a period (duties.md): met / (met + missed + attempted + vacant); the rest stands beside the figure. */
export const fulfilmentFigures = z.object({
  period: z.object({ from: z.string(), to: z.string(), name: textShape }),
  met: count, missed: count, attempted: count, vacant: count, open: count, adapted: count, excused: count, void: count,
});

/** Told from kept sums: a county of a hundred thousand households answers in a tenth of a second. */
const keptFigures = z.object({
  division: divisionHead,
  households: count,
  away: count,
  keyHouseholds: count,
  contacts: contactFigures,
  channel: channelFigures,
  fulfilment: fulfilmentFigures,
  stale: count,
  vacancies: count,
  dueThisWeek: count,
  toTell: count,
});
export type KeptFigures = z.input<typeof keptFigures>;

/** Counted member by member at each asking, which takes a county of a hundred thousand households a few seconds. */
const careFigures = { doctors: doctorFigures, priority: priorityFigures };
const figures = keptFigures.extend(careFigures);
export type Figures = z.input<typeof figures>;

export const missingHousehold = z.object({
  household: z.object({ id: z.string(), name: z.string(), division: z.object({ code: z.string(), name: z.string() }), groupName: z.string() }),
  missing: z.array(z.object({ role: z.string(), title: textShape, since: z.string().nullable(), leaderMissing: z.boolean(), clause: clauseShape })),
});
export type MissingHousehold = z.input<typeof missingHousehold>;

export const coverageQuery = z.object({
  /** 12-digit code; left out: the actor's own territory. */
  division: z.string().max(12).optional(),
  on: dayShape.optional(),
  children: flagQuery,
  missing: flagQuery,
  period: z.enum(['month', 'quarter', 'year']).default('quarter'),
  /** `care`: family doctors and priority care alone; `kept`: all but these two; left out: both. */
  figures: z.enum(['kept', 'care']).optional(),
});
export type CoverageQuery = z.output<typeof coverageQuery>;

const told = {
  on: z.string(),
  /** Days may only lie back: a past day is worked out from the facts known now. */
  computed: z.enum(['kept', 'anew']),
  missing: z.array(missingHousehold).optional(),
};
export const overviewAnswer = keptFigures.extend({ ...told, children: z.array(keptFigures).optional() });
export type OverviewAnswer = z.input<typeof overviewAnswer>;
export const coverageAnswer = figures.extend({ ...told, children: z.array(figures).optional() });
export type CoverageAnswer = z.input<typeof coverageAnswer>;
export const careAnswer = z.object({ division: divisionHead, on: z.string(), ...careFigures });
export type CareAnswer = z.input<typeof careAnswer>;
export const coverageAsked = z.union([coverageAnswer, overviewAnswer, careAnswer]);

export const channelQuery = z.object({ division: z.string().max(12).optional(), on: dayShape.optional() });
export type ChannelQuery = z.output<typeof channelQuery>;
export const channelAnswer = z.object({ items: z.array(channelHospital), next: z.null() });
export type ChannelAnswer = z.input<typeof channelAnswer>;
