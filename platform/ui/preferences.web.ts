import { useSyncExternalStore } from 'react';
import { languageAmong } from './language.rules.ts';
import type { Language } from './text.schema.ts';

export type ThemeChoice = 'auto' | 'light' | 'dark' | 'contrast';
export type TextSize = 'normal' | 'large';

export interface Preferences {
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly textSize: TextSize;
}

const slot = 'lianxin.preferences';
const listeners = new Set<() => void>();
let current: Preferences = read();

/** What this browser remembers of how its reader wants to see the program. */
export function preferences(): Preferences {
  return current;
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  // A locked-down browser may refuse storage; the choice then lasts as long as the page.
  try {
    localStorage.setItem(slot, JSON.stringify(current));
  } catch {}
  for (const listener of listeners) listener();
}

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences);
}

function read(): Preferences {
  const kept = stored();
  return {
    language: oneOf(kept['language'], ['zh', 'en']) ?? browserLanguage(),
    theme: oneOf(kept['theme'], ['auto', 'light', 'dark', 'contrast']) ?? 'auto',
    textSize: oneOf(kept['textSize'], ['normal', 'large']) ?? 'normal',
  };
}

function stored(): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(slot) ?? '{}');
    return parsed && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function oneOf<const T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value);
}

/** What the browser asks for; it holds until somebody chooses. */
export function browserLanguage(): Language {
  return languageAmong(navigator.languages);
}
