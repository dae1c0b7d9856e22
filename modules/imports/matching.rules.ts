import type { RowDraft } from './imports.schema.ts';

/** One way of finding the household that a row speaks of, among those already known. */
export type MatchKey =
  | { by: 'householdKey'; householdKey: string }
  | { by: 'idNumber'; headName: string; village: string; idNumber: string }
  | { by: 'phone'; headName: string; village: string; phone: string };

/**
 * The ways of matching a row, best first: the hidden key of a file we wrote, else head and village with ID number, else with
 * phone. Empty if the row says too little; such a household is new, or a person must say which it is.
 */
export function matchKeys(draft: RowDraft): MatchKey[] {
  const { householdKey, headName, village, idNumber, phone } = draft;
  if (householdKey !== undefined) return [{ by: 'householdKey', householdKey }];
  if (headName === '' || village === undefined) return [];
  return [
    ...(idNumber === undefined ? [] : [{ by: 'idNumber' as const, headName, village, idNumber }]),
    ...(phone === undefined ? [] : [{ by: 'phone' as const, headName, village, phone }]),
  ];
}
