import type { Day } from '@lianxin/engine';
import type { PolicyBook } from '../policies/policies.schema.ts';
import { ageOn, asksForIdCard, deskBenefits, statusHere, toDeskBenefit, type DeskFacts } from './desk.rules.ts';
import type { DeskBenefit, DeskStatus } from './hospital.schema.ts';

/** What a desk may grant to whoever has the same pack, certificates, flags and age at the same hospital. */
export interface DeskMenu {
  readonly status: DeskStatus;
  readonly withIdCard: boolean;
  readonly benefits: DeskBenefit[];
}

/** A county has a handful of packs and hospitals; ages and flags make some hundred menus of a few kilobytes. Then all go, and with them those of yesterday. */
const MENUS_KEPT = 1_000;

const kept = new WeakMap<PolicyBook, Map<string, DeskMenu>>();

/** @returns the same object whenever the same is asked on the same day; nobody may change it */
export function menuOf(book: PolicyBook, facts: DeskFacts, today: Day): DeskMenu {
  const menus = kept.get(book) ?? new Map<string, DeskMenu>();
  const { packId, hospitalCode, countyCode, admitted, flags, birthDay, certificates, used } = facts;
  const key = JSON.stringify([today, packId, hospitalCode, countyCode, admitted, flags, ageOn(birthDay, today), certificates, used]);
  const menu = menus.get(key) ?? composed(book, facts, today);
  if (menus.size >= MENUS_KEPT) menus.clear();
  kept.set(book, menus.set(key, menu));
  return menu;
}

const composed = (book: PolicyBook, facts: DeskFacts, today: Day): DeskMenu => ({
  status: statusHere(book, facts, today), withIdCard: asksForIdCard(book, facts, today),
  benefits: deskBenefits(book, facts, today).map((benefit) => toDeskBenefit(benefit, facts.used[benefit.id] ?? 0)),
});
