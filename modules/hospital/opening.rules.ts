import type { Clause, DayNumber } from '@lianxin/engine';
import { admitsOn, opensAt, withinReach, type CareBook } from '../policies/care.rules.ts';
import type { Admit } from '../policies/care.schema.ts';
import type { ChannelFigures, ChannelHospital } from './opening.schema.ts';

/** A hospital in use on a day, as one county sees it. */
export interface HospitalOnDay {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  /** Division code of where it lies. */
  readonly code: string;
  readonly public: boolean;
  readonly designated: boolean;
  /** Somebody is named there, for the county's families. */
  readonly contact: boolean;
  /** An account stands at its desk. */
  readonly desk: boolean;
}

export interface Expecting {
  readonly book: CareBook;
  /** Packs of the place and those below it. */
  readonly packIds: readonly string[];
  readonly on: DayNumber;
  /** Division code of the county. */
  readonly home: string;
}

/**
 * Hospitals that are to open the channel for a place, by its packs: every designated one, and where the pack says so every public one that lies in the
 * county (鄂卫生计生通〔2016〕89号 附件3 counts the rate over public institutions; those of other counties stand in those counties' figures).
 *
 * Open is a window with a named person (the same, 附件1 暗访（一）1–2; 泗县 附件1) at which a certificate can be checked: one without the other helps nobody who comes.
 */
export function channelHospitals(hospitals: readonly HospitalOnDay[], expecting: Expecting): ChannelHospital[] {
  return hospitals.flatMap((one) => {
    const by = expectedBy(one, expecting);
    const { id, name, level, designated, contact, desk } = one;
    return by === null ? [] : [{ hospital: { id, name, level }, kind: designated ? 'designated' as const : 'public' as const, open: contact && desk, contact, desk, clause: by.clause }];
  });
}

function expectedBy({ code, designated, public: isPublic }: HospitalOnDay, { book, packIds, on, home }: Expecting): Admit | null {
  if (!designated && !(isPublic && withinReach('county', home, code))) return null;
  const admits = packIds.flatMap((packId) => admitsOn(book, packId, on));
  return admits.find(({ at, reach }) => opensAt(at, designated ? 'designated' : 'public') && withinReach(reach, home, code)) ?? null;
}

export function channelFiguresOf(hospitals: readonly ChannelHospital[], clause: Clause | null): ChannelFigures {
  const count = (which: (one: ChannelHospital) => boolean): number => hospitals.filter(which).length;
  return { hospitals: hospitals.length, open: count(({ open }) => open), contact: count(({ contact }) => contact), desk: count(({ desk }) => desk), clause };
}

/** The article of a pack that asks for the most hospitals: every public one before the designated. */
export function channelClause(book: CareBook, packId: string | null, on: DayNumber): Clause | null {
  const admits = packId === null ? [] : admitsOn(book, packId, on);
  return (admits.find(({ at }) => at === 'public') ?? admits[0])?.clause ?? null;
}
