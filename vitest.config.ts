import { defineConfig } from 'vitest/config';

/**
 * Tests that need no database, so that working on a rule does not wait for one to start.
 * Every other test outside the engine may call `testDatabase()`.
 */
const pure = [
  '{platform,modules,entry}/**/*.rules.test.ts',
  'platform/{documents,calendar,papers,codes,crypto,pinyin}/**/*.test.ts',
  'modules/policies/**/*.test.ts',
  'modules/imports/judging.test.ts',
];

/**
 * Tests whose answer cannot hang on which PostgreSQL the run was given: of our sources, and of programs that start their own. Run once, where the
 * others run on the one npm ships and again on the machine's own.
 */
const once = [
  'tests/{boundaries,addresses,crash}/**/*.test.ts',
  'tests/boot/{cli-pages,cli-serve,prepare,start}.test.ts',
  'platform/database/embedded.test.ts',
  'platform/backup/keyExport.test.ts',
];

const notTests = ['**/node_modules/**', 'dist/**', '.cache/**', '.lianxin/**'];

/** No test stubs a module, so files share what a worker has loaded: loading it anew for each file was a fifth of the run. */
const shared = { isolate: false };

const setupFiles = ['tests/seed.ts'];

const database = { setupFiles, globalSetup: ['platform/database/testing-server.ts'], testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  // Two cores are the smallest machine an office has; more workers than cores only make the slow tests time out.
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'engine', include: ['engine/test/**/*.test.ts'], exclude: notTests, testTimeout: 60_000, setupFiles, ...shared } },
      { test: { name: 'pure', include: pure, exclude: [...notTests, '**/*.web.test.ts'], testTimeout: 30_000, setupFiles, ...shared } },
      {
        test: {
          name: 'server',
          include: ['{platform,modules,entry,bench}/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...notTests, ...pure, ...once, 'tests/e2e/**', '**/*.web.test.ts'],
          ...shared,
          ...database,
        },
      },
      { test: { name: 'once', include: once, exclude: notTests, ...database } },
      {
        test: {
          name: 'web',
          include: ['tests/e2e/**/*.test.ts', '{platform,modules,entry}/**/*.{web.test.ts,test.tsx}'],
          exclude: notTests,
          globalSetup: ['platform/database/testing-server.ts'],
          // One browser at a time: two on two cores run into each other's time limits.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
