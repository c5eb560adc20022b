import { defineConfig } from 'vitest/config';

/**
 * Tests of the program as it is started; they need its pages to be built. Each file starts one of its own, on
 * data of its own, and mostly waits for its browser: two of them go side by side.
 */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/prepared.ts'],
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
