import type { recordedVisit, visitInput } from '../../modules/visits/visits.schema.ts';
import type { householdContacts } from '../../modules/contacts/contacts.schema.ts';
import type { accommodationLine } from '../../modules/households/households.schema.ts';
import type { recordedRound, roundInput, ServiceView } from '../../modules/doctors/services.schema.ts';
import type { z } from 'zod';

// Types only: the schemas stay on the server, the phone carries no validator.
export type { DutyView } from '../../modules/duties/duties.schema.ts';
export type { HouseholdFile, HouseholdLine } from '../../modules/households/households.schema.ts';
export type { VisitView } from '../../modules/visits/visits.schema.ts';

export type { HouseholdPapers, PaperLine } from '../../modules/certificates/papers.schema.ts';
export type { ContractMember } from '../../modules/doctors/contracts.schema.ts';
export type { PatientList } from '../../modules/doctors/services.schema.ts';
export type { TeamView } from '../../modules/doctors/teams.schema.ts';

export type HouseholdContacts = z.input<typeof householdContacts>;
export type AccommodationView = z.input<typeof accommodationLine>;
export type AccommodationKind = AccommodationView['kind'];

/** A visit as it goes out, before defaults are filled in. */
export type VisitInput = z.input<typeof visitInput>;
export type VisitAnswer = z.input<typeof recordedVisit> & Partial<Pick<z.input<typeof recordedRound>, 'services' | 'entries'>>;
/** A visit with what was done in it for whom. */
export type RoundInput = z.input<typeof roundInput>;
/** A prescription that ends soon. */
export type Reminder = Pick<ServiceView, 'id' | 'household' | 'member' | 'kind' | 'title' | 'untilDay'>;
export type VisitKind = VisitInput['kind'];
export type VisitOutcome = VisitInput['outcome'];
export type Purpose = NonNullable<VisitInput['purposes']>[number];
export type Health = NonNullable<VisitInput['health']>;
export type Mood = NonNullable<VisitInput['mood']>;
export type Need = NonNullable<VisitInput['needs']>[number];

export type IncidentKind = 'accident' | 'illness' | 'disaster' | 'death' | 'hardship';

export interface ListOf<Item> { readonly items: readonly Item[]; readonly next: string | null; readonly total?: number }
