import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureBuilt } from './build.mjs';
import { ensureInstalled, note, root } from './install.mjs';

/**
 * Installs and builds what is missing, then becomes the CLI: in this same process, so that signals of the
 * terminal and of service managers reach the one who can act on them.
 * @param {string[]} options what follows the program's name
 */
export async function launch(options) {
  try {
    await ensureInstalled();
    await ensureBuilt(options[0] === 'serve' ? ['server', 'web'] : ['server']);
  } catch (error) {
    note(error.message);
    process.exit(1);
  }
  process.setSourceMapsEnabled(true);
  const program = join(root, 'dist', 'cli.js');
  process.argv = [process.execPath, program, ...options];
  await import(pathToFileURL(program).href);
}
