import { expect, it } from 'vitest';
import { exampleOf, freshFolder, spawned } from './helper.js';

it.each(['init', 'compare', 'explain', 'run', 'check', 'patterns', 'scenarios'])(
  '%s: the example of its help runs as printed, as a process',
  (command) => {
    expect(spawned(exampleOf(command), freshFolder()).code).toBe(0);
  },
);
