import type { Book, DayNumber, Rule, Text } from '@lianxin/engine';

/** The version of a rule that a window beginning that day belongs to; the latest one where none is dated so. */
export function ruleOn(book: Book, packId: string, rule: string, first: DayNumber): Rule | null {
  const versions = book.packs[packId]?.rules.filter((candidate) => candidate.id === rule) ?? [];
  return versions.find((version) => version.from <= first && (version.to === null || version.to >= first)) ?? versions.at(-1) ?? null;
}

/** How a rule is called where it applies; its id when no pack knows it any more. */
export function ruleTitle(book: Book, packId: string | null, rule: string): Text {
  return named(book, packId, (pack) => pack.rules.find((candidate) => candidate.id === rule)?.title) ?? { zh: rule, en: rule };
}

/** How a contact role is called in a pack: 村（居）联系人 here, 村干部 there. */
export function roleTitle(book: Book, packId: string | null, role: string): Text {
  return named(book, packId, (pack) => pack.roles.find((candidate) => candidate.id === role)?.title) ?? { zh: role, en: role };
}

function named(book: Book, packId: string | null, title: (pack: Book['packs'][string]) => Text | undefined): Text | undefined {
  const own = packId === null ? undefined : book.packs[packId];
  return (own && title(own)) ?? Object.values(book.packs).map(title).find((found) => found !== undefined);
}
