import type { Text } from '@lianxin/engine';
import type { KeptFigures } from './coverage.schema.ts';

export interface RoleGap {
  readonly role: string;
  readonly title: Text;
  /** Households that lack it. */
  readonly count: number;
}

/** The roles that some household lacks, in the order of the policy. */
export function gapsOf(roles: KeptFigures['contacts']['roles']): RoleGap[] {
  return roles.flatMap(({ role, title, required, held }) => (required > held ? [{ role, title, count: required - held }] : []));
}

/** Done, gone by undone, still in time. What was tried in vain and what nobody was there for went by undone as well. */
export function owedOf({ met, missed, attempted, vacant, open }: KeptFigures['fulfilment']): { met: number; overdue: number; open: number } {
  return { met, overdue: missed + attempted + vacant, open };
}

interface PlaceAbove {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
}

/**
 * The way from the widest place the reader has figures of down to this one, both included; above that nothing is said.
 * @param posts codes of the places of the reader's posts
 */
export function wayDown<P extends PlaceAbove>(places: readonly P[], code: string, posts: readonly string[]): P[] {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const way: P[] = [];
  for (let place = byCode.get(code); place; place = place.parent === null ? undefined : byCode.get(place.parent)) way.unshift(place);
  const top = way.findIndex((place) => posts.includes(place.code));
  return top === -1 ? way.slice(-1) : way.slice(top);
}

/** How urgent a last day is, seen from today. */
export function urgency(lastDay: string, today: string): 'late' | 'today' | 'coming' {
  if (lastDay < today) return 'late';
  return lastDay === today ? 'today' : 'coming';
}
