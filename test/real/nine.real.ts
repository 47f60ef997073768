/**
 * Nine applications of real frameworks, ordinary code: the same agents make the same calls as in the simulator, replication by
 * replication. What is tested is coordination; the quality of the agents is shared by construction.
 */
import { describe, expect, it } from 'vitest';
import { factsByPattern } from '../../src/real/measure/simulated.js';
import { likelihoods } from '../../src/real/measure/which.js';
import { APPLICATIONS, type StudyName, scenarioFor, studyOf } from './studies.js';

const RUNS = 120;
const HERE: readonly StudyName[] = ['as it is', 'misrouting 0.3', 'failures 0.3', 'hangs'];

describe.each(APPLICATIONS)('$name', (application) => {
  it.each(HERE)('lives through the same replications as the simulator: %s', async (study) => {
    const { agreement } = await studyOf(application, study, RUNS);
    expect(agreement.sameCalls, JSON.stringify(agreement.differences)).toBeGreaterThanOrEqual(0.98 * RUNS);
    expect(Math.abs(agreement.inputTokens)).toBeLessThan(0.02);
    expect(Math.abs(agreement.outputTokens)).toBeLessThan(0.01);
    expect(Math.abs(agreement.latency)).toBeLessThan(0.01);
  });

  it('is named from 30 runs', async () => {
    const { facts } = await studyOf(application, 'as it is', 30);
    const all = factsByPattern(
      scenarioFor(application, 'as it is'),
      'rehearsal',
      facts.map(({ replication }) => replication),
    );
    const found = likelihoods(facts, all);
    const tied = found.filter(({ likeness }) => found[0]!.likeness - likeness < 1e-9).map(({ pattern }) => pattern);
    expect(tied).toContain(application.pattern);
  });
});
