import type { HouseholdLine } from './households.schema.ts';

/** Everything a list of households is narrowed by, under its name in the address and in GET /households. */
export const FILTER_NAMES = ['search', 'division', 'flag', 'overdue', 'vacant', 'stale', 'away', 'marks', 'ended', 'complete', 'card', 'role', 'worker'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = { readonly [K in FilterName]?: string | undefined };

export const SWITCHES = ['overdue', 'vacant', 'stale', 'away', 'marks', 'ended'] as const;

/** Only what is set; a view somebody saved may hold names that are no filters any more. */
export function setFilters(values: Readonly<Record<string, unknown>>): Filters {
  return Object.fromEntries(FILTER_NAMES.flatMap((name) => {
    const value = values[name];
    return value === undefined || value === null || value === '' ? [] : [[name, String(value)]];
  }));
}

/** Every filter named, those that are not set as undefined: so that going to a saved view also drops the others. */
export const onlyFilters = (filters: Filters): Filters => Object.fromEntries(FILTER_NAMES.map((name) => [name, filters[name]]));

export const switchedOn = (filters: Filters): string[] => SWITCHES.filter((name) => filters[name] === 'true');

/** The change of the address that turns exactly these switches on. */
export const switchTo = (chosen: readonly string[]): Filters =>
  Object.fromEntries(SWITCHES.map((name) => [name, chosen.includes(name) ? 'true' : undefined]));

/**
 * Families are named by surname and place; only where two of them would look the same, the head's name tells them apart.
 * @returns the ids of those lines
 */
export function ambiguous(lines: readonly HouseholdLine[]): Set<string> {
  const seen = new Map<string, string[]>();
  for (const { id, family, division, groupName } of lines) {
    const key = [family, division.code, groupName].join('\n');
    seen.set(key, [...(seen.get(key) ?? []), id]);
  }
  return new Set([...seen.values()].filter((ids) => ids.length > 1).flat());
}
