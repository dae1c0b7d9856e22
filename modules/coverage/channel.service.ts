import { toDay, type DayNumber } from '@lianxin/engine';
import { channelClause, channelFiguresOf, channelHospitals, type HospitalOnDay } from '../hospital/opening.rules.ts';
import type { ChannelFigures, ChannelHospital } from '../hospital/opening.schema.ts';
import { hospitalsOn } from '../hospital/opening.service.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';
import { listAdoptedPacks } from './coverage.queries.ts';

type Adopted = readonly { readonly path: string; readonly packId: string }[];

/** What the channel's figures of every place of a county are told from, read once. */
export interface ChannelGround {
  readonly adopted: Adopted;
  readonly places: readonly { readonly path: string; readonly packId: string | null }[];
  readonly hospitals: readonly HospitalOnDay[];
  readonly home: string;
  readonly book: PolicyBook;
  readonly on: DayNumber;
}

export async function channelGround(ctx: CareContext, divisions: readonly { readonly path: string; readonly code: string }[], on: DayNumber): Promise<ChannelGround> {
  const adopted = await listAdoptedPacks(ctx.tx, ctx.actor.countyId, toDay(on));
  const places = divisions.map(({ path }) => ({ path, packId: packAt(adopted, path) }));
  return { adopted, places, ...(await hospitalsOn(ctx, toDay(on))), book: policyBook(ctx), on };
}

/** The hospitals that are to open the channel for a place or one below it, by name. */
export function channelBelow({ places, hospitals, home, book, on }: ChannelGround, path: string): ChannelHospital[] {
  const packIds = [...new Set(places.flatMap((place) => (place.path.startsWith(path) && place.packId !== null ? [place.packId] : [])))].sort();
  return channelHospitals(hospitals, { book, packIds, on, home });
}

export const channelFiguresBelow = (ground: ChannelGround, path: string): ChannelFigures =>
  channelFiguresOf(channelBelow(ground, path), channelClause(ground.book, packAt(ground.adopted, path), ground.on));

/** The pack of the nearest place upwards: its words and articles are those the place knows. Households of other packs below keep their own. */
export function packAt(adopted: Adopted, path: string): string | null {
  const above = adopted.filter((one) => path.startsWith(one.path)).sort((a, b) => b.path.length - a.path.length);
  return above[0]?.packId ?? null;
}
