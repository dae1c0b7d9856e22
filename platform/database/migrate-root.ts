import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the project, from the sources as from the bundle in dist/: the nearest one above this
 * module whose package.json is ours.
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; }).name === 'lianxin') return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of lianxin not found above the program');
    folder = parent;
  }
}

/** The numbered SQL files. */
export function migrationsFolder(): string {
  return join(projectRoot(), 'db', 'migrations');
}
