import { FAR } from './day.ts';
import type { Pack, Settings } from './pack.ts';

/** Our own values (mark C) for the days on which a pack sets none. */
export const DEFAULT_SETTINGS: Settings = Object.freeze({
  from: -FAR as Settings['from'],
  to: null,
  ownedShare: 0.5,
  attemptsNeeded: 3,
  lateEntryDays: 31,
  fileStaleDays: 62,
});

/** The settings in force in a pack on a day; a window keeps those of its first day. */
export function settingsOn(pack: Pack, day: number): Settings {
  let found = DEFAULT_SETTINGS;
  for (const settings of pack.settings) {
    if (settings.from <= day && day <= (settings.to ?? FAR) && settings.from >= found.from) found = settings;
  }
  return found;
}
