import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A holder has this long to write its number down before it counts as killed in between. */
const GRACE_MS = 5000;

/**
 * Runs `work` while no other process of this clone installs or builds: two terminals, or a test beside a
 * start, would otherwise empty each other's folders.
 * @template T
 * @param {string} root the clone
 * @param {(text: string) => void} note told once when there is somebody to wait for
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(root, note, work) {
  const lock = join(root, '.cache', 'preparing.lock');
  mkdirSync(join(root, '.cache'), { recursive: true });
  for (let waiting = false; !take(lock); waiting = true) {
    if (!waiting) note('另一个连心程序正在安装或构建，稍等…  Another Lianxin is installing or building; waiting …');
    await pause(200);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    if (pid > 0) return !isAlive(pid);
  } catch {
    // Its holder has not written its number yet, or just let go.
  }
  try {
    return Date.now() - statSync(lock).mtimeMs > GRACE_MS;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
