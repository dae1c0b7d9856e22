import { useSyncExternalStore } from 'react';
import { onPreferences, preferences } from '../preferences.web.ts';
import { palettes } from './palettes.web.ts';
import type { Palette, PaletteName } from './palettes.web.ts';

const wantsDark = matchMedia('(prefers-color-scheme: dark)');
const wantsContrast = matchMedia('(prefers-contrast: more)');

/** The palette in force: the reader's choice, or what the device asks for. */
export function paletteName(): PaletteName {
  const { theme } = preferences();
  if (theme !== 'auto') return theme;
  if (wantsContrast.matches) return 'contrast';
  return wantsDark.matches ? 'dark' : 'light';
}

export function usePaletteName(): PaletteName {
  return useSyncExternalStore(onLook, paletteName);
}

function onLook(listener: () => void): () => void {
  const offPreferences = onPreferences(listener);
  wantsDark.addEventListener('change', listener);
  wantsContrast.addEventListener('change', listener);
  return () => {
    offPreferences();
    wantsDark.removeEventListener('change', listener);
    wantsContrast.removeEventListener('change', listener);
  };
}

/**
 * Writes the colours and the text size on the root element and keeps them right.
 * Through the CSSOM, because the content policy allows no inline style attributes in markup.
 */
export function startTheme(): void {
  write();
  onLook(write);
}

function write(): void {
  const root = document.documentElement;
  const name = paletteName();
  root.dataset['theme'] = name;
  root.dataset['text'] = preferences().textSize;
  root.style.colorScheme = name === 'dark' ? 'dark' : 'light';
  for (const [key, colour] of Object.entries(palettes[name])) root.style.setProperty(variable(key), colour);
}

function variable(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export type { Palette, PaletteName };
