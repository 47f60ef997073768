import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { judgedBetween, rowOf } from '../../src/compare/summary-rows.js';
import { answer } from '../../src/report/words/compare-answer.js';
import { formatDifference, formatEstimate } from '../../src/report/words/format.js';
import { judgedDifference, type PairedDifference } from '../../src/study/summary-row.js';
import { comparison } from './fixture.js';

const objectives = (...measures: string[]) => ({
  decision: {
    objectives: measures.map((measure, index) => ({ measure, weight: 9 - index })),
    limits: [],
    uncertain: [],
  },
});

/** Few enough that two thousand replications tell the first two apart. */
const FEW = ['workflow', 'fan-out-fan-in', 'supervisor', 'newsroom'];

/** How far the newsroom is ahead of another pattern, and what it costs more than the cheapest, as judged over all pairs. */
const judgedWith = (found: Comparison, other: string): PairedDifference => {
  const pair = judgedBetween(found, 'correct', 'newsroom', other)!;
  return { ...pair, ...pair.shown };
};
const costBehind = (found: Comparison): PairedDifference => {
  const { vsBest, shown } = rowOf(found, 'newsroom', 'cost')!;
  return judgedDifference(vsBest, shown)!;
};

describe('the answer', () => {
  it('is three sentences, each ending once, whatever was compared', () => {
    const cases = [
      comparison(),
      comparison({ runs: 1 }),
      comparison({ names: ['workflow'] }),
      comparison({ runs: 2, names: ['workflow', 'mesh', 'pipeline'] }),
      comparison({ scenario: objectives() }),
      comparison({ scenario: objectives('participants') }),
      comparison({ scenario: objectives('edges', 'messages') }),
      comparison({ scenario: objectives('nonsense') }),
    ];
    for (const found of cases) {
      const sentences = answer(found);
      expect(sentences).toHaveLength(3);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^\S.*[^.]\.$/);
        expect(sentence).not.toMatch(/\. [A-Z]|NaN|undefined|null/);
      }
    }
  });

  it('names the winner and by how much, in the numbers of the summary', () => {
    const found = comparison({ runs: 2000, names: FEW });
    const [who] = answer(found);
    expect(found.ranking.slice(0, 2)).toEqual(['newsroom', 'supervisor']);
    const lead = formatEstimate('share', rowOf(found, 'newsroom', 'correct')!);
    const ahead = formatDifference('share', judgedWith(found, 'supervisor'));
    expect(who).toBe(`newsroom is best on correct: ${lead}, ${ahead} ahead of supervisor.`);
  });

  it('tells what the winner costs against the cheapest and the fastest', () => {
    const found = comparison({ runs: 2000, names: FEW });
    const price = answer(found)[1]!;
    expect(price).toContain(`It costs ${formatEstimate('USD', rowOf(found, 'newsroom', 'cost')!)} per task`);
    expect(price).toContain(`${formatDifference('USD', costBehind(found))} more than workflow, the cheapest`);
    expect(price).toContain('longer than fan-out-fan-in, the fastest');
  });

  it('compares a winner that is the cheapest itself with the next one', () => {
    const price = answer(comparison({ names: ['workflow', 'single-agent'] }))[1]!;
    expect(price).toMatch(/per task, the cheapest: single-agent costs \$0\.\d+ \(.*\) more/);
  });

  it('says which weighing would change it, with the lead there', () => {
    const found = comparison({ runs: 2000, names: FEW });
    const ahead = formatDifference('USD', costBehind(found));
    expect(answer(found)[2]).toBe(
      `Weighing cost above correct would change it: workflow leads there, ${ahead} ahead of newsroom.`,
    );
  });

  it('says so where no other objective would', () => {
    const found = comparison({ names: ['workflow', 'single-agent'] });
    expect(answer(found)[2]).toContain('No other objective changes it');
    expect(answer(comparison({ runs: 2000, names: FEW, scenario: objectives('correct') }))[2]).toContain(
      'has no other objective',
    );
  });

  it('calls a tie a tie, and says how many replications would part it', () => {
    const [who, price, change] = answer(comparison());
    expect(who).toMatch(
      /^No difference shown between newsroom, supervisor and workflow on correct: .*; the other 4 are worse\.$/,
    );
    expect(price).toMatch(/^Of these, workflow costs least, .* and supervisor most, /);
    expect(change).toMatch(
      /needs about [\d,]+ replications if the difference stays as it is \(400 so far\); on cost, workflow is ahead/,
    );
  });

  it('does not ask for more replications where they cannot help', () => {
    const found = comparison({ names: ['workflow', 'fan-out-fan-in'], scenario: objectives('edges', 'cost') });
    expect(answer(found)[2]).toMatch(/do not differ on edges in any replication.*; on cost, workflow is ahead/);
  });
});
