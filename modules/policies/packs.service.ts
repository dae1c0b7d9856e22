import { toNumber, type Day, type Text, type Window } from '@lianxin/engine';
import { FESTIVALS, isFestival } from '../../platform/calendar/festivals.rules.ts';
import type { Context } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { CARE_SECTIONS } from './care.schema.ts';
import type { CareShown, PackLine, PackShown, WindowView } from './packs.schema.ts';
import type { PolicyBook } from './policies.schema.ts';
import { policyBook } from './policies.context.ts';
import { careNamed, showPack } from './policies.show.ts';
import type { PackView } from './policies.show.ts';
import { roleTitle, ruleTitle } from './policies.titles.rules.ts';

const PACK_WORD = { zh: '份政策', en: 'policy' };

/** Every policy the program knows, with the roles it names; public to whoever is signed in, since families are told of it too. */
export async function listPacks(ctx: Context): Promise<{ items: PackLine[]; next: null }> {
  const { packs, sheets } = policyBook(ctx);
  const items = Object.values(sheets).map(({ id, title, region, parent, term }): PackLine => ({
    id, title, region, parent, from: term.from, to: term.to, roles: (packs[id]?.roles ?? []).map((role) => ({ id: role.id, title: role.title })),
  }));
  return { items, next: null };
}

/**
 * What one policy asks on a day (default: today), each value with its article.
 * @throws Problem `not-found` (404)
 */
export async function readPack(ctx: Pick<Context, 'book' | 'today'>, packId: string, on: string | undefined): Promise<PackShown> {
  const book = policyBook(ctx);
  const shown = showPack(book, packId, toNumber((on ?? ctx.today) as Day));
  if (!shown) throw notFound(PACK_WORD);
  const { id, title, region, parent, term, documents } = shown.pack;
  return {
    pack: { id, title, region, parent, from: term.from, to: term.to },
    on: shown.on,
    documents: Object.entries(documents).map(([name, document]) => ({ id: name, ...document })),
    roles: shown.roles.map((role) => ({ id: role.id, title: role.title, level: role.level, medical: role.medical })),
    required: shown.required.map((one) => ({ ...one, title: roleTitle(book, packId, one.role), when: conditionOf(one.when) })),
    rules: shown.rules.map((rule) => ({
      ...rule, kinds: [...rule.kinds], roleTitle: roleTitle(book, packId, rule.role), window: windowView(rule.window), when: conditionOf(rule.when),
    })),
    settings: shown.settings.map((one) => ({ ...one })),
    off: shown.off.map((one) => ({ ...one, title: titleOf(book, parent, one.key) })),
    care: careShown(shown),
  };
}

/** How people call what a region switched off: `required.townshipLeader`, `rules.carer.contact`, `benefits.guide`. */
function titleOf(book: PolicyBook, parent: string | null, key: string): Text {
  const [section, ...rest] = key.split('.');
  const id = rest.join('.');
  if (section === 'required') return roleTitle(book, parent, id);
  const care = CARE_SECTIONS.find((one) => one === section);
  const value = care && parent !== null ? book.sheets[parent]?.care[care].find((one) => one.id === id) : undefined;
  return value?.title ?? ruleTitle(book, parent, id);
}

function careShown(shown: PackView): CareShown {
  const { care } = shown;
  const named = (ids: readonly string[]) => careNamed(shown, ids);
  return {
    certificates: [...care.certificates], admits: [...care.admits], consent: [...care.consent], papers: [...care.papers],
    benefits: care.benefits.map((one) => ({ ...one, care: [...one.care], excludes: [...one.excludes], needs: [...one.needs], certificates: named(one.certificates ?? []), when: conditionOf(one.when) })),
    packages: care.packages.map((one) => ({ ...one, services: named(one.services) })),
    services: care.services.map((one) => ({ ...one, kinds: [...one.kinds] })),
  };
}

function conditionOf(when: { readonly flags: readonly string[]; readonly ageFrom?: number } | null): PackShown['rules'][number]['when'] {
  return when && { flags: [...when.flags], ...(when.ageFrom === undefined ? {} : { ageFrom: when.ageFrom }) };
}

function windowView(window: Window): WindowView {
  if (window.kind === 'event') return { ...window, events: [...window.events] };
  if (window.kind !== 'festival') return window;
  const { festival } = window;
  return { ...window, title: isFestival(festival) ? FESTIVALS[festival].title : { zh: festival, en: festival } };
}
