import type { HouseholdFile, HouseholdPatch, Situation } from './households.schema.ts';

/** The plain values of a file that may be corrected; the phone is sealed and goes apart. */
export const CORRECTABLE = ['headName', 'divisionCode', 'groupName', 'registeredAddress', 'livingAddress', 'category'] as const;
export type Correctable = (typeof CORRECTABLE)[number];
export type Correction = { readonly [K in Correctable]?: string };

/** What somebody typed into a correction: only what they touched, so that a newer file shows through everywhere else. */
export interface CorrectionDraft {
  readonly values: Correction;
  readonly phone: string;
  readonly dropPhone: boolean;
  readonly situation: { readonly [K in keyof Situation]?: string };
}

export const emptyCorrection: CorrectionDraft = { values: {}, phone: '', dropPhone: false, situation: {} };

/** A value of the file under the name the server takes it by. */
export const valueIn = (file: HouseholdFile, field: Correctable): string => (field === 'divisionCode' ? file.division.code : file[field]);

const situationIn = ({ situation }: HouseholdFile): Situation =>
  ({ living: situation?.living ?? '', difficulties: situation?.difficulties ?? '', requests: situation?.requests ?? '' });

/** The changes to send; empty when what was typed is what stands there already. */
export function changesOf(file: HouseholdFile, draft: CorrectionDraft): HouseholdPatch['changes'] {
  const plain = CORRECTABLE.flatMap((field) => {
    const value = draft.values[field]?.trim();
    return value === undefined || value === valueIn(file, field) ? [] : [[field, value] as const];
  });
  const before = situationIn(file);
  const situation: Situation = { ...before, ...draft.situation };
  const phone = draft.dropPhone ? { phone: null } : draft.phone.trim() ? { phone: draft.phone.trim() } : {};
  const changed = (Object.keys(before) as (keyof Situation)[]).some((key) => situation[key].trim() !== before[key]);
  return { ...Object.fromEntries(plain), ...phone, ...(changed ? { situation } : {}) };
}

/** Touched fields whose value somebody else changed since the form was opened: both people meant the same place. */
export function crossed(opened: HouseholdFile, now: HouseholdFile, draft: CorrectionDraft): Correctable[] {
  return CORRECTABLE.filter((field) => draft.values[field] !== undefined && valueIn(opened, field) !== valueIn(now, field));
}
