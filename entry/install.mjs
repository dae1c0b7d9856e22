import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { alone } from './install-lock.mjs';

/** The clone. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Notes go to stderr: stdout belongs to the program that was asked for. */
export const note = (text) => process.stderr.write(`${text}\n`);

/** Ends with a sentence instead of a syntax error when Node is too old for what follows. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  note(`连心需要 Node.js 20.19 或更高版本，现在是 ${process.version}。请从 https://nodejs.org 安装新版本。`);
  note(`Lianxin needs Node.js 20.19 or later; this is ${process.version}. Install a newer one from https://nodejs.org.`);
  process.exit(1);
}

/**
 * Installs exactly what package-lock.json names unless it is there already.
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  if (missingPackages().length === 0) return;
  await alone(root, note, async () => {
    if (missingPackages().length === 0) return;
    note('正在安装所需组件（第一次约一分钟）…  Installing what is needed (about a minute the first time) …');
    const flags = ['--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    // A lock written where the registry lacks some foreign platform's package is refused by `npm ci`, though
    // nothing for this machine is missing: `npm install` then follows the same lock.
    if ((await npm(['ci', ...flags], 'pipe')) !== 0) await npm(['install', '--no-save', ...flags], 'inherit');
    const missing = missingPackages();
    if (missing.length === 0) return;
    note(`安装没有完成，缺少：${missing.slice(0, 5).join(' ')}。请检查网络（npm 源）后重试。`);
    note(`The installation is incomplete; missing: ${missing.slice(0, 5).join(' ')}. Check the network (npm registry) and try again.`);
    process.exit(1);
  });
}

/**
 * What the lock names for this machine and node_modules does not hold in that version. npm keeps its own
 * record of what it installed, therefore an install without the development packages, an interrupted one
 * and a changed lock are all seen, with no mark of ours to go stale.
 * @returns {string[]} paths below the clone
 */
export function missingPackages() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, entry]) => path.startsWith('node_modules/') && isForThisMachine(entry))
    .filter(([path, entry]) => installed[path]?.version !== entry.version || !existsSync(join(root, path, 'package.json')))
    .map(([path]) => path);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}

function isForThisMachine({ optional, os, cpu, libc }) {
  if (!optional) return true;
  // Optional without a platform: the parts of a fallback in WebAssembly, which npm leaves out by its own lights.
  if (!os || !cpu || cpu.includes('wasm32')) return false;
  return os.includes(process.platform) && cpu.includes(process.arch) && (!libc || libc.includes(libcFamily()));
}

function libcFamily() {
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

/** @returns {Promise<number>} npm's exit code */
function npm(options, output) {
  // The npm that started us is the one that works here; it runs under the same node.
  const own = process.env.npm_execpath;
  const [program, first] = own && basename(own).startsWith('npm') && own.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const environment = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}` };
  // NODE_ENV=production would leave out what builds and tests.
  delete environment.NODE_ENV;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...options], {
      cwd: root,
      env: environment,
      stdio: output === 'inherit' ? ['ignore', 2, 2] : 'ignore',
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
