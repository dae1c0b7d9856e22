import type { Language } from '../../platform/ui/text.schema.ts';

export interface LanguagesAtTheDoor {
  /** Chosen at the door by whoever signs in now; null: nobody touched it. */
  readonly chosen: Language | null;
  /** What the account says. Chinese is also what it says where nobody was ever asked. */
  readonly account: Language;
  /** What the door stands in: an earlier choice in this browser, or the browser's own. */
  readonly shown: Language;
  readonly browser: Language;
}

/**
 * In which language the pages open for somebody who has just signed in. What they chose a moment ago holds; English in an account was chosen too.
 * An account that says Chinese is followed where the door or the browser are Chinese: a visitor with an English browser, who was never asked, stays in
 * English, and an officer at a machine that a colleague left in English does not.
 */
export function languageAfter({ chosen, account, shown, browser }: LanguagesAtTheDoor): Language {
  if (chosen) return chosen;
  if (account === 'en') return 'en';
  return shown === 'zh' ? 'zh' : browser;
}
