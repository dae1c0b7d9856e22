import type { CareKind } from '../policies/care.schema.ts';
import type { DeskBenefit, DeskQuestion, WaiverView } from './hospital.schema.ts';

/** What stands in the box, as a question: an ID number by its form, anything else as the code of a certificate. Null: nothing to ask. */
export function questionOf(typed: string): DeskQuestion | null {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return null;
  const plain = text.toUpperCase().replace(/[\s-]/g, '');
  return /^(\d{17}[\dX]|\d{15})$/.test(plain) ? { idNumber: plain } : { code: text };
}

/** Steps in which the holder goes first, each once, in the pack's order. */
export const prioritiesOf = (benefits: readonly DeskBenefit[]): DeskBenefit[] => benefits.filter(({ kind }) => kind === 'priority');

/** Everything else that holds here, a line each. */
export const helpOf = (benefits: readonly DeskBenefit[]): DeskBenefit[] => benefits.filter(({ kind }) => kind !== 'priority');

/** What a desk may write down as not charged for this kind of care; a priority costs nothing and is not written. */
export const waivable = (benefits: readonly DeskBenefit[], care: CareKind): DeskBenefit[] =>
  benefits.filter(({ kind, care: kinds }) => (kind === 'waiver' || kind === 'ambulance' || kind === 'payLater') && kinds.includes(care));

/** What is left of each once these were granted, so that the answer beside them says no more than is true. */
export const leftAfter = (benefits: readonly DeskBenefit[], waivers: readonly WaiverView[]): DeskBenefit[] =>
  benefits.map((benefit) => {
    const used = waivers.find(({ benefitId, granted }) => granted && benefitId === benefit.id);
    return used ? { ...benefit, left: used.left } : benefit;
  });

/** Yuan as typed; null: not a sum. Nothing typed is known later. */
export function amountOf(typed: string): number | undefined | null {
  const text = typed.normalize('NFKC').replace(/[¥￥,\s]/g, '');
  if (text === '') return undefined;
  return /^\d{1,7}(\.\d{1,2})?$/.test(text) ? Number(text) : null;
}
