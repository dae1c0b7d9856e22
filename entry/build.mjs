import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { note, root } from './install.mjs';
import { alone } from './install-lock.mjs';

const SOURCES = ['engine/src', 'platform', 'modules', 'entry'];
const SETTINGS = ['package-lock.json', 'tsconfig.json'];
const BROWSER_FILE = /(\.tsx|\.web\.ts|\.schema\.ts|\.rules\.ts|\.text\.ts)$/;
const SERVER_FILE = /(?<!\.web)\.ts$/;
const TEST_FILE = /\.test\.tsx?$/;

/** What is built, from what, and what must be there afterwards. */
const parts = {
  server: {
    settings: SETTINGS,
    uses: (path) => SERVER_FILE.test(path) && !/^entry\/(web|phone)\//.test(path),
    build: buildServer,
    results: ['dist/cli.js', 'dist/papers.worker.js', 'dist/judging.worker.js'],
    says: '正在构建服务程序…  Building the server …',
  },
  web: {
    settings: [...SETTINGS, 'vite.config.ts', 'tsconfig.web.json'],
    uses: (path) => BROWSER_FILE.test(path) || !path.endsWith('.ts') || /^(engine|entry\/(web|phone))\//.test(path),
    build: buildWeb,
    results: ['dist/web/index.html', 'dist/phone/index.html'],
    says: '正在构建网页…  Building the pages …',
  },
};

/**
 * Builds what is older than its sources, judged by their content: a fresh clone has no useful file times.
 * @param {('server' | 'web')[]} names
 */
export async function ensureBuilt(names) {
  if (names.every(isFresh)) return;
  await alone(root, note, async () => {
    for (const name of names.filter((each) => !isFresh(each))) {
      const part = parts[name];
      note(part.says);
      // Taken before the build: what changes meanwhile is built next time.
      const stamp = stampOf(part);
      rmSync(stampFile(name), { force: true });
      await part.build();
      mkdirSync(join(root, 'dist'), { recursive: true });
      writeFileSync(stampFile(name), stamp);
    }
  });
}

function isFresh(name) {
  const part = parts[name];
  if (!part.results.every((path) => existsSync(join(root, path)))) return false;
  return existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === stampOf(part);
}

const stampFile = (name) => join(root, 'dist', `${name}.stamp`);

function stampOf(part) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const path of [...part.settings, ...SOURCES.flatMap(filesBelow).filter((file) => part.uses(file) && !TEST_FILE.test(file))]) {
    if (existsSync(join(root, path))) hash.update(path).update('\0').update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll('\\', '/'))
    .sort();
}

const PROGRAM = /^entry\/(cli|server)\.ts$|\.worker\.ts$/;

/** Each program becomes one file; packages stay outside, the engine (TypeScript sources) goes in. */
async function buildServer() {
  // Side by side: a program finds its worker threads beside itself.
  await bundle(SOURCES.flatMap(filesBelow).filter((path) => PROGRAM.test(path)), 'dist', '[name]');
}

/**
 * Each benchmark becomes one file as the server does: read as TypeScript, every inner function costs a call more than in the program that ships.
 * @param {string[]} names folders of bench/
 * @returns {(name: string) => string} where the program of one is
 */
export async function buildBenches(names) {
  const folder = join('dist', 'bench');
  // Beside them the threads and processes they start: `load` of visits is dist/bench/visits/load.js.
  const own = names.flatMap((name) => filesBelow(join('bench', name)));
  await bundle(own.filter((path) => /\/(index|load|ledger)\.ts$/.test(path)), folder, '[dir]/[name]', 'bench');
  for (const name of names) await bundle(SOURCES.flatMap(filesBelow).filter((path) => path.endsWith('.worker.ts')), join(folder, name), '[name]');
  return (name) => join(folder, name, 'index.js');
}

async function bundle(entryPoints, outdir, entryNames, outbase) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints,
    entryNames,
    outdir,
    ...(outbase ? { outbase } : {}),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: { '@lianxin/engine': './engine/src/index.ts' },
    sourcemap: true,
    logLevel: 'warning',
  });
}

/** Desktop and phone one after the other: together they want more memory than a small office machine has. */
async function buildWeb() {
  for (const mode of ['production', 'phone']) await vite(['build', '--mode', mode, '--logLevel', 'warn']);
  const missing = parts.web.results.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`网页构建不完整  The pages were not built whole: ${missing.join(', ')}`);
}

function vite(options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ...options], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 2, 2],
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`网页构建失败  The pages could not be built (vite ${options.join(' ')})`))));
  });
}
