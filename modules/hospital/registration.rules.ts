import type { CareKind, Ride } from '../policies/care.schema.ts';
import { amountOf, waivable } from './deskPage.rules.ts';
import type { DeskBenefit } from './hospital.schema.ts';

/** A registration as it is being filled in; nothing is chosen until somebody chooses. */
export interface Draft {
  readonly kind: CareKind | null;
  readonly urgent: boolean;
  readonly unableToPay: boolean;
  readonly department: string;
  readonly companion: string;
  /** By benefit: the sum as typed. What is not named is not asked for. */
  readonly waivers: Readonly<Record<string, string>>;
  readonly ride: Ride | null;
}

export const EMPTY_DRAFT: Draft = { kind: null, urgent: false, unableToPay: false, department: '', companion: '', waivers: {}, ride: null };

/** An emergency is urgent unless somebody says otherwise; what the new kind does not carry is no longer asked for. */
export function withKind(draft: Draft, kind: CareKind, benefits: readonly DeskBenefit[]): Draft {
  const kept = waivable(benefits, kind).filter(({ id }) => Object.hasOwn(draft.waivers, id)).map(({ id }) => [id, draft.waivers[id]!] as const);
  return { ...draft, kind, urgent: draft.urgent || kind === 'emergency', waivers: Object.fromEntries(kept) };
}

export const withWaiver = (draft: Draft, id: string, on: boolean): Draft =>
  ({ ...draft, waivers: on ? { ...draft.waivers, [id]: draft.waivers[id] ?? '' } : Object.fromEntries(Object.entries(draft.waivers).filter(([key]) => key !== id)) });

export interface AskedWaiver {
  readonly benefitId: string;
  readonly amount?: number;
  readonly urgent: boolean;
  readonly unableToPay: boolean;
  readonly ride: Ride | null;
}

/** The waivers to send, in the order shown; null where a sum is none. */
export function waiversOf(draft: Draft, benefits: readonly DeskBenefit[]): AskedWaiver[] | null {
  if (draft.kind === null) return null;
  const asked = waivable(benefits, draft.kind).filter(({ id }) => Object.hasOwn(draft.waivers, id));
  if (asked.some(({ id }) => amountOf(draft.waivers[id]!) === null)) return null;
  return asked.map(({ id, kind }) => {
    const amount = amountOf(draft.waivers[id]!);
    return { benefitId: id, ...(amount == null ? {} : { amount }), urgent: draft.urgent, unableToPay: draft.unableToPay, ride: kind === 'ambulance' ? draft.ride : null };
  });
}
