import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import { projectRoot } from '../../platform/database/migrate-root.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface TestProgram {
  start(args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess;
  /** Waits for it to end. */
  run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ran>;
}

/** The command line bundled as for delivery, so that each call starts as fast as there; a copy of the test's own, since others build too. */
export async function testProgram(name: string): Promise<TestProgram> {
  const outfile = await bundled(name, 'entry/cli.ts');
  const start: TestProgram['start'] = (args, environment) => spawn(process.execPath, [outfile, ...args], { env: { ...process.env, LC_ALL: '', ...environment } });
  return { start, run: (args, environment) => ran(start(args, environment)) };
}

/** The same command line, started once and asked again and again: for many questions where starting is nothing of what is asked about. */
export async function askedProgram(name: string, environment: NodeJS.ProcessEnv): Promise<(args: readonly string[]) => Promise<Ran>> {
  const child = fork(await bundled(name, 'tests/demo/lines.ts'), { execArgv: [], env: { ...process.env, LC_ALL: '', ...environment } });
  afterAll(() => void child.kill());
  let last: Promise<unknown> = Promise.resolve();
  return (args) => {
    const mine = last.then(() => new Promise<Ran>((resolve, reject) => {
      child.once('message', (said) => resolve(said as Ran));
      child.once('exit', (code) => reject(new Error(`the command line ended with ${code} at ${args.join(' ')}`)));
      child.send(args);
    }).finally(() => child.removeAllListeners()));
    last = mine.catch(() => {});
    return mine;
  };
}

async function bundled(name: string, entry: string): Promise<string> {
  const root = projectRoot();
  const folder = join(root, '.cache', `${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'cli.js');
  await build({
    absWorkingDir: root, entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external',
    alias: { '@lianxin/engine': './engine/src/index.ts' }, logLevel: 'error',
  });
  return outfile;
}

function ran(child: ChildProcess): Promise<Ran> {
  let [out, err] = ['', ''];
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
