import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,services}/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Ryuk would be one more image to pull, for containers that each test removes itself.
    env: { TESTCONTAINERS_RYUK_DISABLED: 'true' },
  },
});
