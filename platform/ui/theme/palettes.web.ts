/**
 * Every colour of the program, once. A tone has three: `strong` for bars and borders, `ink` for words,
 * `soft` for the ground under them. Names of the CSS variables are these in kebab case (`--attention-ink`).
 */
export interface Palette {
  readonly ground: string;
  readonly card: string;
  readonly line: string;
  /** Border of a box one types into: 3:1 against the card (WCAG 1.4.11), therefore darker than `line`. */
  readonly edge: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly plainSoft: string;
  readonly open: string;
  readonly main: string;
  readonly mainOn: string;
  readonly mainHover: string;
  readonly mainInk: string;
  readonly mainSoft: string;
  readonly attention: string;
  readonly attentionInk: string;
  readonly attentionSoft: string;
  readonly wrong: string;
  readonly wrongInk: string;
  readonly wrongSoft: string;
  readonly done: string;
  readonly doneInk: string;
  readonly doneSoft: string;
  readonly note: string;
  readonly noteInk: string;
  readonly noteSoft: string;
  readonly shade: string;
}

export type PaletteName = 'light' | 'dark' | 'contrast';

const light: Palette = {
  ground: '#FAF8F4', card: '#FFFFFF', line: '#E7E2DA', edge: '#8A9492',
  ink: '#22302F', inkSoft: '#56635F', inkFaint: '#616D6A',
  plainSoft: '#F0EDE6', open: '#CFC7BA',
  main: '#1E6B64', mainOn: '#FFFFFF', mainHover: '#18584F', mainInk: '#1A625B', mainSoft: '#E3EFEC',
  attention: '#C9823A', attentionInk: '#8A5212', attentionSoft: '#FBF0E2',
  wrong: '#A8463A', wrongInk: '#9A3D32', wrongSoft: '#F8E9E6',
  done: '#3C7D5A', doneInk: '#2F6B4B', doneSoft: '#E6F1EA',
  note: '#3D6A8A', noteInk: '#33607F', noteSoft: '#E7EEF4',
  shade: 'rgba(34, 48, 47, 0.32)',
};

const dark: Palette = {
  ground: '#161C1B', card: '#1F2726', line: '#35403E', edge: '#76827F',
  ink: '#E9EEEC', inkSoft: '#B4BFBC', inkFaint: '#9AA6A3',
  plainSoft: '#2C3533', open: '#56625F',
  main: '#5DB5A8', mainOn: '#0E1F1C', mainHover: '#74C6B9', mainInk: '#86D0C4', mainSoft: '#1F3B37',
  attention: '#D79A57', attentionInk: '#EDBB82', attentionSoft: '#3B2E1E',
  wrong: '#D9796C', wrongInk: '#F0A69B', wrongSoft: '#3F2623',
  done: '#6DB48C', doneInk: '#98D2B0', doneSoft: '#213A2D',
  note: '#7FAACB', noteInk: '#A6CBE6', noteSoft: '#223443',
  shade: 'rgba(0, 0, 0, 0.55)',
};

/** For tired eyes and bad projectors: every pair of words and ground at 7:1 or better. */
const contrast: Palette = {
  ground: '#FFFFFF', card: '#FFFFFF', line: '#6B6B6B', edge: '#1A1A1A',
  ink: '#000000', inkSoft: '#1F2A29', inkFaint: '#333C3B',
  plainSoft: '#F2F2F2', open: '#8A8A8A',
  main: '#004D46', mainOn: '#FFFFFF', mainHover: '#00332E', mainInk: '#004D46', mainSoft: '#E6F4F1',
  attention: '#8A4B00', attentionInk: '#5E3300', attentionSoft: '#FFF3E0',
  wrong: '#8A1F12', wrongInk: '#7A170B', wrongSoft: '#FFECE9',
  done: '#0F5A33', doneInk: '#0B4727', doneSoft: '#E8F6EE',
  note: '#0F4A73', noteInk: '#0B3A5C', noteSoft: '#E8F2FA',
  shade: 'rgba(0, 0, 0, 0.6)',
};

export const palettes: Readonly<Record<PaletteName, Palette>> = { light, dark, contrast };

/** Words on their ground, as the kit uses them; each must reach 4.5:1 (AA). */
export const wordPairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ...(['ground', 'card', 'plainSoft'] as const).flatMap((ground) =>
    (['ink', 'inkSoft', 'inkFaint', 'mainInk'] as const).map((ink) => [ink, ground] as const)),
  ['mainOn', 'main'], ['mainOn', 'mainHover'], ['mainInk', 'mainSoft'], ['ink', 'mainSoft'], ['inkSoft', 'mainSoft'],
  ...(['attention', 'wrong', 'done', 'note'] as const).flatMap((tone) =>
    [[`${tone}Ink`, `${tone}Soft`], ['ink', `${tone}Soft`], ['inkSoft', `${tone}Soft`], [`${tone}Ink`, 'card'], [`${tone}Ink`, 'ground']] as const),
];

/** Shapes and borders one must be able to see; each must reach 3:1 (WCAG 1.4.11). */
export const shapePairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ['edge', 'card'], ['main', 'card'], ['main', 'ground'], ['attention', 'card'], ['wrong', 'card'], ['done', 'card'], ['note', 'card'],
];
