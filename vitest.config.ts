import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // All cores: left to itself it keeps one free, which on two of them doubles the wait.
    maxWorkers: '100%',
    globalSetup: ['test/browser/setup.ts', 'test/workers/setup.ts'],
  },
});
