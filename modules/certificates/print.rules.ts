import type { PaperKind } from '../policies/care.schema.ts';
import { isCard, type PrintInput } from './papers.schema.ts';

export interface PrintPlace {
  readonly code: string;
  readonly name: string;
  /** Code of the place above. */
  readonly parent: string | null;
}

export interface PrintStep {
  readonly place: { readonly code: string; readonly name: string };
  readonly form: 'cards' | 'sheets';
  readonly order: Omit<PrintInput, 'id'>;
}

interface Choice {
  readonly kinds: readonly PaperKind[];
  readonly which: PrintInput['which'];
  readonly sheet: PrintInput['sheet'];
}

/** A run as it is sent: a village or a township as one pile, a whole county township by township; cards apart from sheets. */
export function printSteps(places: readonly PrintPlace[], code: string, choice: Choice): PrintStep[] {
  const below = places.filter(({ parent }) => parent === code);
  const isCounty = below.some((child) => places.some(({ parent }) => parent === child.code));
  const targets = isCounty ? below : places.filter((one) => one.code === code);
  return targets.flatMap(({ name, code: divisionCode }) =>
    formsOf(choice.kinds).map(({ form, kinds }) => ({ place: { code: divisionCode, name }, form, order: { ...choice, kinds, divisionCode } })));
}

/** Cards apart from sheets, each only where one of its kinds was chosen. */
export function formsOf(kinds: readonly PaperKind[]): { readonly form: 'cards' | 'sheets'; readonly kinds: PaperKind[] }[] {
  const forms = [{ form: 'cards' as const, kinds: kinds.filter(isCard) }, { form: 'sheets' as const, kinds: kinds.filter((kind) => !isCard(kind)) }];
  return forms.filter((one) => one.kinds.length > 0);
}
