import type { Texts } from '../../platform/ui/text.schema.ts';

/** Words of the files people take away. A ledger is a Chinese form in whatever language its reader works; English names the file only. */
export const reportsText = {
  ledger: { zh: '结对联系台账', en: 'pairing ledger' },
  /** A remark as ledgers write it, so that the file comes back to what it says here. */
  away: { zh: '外出', en: 'away' },
  awayAt: { zh: '现居住在{{place}}', en: 'now living in {{place}}' },
} as const satisfies Texts;
