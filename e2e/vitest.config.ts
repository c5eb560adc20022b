import { defineConfig } from 'vitest/config';

/** Tests of the program as it is started; they need its pages to be built, and run one after the other. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
