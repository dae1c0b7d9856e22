import { setTimeout as pause } from 'node:timers/promises';

/** Service managers wait ten seconds before they kill; requests under way get nearly all of it. */
const PATIENCE_MS = 9000;

/**
 * Ends the program in order when the terminal (Ctrl-C, hang-up) or a service manager asks: `stop` is awaited,
 * then the process exits with 0. A second request ends it at once.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  // After a hang-up the terminal is gone and writing to it fails; that must not cut the clean stop short.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void Promise.race([stop().then(() => 0, () => 1), pause(PATIENCE_MS, 1)]).then((code) => process.exit(code));
    });
  }
}
