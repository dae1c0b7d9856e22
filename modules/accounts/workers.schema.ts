import { z } from 'zod';
import { dayShape, idShape, pageQuery } from '../../platform/http/shapes.schema.ts';
import { divisionCode } from '../divisions/divisions.schema.ts';

export const ORGANISATION_KINDS = ['healthOffice', 'townshipOffice', 'villageCommittee', 'clinic', 'hospital', 'association', 'other'] as const;

const name = z.string().trim().min(1).max(60);
const phone = z.string().trim().max(40);

export const workersQuery = pageQuery.extend({
  division: divisionCode.optional(),
  search: z.string().trim().max(60).optional(),
  /** Those who have left are left out otherwise. */
  left: z.enum(['true', 'false']).transform((value) => value === 'true').optional(),
});
export type WorkersQuery = z.output<typeof workersQuery>;

export const workerView = z.object({
  id: z.string(),
  name: z.string(),
  divisionCode: z.string(),
  divisionName: z.string(),
  organisation: z.object({ id: z.string(), name: z.string() }).nullable(),
  leader: z.boolean(),
  phoneMasked: z.string().nullable(),
  /** A work phone is open to everyone who serves the county's families, not to a hospital: who serves a family can be called. */
  phone: z.string().nullable(),
  leftOn: z.string().nullable(),
  version: z.number().int(),
});
export type WorkerView = z.output<typeof workerView>;

export const workerInput = z.object({
  id: idShape,
  name,
  divisionCode,
  phone: phone.optional(),
  /** Party or government leader of the township. */
  leader: z.boolean().default(false),
  organisationId: idShape.optional(),
});
export type WorkerInput = z.output<typeof workerInput>;

export const workerPatch = z.object({
  version: z.number().int().min(1),
  name: name.optional(),
  divisionCode: divisionCode.optional(),
  phone: phone.nullable().optional(),
  leader: z.boolean().optional(),
  organisationId: idShape.nullable().optional(),
  leftOn: dayShape.nullable().optional(),
});
export type WorkerPatch = z.output<typeof workerPatch>;
export const workerParams = z.object({ id: idShape });

export const organisationView = z.object({
  id: z.string(), name: z.string(), kind: z.enum(ORGANISATION_KINDS), divisionCode: z.string(), divisionName: z.string(),
});
export type OrganisationView = z.output<typeof organisationView>;
export const organisationInput = z.object({ id: idShape, name, kind: z.enum(ORGANISATION_KINDS), divisionCode });
export type OrganisationInput = z.output<typeof organisationInput>;
