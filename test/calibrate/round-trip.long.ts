import { describe, expect, it } from 'vitest';
import { countedShare, fitModels, fitRole } from '../../src/calibrate/fits.js';
import { simulatedTasks } from '../../src/calibrate/simulate.js';
import { workOf } from '../../src/calibrate/work.js';
import { scenarioFrom } from '../../src/scenario/variants.js';

const STUDIES = 400;
const TASKS = 60;

/** What is fitted is known here: lengths, times, failures and the share of tasks that need a step. */
const TRUTH = scenarioFrom({
  scenario: 'known',
  question: 'Does calibrating find what was put in?',
  task: {
    brief: { tokens: 1200 },
    steps: { write: { role: 'writer' }, check: { role: 'checker', after: ['write'], probability: 0.7 } },
  },
  agents: {
    writer: { output: { lognormal: { median: 250, p95: 600 } }, failure: 0.03 },
    checker: { output: { gamma: { mean: 180, cv: 0.4 } } },
  },
  models: { medium: { ttft: { lognormal: { median: 0.9, p95: 2.5 } }, inputRate: 2000, outputRate: 90 } },
  policies: { retry: { attempts: 3, backoff: { base: 1 } } },
});

describe('simulate, trace, calibrate', () => {
  it('covers every parameter that is called identifiable in 93 to 97 % of studies', () => {
    const expected: Readonly<Record<string, number>> = {
      median: 250,
      p95: 600,
      'ttft.median': 0.9,
      'ttft.p95': 2.5,
      'ttft.inputRate': 2000,
      'ttft.outputRate': 90,
      failure: 0.03,
      probability: 0.7,
    };
    const covered = new Map<string, number>();
    const told = new Map<string, number>();
    const hit = (name: string, { low, high }: { readonly low: number; readonly high: number }): void => {
      told.set(name, (told.get(name) ?? 0) + 1);
      if (low <= expected[name]! && expected[name]! <= high) covered.set(name, (covered.get(name) ?? 0) + 1);
    };
    for (let study = 0; study < STUDIES; study++) {
      const tasks = simulatedTasks(TRUTH, 'workflow', TASKS, `study ${study}`);
      const work = workOf('workflow', tasks);
      const writer = fitRole('writer', work.roles.find(({ role }) => role === 'writer')!.works);
      for (const value of writer.output!.values)
        if (writer.output!.distribution.kind === 'lognormal') hit(value.name, value);
      hit('failure', writer.failure);
      const check = work.steps.find(({ role }) => role === 'checker')!;
      hit('probability', countedShare(check.done, check.of));
      for (const value of fitModels(tasks)[0]!.service!.values) hit(`ttft.${value.name}`, value);
    }
    const shares = Object.fromEntries([...told].map(([name, n]) => [name, (covered.get(name) ?? 0) / n]));
    process.stderr.write(`${JSON.stringify(shares)}\n`);
    for (const [name, share] of Object.entries(shares)) {
      expect(share, name).toBeGreaterThanOrEqual(0.93);
      expect(share, name).toBeLessThanOrEqual(0.97);
    }
  });
});
