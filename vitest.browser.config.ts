import { defineConfig } from 'vitest/config';

/** Tests in a real Chromium: `npm run test:browser`. Needs Debian's `chromium`, or CHROMIUM_PATH. */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 90_000 },
});
