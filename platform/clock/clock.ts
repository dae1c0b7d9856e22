import { type Day, day } from '@lianxin/engine';

/** The only place that reads the machine's clock for a civil day. */
export interface Clock {
  now(): Date;
  /** The civil day in China, wherever the machine stands. */
  today(): Day;
}

const chinaDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });

/** `fixed` (LIANXIN_TODAY) stops the calendar for demos and tests; times of records stay real. */
export function systemClock(fixed?: string): Clock {
  const stopped = fixed ? day(fixed) : null;
  return {
    now: () => new Date(),
    today: () => stopped ?? day(chinaDay.format(new Date())),
  };
}
