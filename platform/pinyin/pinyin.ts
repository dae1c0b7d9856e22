import { pinyin } from 'pinyin-pro';

export interface NameReading {
  /** `zengqinghua`: no tones, no spaces, ü as v, as people type it. */
  readonly pinyin: string;
  /** `zqh` */
  readonly initials: string;
}

/**
 * How a person's name is read, so that it can be found by typing letters. Surnames have readings of their own (曾 zeng, 解 xie, 仇 qiu);
 * 单于 is read as the surname 单 (shan), the commoner of its two.
 */
export function readName(name: string): NameReading {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' })
    .map((syllable) => syllable.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter((syllable) => syllable !== '');
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable[0]).join('') };
}
