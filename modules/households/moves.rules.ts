import type { DayNumber, PackSpell } from '@lianxin/engine';
import { subtract } from '../policies/policies.spells.rules.ts';

/**
 * What must be written down when a household moves, so that its past stays what it was: the parts of the packs it lived under until
 * yesterday that its new place would answer otherwise.
 * @param before the packs it lives under in the old place
 * @param after those the new place gives it, for the same days
 */
export function leftPacks(before: readonly PackSpell[], after: readonly PackSpell[], yesterday: DayNumber): PackSpell[] {
  const past = subtract(before, [{ from: (yesterday + 1) as DayNumber, to: null }]);
  return past.flatMap((spell) => subtract([spell], after.filter((one) => one.packId === spell.packId)));
}
