import { z } from 'zod';
import { idShape, timeShape } from '../../platform/http/shapes.schema.ts';

/** Someone treated before any question (D6). Nothing is required of a person in need, therefore nothing here but the id is. */
export const urgentInput = z.object({
  id: idShape,
  /** Who, as far as is known: a name, or "a woman of about sixty". Sealed. */
  patient: z.string().trim().max(200).default(''),
  note: z.string().trim().max(500).default(''),
  /** When it was written down; earlier than it arrives here where the network was away. */
  arrivedAt: z.iso.datetime({ offset: true }).optional(),
});
export type UrgentInput = z.output<typeof urgentInput>;

export const urgentView = z.object({
  id: z.string(), patient: z.string(), note: z.string(), arrivedAt: timeShape, recordedAt: timeShape, encounterId: z.string().nullable(),
});
export type UrgentView = z.input<typeof urgentView>;

export const urgentJoin = z.object({ encounterId: idShape });

/** What a desk's page starts with. */
export const deskHome = z.object({
  hospital: z.object({ id: z.string(), name: z.string() }),
  /** Public keys of the issuers, base64url: with one of them a code can be told from an invented one while the network is away. */
  keys: z.array(z.string()),
  urgent: z.array(urgentView),
});
export type DeskHome = z.input<typeof deskHome>;
