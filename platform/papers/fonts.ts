import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font, type FontCollection } from 'fontkit';

const require = createRequire(import.meta.url);

/** One weight of each: hierarchy comes from size, face and colour. Together 25 MB read once by the worker; a PDF takes only the characters it shows. */
const PACKAGES = ['@expo-google-fonts/noto-sans-sc', '@expo-google-fonts/noto-serif-sc'];

/**
 * Where typefaces are read from.
 * @param own a folder of the office's own, FangSong for instance, which official letters take first when it is there
 */
export function fontFolders(own?: string): string[] {
  const shipped = PACKAGES.map((name) => join(dirname(require.resolve(`${name}/package.json`)), '400Regular'));
  return own !== undefined && existsSync(own) ? [...shipped, own] : shipped;
}

export interface Coverage {
  /** Can the character be set? Those that show nothing by themselves (joiners, variation selectors) always can. */
  has(character: string): boolean;
}

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\n ]$/u;

export function coverageOf(folders: readonly string[]): Coverage {
  const fonts = folders.flatMap(fontsIn);
  const known = new Map<string, boolean>();
  return {
    has(character) {
      const had = known.get(character);
      if (had !== undefined) return had;
      const code = character.codePointAt(0) ?? 0;
      const has = INVISIBLE.test(character) || fonts.some((font) => font.hasGlyphForCodePoint(code));
      known.set(character, has);
      return has;
    },
  };
}

function fontsIn(folder: string): Font[] {
  return readdirSync(folder).filter((name) => /\.(ttf|otf|ttc)$/i.test(name)).flatMap((name) => {
    const font: Font | FontCollection = create(readFileSync(join(folder, name)));
    return 'fonts' in font ? font.fonts : [font];
  });
}
