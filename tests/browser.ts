import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { type Browser, chromium } from 'playwright-core';

import { projectRoot } from '../platform/database/migrate-root.ts';

const SYSTEM = '/usr/bin/chromium';
const PACKAGE = '@sparticuz/chromium';

/** Nothing of the browser's own may call out: a test that needs the network is a test that fails elsewhere. */
const FLAGS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--lang=zh-CN',
];

/**
 * A headless Chromium for tests: Debian's when it is installed, else the one that npm ships, unpacked once.
 * (LIANXIN_TEST_BROWSER=npm asks for the latter in any case.) Chinese is drawn with the font from npm, so that pictures are alike on every machine, also one without fonts.
 * @param flags more of Chromium's own, such as those that give it a camera
 */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const installed = process.env.LIANXIN_TEST_BROWSER !== 'npm' && existsSync(SYSTEM);
  const { executablePath, libraries } = installed ? { executablePath: SYSTEM, libraries: null } : await unpacked();
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...FLAGS, ...flags, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: environment(libraries),
  });
}

function environment(libraries: string | null): Record<string, string> {
  const own = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return { ...own, FONTCONFIG_FILE: fontSettings(), TZ: 'Asia/Shanghai', ...(libraries === null ? {} : { LD_LIBRARY_PATH: libraries }) };
}

function cacheFolder(name: string): string {
  const folder = join(projectRoot(), '.cache', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function fontSettings(): string {
  const folder = cacheFolder('fonts');
  const file = join(folder, 'fonts.conf');
  const fonts = join(projectRoot(), 'node_modules', '@expo-google-fonts', 'noto-sans-sc', '400Regular');
  const family = '<family>Noto Sans SC</family>';
  const aliases = ['sans-serif', 'serif', 'monospace', 'system-ui'].map((name) => `<alias><family>${name}</family><prefer>${family}</prefer></alias>`);
  writeFileSync(file, `<?xml version="1.0"?>\n<fontconfig><dir>${fonts}</dir><cachedir>${folder}</cachedir>${aliases.join('')}</fontconfig>\n`);
  return file;
}

/** Unpacks beside the final name and renames: two test files may ask for the browser at the same moment. */
async function unpacked(): Promise<{ executablePath: string; libraries: string | null }> {
  const manifest = join(projectRoot(), 'node_modules', PACKAGE, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(projectRoot(), '.cache', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  const executablePath = join(folder, 'chromium');
  return { executablePath, libraries: lacksLibraries(executablePath) ? join(folder, 'al2023', 'lib') : null };
}

async function unpack(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  // The package unpacks into the temporary folder, and its copies of system libraries only where it believes to be in Lambda.
  const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
  const program = `import chromium from '${PACKAGE}'; await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: projectRoot(), env });
  await rename(unfinished, folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(unfinished, { recursive: true, force: true });
  });
}

function lacksLibraries(program: string): boolean {
  try {
    return execFileSync('ldd', [program], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}
