#!/usr/bin/env node
// npm test: types, lint, build and every test. The last line is always `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { checkNode, ensureInstalled, note, root } from './install.mjs';

checkNode();
await ensureInstalled();
const { ensureBuilt } = await import('./build.mjs');

const results = join(root, '.cache', 'tests');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const tally = { passed: 0, failed: 0 };
/** Said once more at the end: an office's or a build server's log keeps its last lines, and the run prints thousands. */
const failures = [];
/** Why a test failed is in its first lines; a difference of two long lists would push the others out. */
const LINES_OF_A_FAILURE = 15;
let interrupted = false;
const wanted = process.argv.slice(2);
const steps = [
  ['build', () => build()],
  ['types', () => types()],
  ['lint', () => check('lint', 'node_modules/oxlint/bin/oxlint', [])],
  ['engine', () => tests('engine', ['engine', 'pure'])],
  ['server', () => tests('server-18', ['server', 'once'])],
  ['system', () => onSystemServer()],
  ['web', () => tests('web', ['web'])],
];

const unknown = wanted.filter((name) => !steps.some(([step]) => step === name));
if (unknown.length > 0) {
  note(`No such part: ${unknown.join(' ')}. There are: ${steps.map(([name]) => name).join(' ')}`);
  process.exit(2);
}
for (const [name, step] of steps) {
  if (!interrupted && (wanted.length === 0 || wanted.includes(name))) await step();
}
if (interrupted) fail('run', 'interrupted');
if (failures.length > 0) console.log(`\n== failed\n${failures.join('\n')}\n`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);

async function build() {
  title('build');
  try {
    await ensureBuilt(['server', 'web']);
  } catch (error) {
    fail('build', error.message);
  }
}

async function types() {
  const projects = [
    ...readdirSync(root).filter((name) => /^tsconfig\..+\.json$/.test(name)),
    ...readdirSync(join(root, 'engine')).filter((name) => /^tsconfig.*\.json$/.test(name)).map((name) => `engine/${name}`),
    ...['engine/test/tsconfig.json'].filter((name) => existsSync(join(root, name))),
  ];
  for (const project of projects) await check(`types of ${project}`, 'node_modules/typescript-native/bin/tsc', ['-p', project]);
}

async function check(name, program, options) {
  title(name);
  const code = await run(program, options);
  if (code !== 0) fail(name, `exit code ${code}`);
}

async function onSystemServer() {
  const home = '/usr/lib/postgresql';
  const newest = (existsSync(home) ? readdirSync(home) : []).map(Number).filter((major) => major >= 15).sort((a, b) => b - a)[0];
  if (newest) return tests(`server-${newest}-system`, ['server'], { LIANXIN_TEST_DATABASE: 'system' });
  console.log('\n== server tests on a PostgreSQL of this machine: none is installed, left out');
}

/** The counts come from the reporter's file; a run that dies without one, or before it has counted, failed. */
async function tests(name, projects, environment = {}) {
  title(`tests: ${name}`);
  const file = join(results, `${name}.json`);
  const options = ['run', ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('node_modules/vitest/vitest.mjs', options, environment);
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  if (!counted) return fail(name, `no result, exit code ${code}`);
  const broken = counted.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  tally.passed += counted.numPassedTests;
  tally.failed += counted.numFailedTests + broken;
  failures.push(...counted.testResults.flatMap((suite) => failuresOf(name, suite)));
  if (code !== 0 && counted.numFailedTests + broken === 0) fail(name, `every test passed, but the run ended with ${code}`);
}

function failuresOf(name, suite) {
  const file = suite.name.slice(root.length + 1);
  const first = (text) => text.split('\n').filter((line) => !line.includes('node_modules')).slice(0, LINES_OF_A_FAILURE).map((line) => `    ${line.slice(0, 400)}`).join('\n');
  if (suite.status === 'failed' && suite.assertionResults.length === 0) return [`FAILED ${name}: ${file}\n${first(suite.message ?? '')}`];
  return suite.assertionResults.filter((one) => one.status === 'failed').map((one) => `FAILED ${name}: ${file} > ${one.fullName}\n${first(one.failureMessages.join('\n'))}`);
}

function title(text) {
  console.log(`\n== ${text}`);
}

function fail(name, reason) {
  tally.failed += 1;
  failures.push(`FAILED ${name}: ${reason}`);
  console.log(failures.at(-1));
}

function run(program, options, environment = {}) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    // Tests decide on their own data folder and database; the caller's must not be touched by them.
    for (const name of ['NODE_ENV', 'DATABASE_URL', 'LIANXIN_APP_DATABASE_URL', 'LIANXIN_DATA', 'LIANXIN_TODAY', 'LIANXIN_DEMO', 'PORT', 'HOST']) delete env[name];
    const child = spawn(process.execPath, [join(root, program), ...options], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    // Vitest tidies up its database when it is asked to end, and only then.
    const pass = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, pass);
    const done = (code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', () => done(1));
    child.once('close', (code) => done(code ?? 1));
  });
}
