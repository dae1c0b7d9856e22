#!/usr/bin/env node
// By hand: node tests/boot/on-node.mjs 22 24
// Installs each Node.js from npm into a temporary folder, copies the project there without what is built or
// installed, runs `npm start` from the bare copy, then again, and stops it. Minutes each; needs the registry.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = process.env.LIANXIN_CLONE ?? dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const LEFT_OUT = new Set(['node_modules', 'dist', '.lianxin', '.cache', '.git', 'coverage'].map((name) => join(root, name)));
const PORT = '5189';

for (const version of process.argv.slice(2)) {
  const folder = mkdtempSync(join(tmpdir(), `lianxin-node${version}-`));
  try {
    const node = installNode(folder, version);
    const clone = join(folder, 'clone');
    cpSync(root, clone, { recursive: true, filter: (path) => !LEFT_OUT.has(path) });
    const first = await startAndStop(clone, node, 900);
    const second = await startAndStop(clone, node, 30);
    console.log(JSON.stringify({ node: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(), first, second }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installNode(folder, version) {
  const home = join(folder, 'node');
  mkdirSync(home);
  execFileSync('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', `node@${version}`], { cwd: home, stdio: ['ignore', 2, 2] });
  return join(home, 'node_modules', 'node', 'bin', 'node');
}

async function startAndStop(clone, node, seconds) {
  const began = Date.now();
  // The way to the registry (proxy, certificates) stays; what the npm around us has set does not.
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|LIANXIN_|DATABASE_URL)/.test(name));
  const env = { ...Object.fromEntries(kept), PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, PORT };
  const child = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 2, 2] });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  while (!(await healthy())) {
    if (child.exitCode !== null || Date.now() - began > seconds * 1000) {
      child.kill('SIGINT');
      throw new Error(`not ready after ${seconds} s`);
    }
    await pause(100);
  }
  const ready = (Date.now() - began) / 1000;
  child.kill('SIGINT');
  return { readySeconds: ready, exit: await ended, stillAnswers: await healthy() };
}

async function healthy() {
  try {
    return (await fetch(`http://127.0.0.1:${PORT}/api/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
