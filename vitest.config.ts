import { defineConfig } from 'vitest/config';

export default defineConfig({
  // All cores: left to itself it keeps one free, which on two of them doubles the wait.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, maxWorkers: '100%' },
});
