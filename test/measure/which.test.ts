import { describe, expect, it } from 'vitest';
import { factsByPattern } from '../../src/real/measure/simulated.js';
import { likelihoods } from '../../src/real/measure/which.js';
import { whichSentence } from '../../src/real/measure/words.js';
import { loadScenarioFile } from '../../src/scenario/file.js';

const scenarioOf = (name: string) => {
  const read = loadScenarioFile(name, []);
  if (!read.ok) throw new Error(name);
  return read.scenario;
};

const REPLICATIONS = Array.from({ length: 30 }, (_, i) => i);
const all = factsByPattern(scenarioOf('article'), 'rehearsal', REPLICATIONS);

/** In this scenario these make the same calls: nothing breaks that the overseer or the board would mend. */
const SAME = ['choreography', 'blackboard', 'overseer'];

describe('naming a pattern', () => {
  it('looks at every pattern, and at the team of the scenario', () => expect(all.size).toBe(22));

  it.each([...all.keys()])('knows 30 runs of %s among all', (pattern) => {
    const found = likelihoods(all.get(pattern)!, all);
    const tied = found.filter(({ likeness }) => found[0]!.likeness - likeness < 1e-9).map((one) => one.pattern);
    expect(tied).toContain(pattern);
    expect(tied.filter((one) => one !== pattern && !(SAME.includes(one) && SAME.includes(pattern)))).toEqual([]);
    expect(found.reduce((sum, { likelihood }) => sum + likelihood, 0)).toBeCloseTo(1, 12);
  });

  it('does not know runs of other replications, however they were made', () => {
    const shifted = [...all.get('supervisor')!.slice(1), all.get('supervisor')![0]!];
    const [best] = likelihoods(shifted, all);
    expect(best!.likeness).toBeLessThan(0.85);
  });

  it('names ties together', () => {
    const found = likelihoods(all.get('blackboard')!, all);
    const sentence = whichSentence({ likelihoods: found, paired: 30 });
    expect(sentence).toMatch(/^It behaves as one of choreography, blackboard and overseer, which cannot be told apart/);
    const clear = whichSentence({ likelihoods: likelihoods(all.get('supervisor')!, all), paired: 30 });
    expect(clear).toMatch(
      /^It behaves as supervisor \(likelihood above 0\.999, out of 22 patterns, from 30 paired runs/,
    );
  });
});
