import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/faults/**', 'node_modules/**'],
    globalSetup: ['test/support/postgres-setup.ts'],
    // Most of the time a test waits for a database or another process: two at once on two cores cost nobody anything.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
