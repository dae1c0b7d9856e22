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
  if (process.env.npm_lifecycle_event) stopWithParent();
  process.setSourceMapsEnabled(true);
  const program = join(root, 'dist', 'cli.js');
  process.argv = [process.execPath, program, ...options];
  await import(pathToFileURL(program).href);
}

/**
 * npm passes Ctrl-C and SIGTERM on, but when it is killed or its terminal hangs up it just goes, and would
 * leave a server running that nobody sees. Started without npm (by a service manager, nohup) we stay.
 */
function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGHUP');
  }, 500);
  watch.unref();
}
