import { defineConfig } from 'vitest/config';

/** The desk among faults: `npm run test:faults`. FAULTS_SECONDS says for how long. */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/support/postgres-setup.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
  },
});
