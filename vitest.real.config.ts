import { defineConfig } from 'vitest/config';

/** Applications of real frameworks, which `npm run test:real` installs in test/real. */
export default defineConfig({
  test: {
    include: ['test/real/**/*.real.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: '100%',
  },
});
