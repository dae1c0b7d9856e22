import { defineConfig } from 'vitest/config';

/**
 * Tests that need no database, so that working on a rule does not wait for one to start.
 * Every other test outside the engine may call `testDatabase()`.
 */
const pure = [
  '{platform,modules}/**/*.rules.test.ts',
  'platform/{documents,calendar,papers,codes}/**/*.test.ts',
  'modules/policies/**/*.test.ts',
];

const notTests = ['**/node_modules/**', 'dist/**', '.cache/**', '.lianxin/**'];

export default defineConfig({
  // Two cores are the smallest machine an office has; more workers than cores only make the slow tests time out.
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'engine',
          include: ['engine/test/**/*.test.ts'],
          exclude: notTests,
          testTimeout: 60_000,
        },
      },
      { test: { name: 'pure', include: pure, exclude: [...notTests, '**/*.web.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'server',
          include: ['{platform,modules,entry,bench}/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...notTests, ...pure, 'tests/e2e/**', '**/*.web.test.ts'],
          globalSetup: ['platform/database/testing-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
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
