import type { DivisionLevel } from './divisions.schema.ts';

/** What stands below a level; null below a village. */
export function levelBelow(level: DivisionLevel): DivisionLevel | null {
  return level === 'county' ? 'township' : level === 'township' ? 'village' : null;
}

/** The digits that every code below begins with: six of a county, nine of a township (GB/T 10114). */
export function codePrefix(parent: { readonly level: DivisionLevel; readonly code: string }): string {
  return parent.level === 'county' ? parent.code.slice(0, 6) : parent.code.slice(0, 9);
}

/** People and papers say the six digits of a county and the nine of a township; the tables hold twelve. Anything else stays as it is. */
export const fullCode = (code: string): string => (/^\d{6}$|^\d{6}[0-9X]\d{2}$/.test(code) ? code.padEnd(12, '0') : code);

/**
 * A code for a place whose official one is not known. `X` stands where official codes have a digit, so the two never meet.
 * @param taken every code in use below the same parent
 * @returns null when all 99 are used up
 */
export function ownCode(parent: { readonly level: DivisionLevel; readonly code: string }, taken: ReadonlySet<string>): string | null {
  const tail = parent.level === 'county' ? '000' : '';
  for (let n = 1; n <= 99; n++) {
    const code = `${codePrefix(parent)}X${String(n).padStart(2, '0')}${tail}`;
    if (!taken.has(code)) return code;
  }
  return null;
}

/** Whether a code is one of our own, waiting for the official one. */
export const isProvisional = (code: string): boolean => code.includes('X');

/** True when a division's path lies at or below another's: `1.4.9.` is below `1.4.`, `1.40.` is not. */
export const isWithin = (path: string, above: string): boolean => path.startsWith(above);

/** Id of the second step of a path (the township); the county's own when there is none. */
export function townshipIdOf(path: string): number {
  const ids = path.split('.').filter((part) => part !== '');
  return Number(ids[1] ?? ids[0]);
}

/** Places as an office lists them: each township in the order of the codes with its villages behind it, whenever they were entered. */
export function inOrder<P extends { readonly code: string; readonly parentCode: string | null }>(places: readonly P[]): P[] {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const wayTo = ({ code, parentCode }: P): string => `${parentCode !== null && byCode.has(parentCode) ? wayTo(byCode.get(parentCode)!) : ''}/${code}`;
  const ways = new Map(places.map((place) => [place, wayTo(place)]));
  return [...places].sort((a, b) => (ways.get(a)! < ways.get(b)! ? -1 : 1));
}
