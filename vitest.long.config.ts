import { defineConfig } from 'vitest/config';

/** What takes minutes, and is run before a release: `npm run test:long`. */
export default defineConfig({
  test: {
    include: [
      'test/**/*.long.ts',
      'test/patterns/{bad-day,composition,invariants}.test.ts',
      'test/oracle/agreement.test.ts',
      'test/real/{repeat,same-luck}.test.ts',
    ],
    env: { THOROUGH: '1' },
    testTimeout: 600_000,
    maxWorkers: '100%',
    globalSetup: ['test/browser/setup.ts', 'test/workers/setup.ts'],
  },
});
