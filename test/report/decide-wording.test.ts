import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { settle } from '../../src/decide/decide.js';
import type { Decision } from '../../src/decide/decision.js';
import { measureNamed } from '../../src/measures/index.js';
import { decisionAnswer } from '../../src/report/words/decide-answer.js';
import { boundText, conditionText, parameterValue } from '../../src/report/words/decide-conditions.js';
import type { Uncertain } from '../../src/scenario/scenario.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';
import { chain, scenarioOf, yaml } from '../sim/helper.js';

const parameter = (path: string, unit = ''): Uncertain => ({
  ...{ path, unit, low: 0, high: 1, base: 0.5, scale: 'linear', isWhole: false },
});

describe('a flip in words', () => {
  it.each([
    ['agents.fact-checker.detection', '', 'below', 0.46, 'the fact-checker catches less than 46 % of false claims'],
    ['agents.defaults.credulity', '', 'above', 0.9, 'an agent accepts more than 90 % of the false claims it reads'],
    ['coordinator.misroute', '', 'above', 0.05, 'the coordinator decides wrongly more than 5 % of the time'],
    ['agents.writer.output.lognormal.median', '', 'above', 300, 'an answer of the writer has more than 300 tokens'],
    ['models.large.price.output', '', 'below', 12, "a million tokens of the model 'large' cost less than $12"],
    ['models.large.ttft', 's', 'above', 2, "the model 'large' takes longer than 2 s to its first token"],
    ['workload.arrivals.poisson', '/h', 'above', 90, 'more than 90/h tasks arrive'],
    ['policies.timeout', 's', 'below', 45, 'the timeout is shorter than 45 s'],
    ['faults.coordinator.crash.mtbf', 'd', 'below', 3, 'the coordinator goes down more often than every 3 d'],
    ['faults.messages.loss', '', 'above', 0.01, 'more than 1 % of messages are lost'],
    [
      'task.steps.tag.foreseen',
      '',
      'below',
      0.7,
      "the step 'tag' is foreseen for less than 70 % of the tasks that need it",
    ],
    ['policies.retry.attempts', '', 'above', 3, 'policies.retry.attempts is above 3'],
    ['generalist.penalty', '', 'above', 2, 'the single agent errs more than 2 times as often outside its roles'],
  ] as const)('of %s', (path, unit, side, at, words) => {
    expect(conditionText(parameter(path, unit), side, at, null)).toBe(words);
  });

  it('has its interval, in as many digits as it is sure of', () => {
    const range = { low: 0.4213, high: 0.4902 };
    expect(conditionText(parameter('agents.checker.detection'), 'below', 0.4612, range)).toBe(
      'the checker catches less than 46.1 % of false claims (42.1 % to 49.0 %)',
    );
    expect(parameterValue(parameter('faults.engine.crash.mtbf', 'm'), 43)).toBe('43 min');
  });

  it('names a limit with its percentile and side', () => {
    const latency = { measure: measureNamed('latency')!, statistic: 'p95', operator: '<=', value: 60 } as const;
    expect(boundText(latency)).toBe('the 95th percentile of latency at most 60 s');
    const correct = { measure: measureNamed('correct')!, statistic: 'mean', operator: '>=', value: 0.6 } as const;
    expect(boundText(correct)).toBe('correct at least 60 %');
  });
});

describe('a statistic in words', () => {
  it.each([
    ['latency', 'p99', 90, 'the 99th percentile of latency at most 90 s'],
    ['cost', 'cvar95', 0.5, 'the mean of the worst 5 % of cost at most $0.5'],
    ['tokens', 'cv', 0.5, 'the coefficient of variation of tokens at most 0.5'],
  ] as const)('%s.%s', (id, statistic, value, words) => {
    const measure = measureNamed(id) ?? measureNamed('cost')!;
    const said = boundText({ measure, statistic, operator: '<=', value });
    expect(said).toBe(words.replace('tokens', measure.label.charAt(0).toLowerCase() + measure.label.slice(1)));
  });
});

describe('a decision that nobody can be taken for', () => {
  const runsOf = (name: string, columns: Readonly<Record<string, readonly number[]>>): PatternRuns => ({
    name,
    columns: new Map(Object.entries(columns).map(([id, values]) => [id, Float64Array.from(values)])),
  });
  const told = (limits: string, patterns: readonly PatternRuns[], robustness: Decision['robustness'] = null) => {
    const scenario = scenarioOf(
      yaml(
        chain(
          `decision: { objectives: { cost: {} }, limits: { ${limits} }, uncertain: { agents.defaults.latency: [5, 30] } }`,
        ),
      ),
    );
    const { standings: _, ...settled } = settle({ scenario, patterns });
    const effort = {
      ...{ samples: 16, mostSamples: 16, shareWithin: null, perPoint: 4, mostPerPoint: 4, perValue: 4, perLook: 4 },
      isComplete: true,
    };
    const comparison = { scenario } as Comparison;
    return decisionAnswer({ comparison, ...settled, robustness, sensitivities: [], worth: null, effort });
  };
  const far = runsOf('far', { cost: [1, 1, 1], latency: [30, 30, 30] });
  const near = runsOf('near', { cost: [2, 2, 2], latency: [11, 11, 11] });

  it('takes none, and names the pattern that exceeds its limits by the least', () => {
    expect(told('latency: 10', [far, near])[0]).toBe(
      'Take none: no pattern keeps every limit. The nearest is near, with latency 11 s (11 to 11) where at most 10 s is allowed, 10 % too much.',
    );
    // The cost of the near one is twice the limit, the latency of the far one three times.
    expect(told('latency: 10, cost: 1', [far, near])[0]).toBe(
      'Take none: no pattern keeps every limit. The nearest is near, with cost $2 ($2 to $2) where at most $1 is allowed, 100 % too much. It also breaks 1 other limit: latency at most 10 s.',
    );
  });

  it('holds shares against amounts by their odds, so that the last percent counts', () => {
    const tasks = (right: number) => Array.from({ length: 100 }, (_, i) => Number(i < right));
    const all = (value: number) => Array.from({ length: 100 }, () => value);
    const wrong = runsOf('often wrong', { cost: all(1), correct: tasks(90), latency: all(9) });
    const dear = runsOf('a little dear', { cost: all(1.1), correct: tasks(99), latency: all(9) });
    // 5 % of the limit is less than 10 %, but twice as many errors are more than a tenth of the cost.
    expect(told('correct: ">= 95%", cost: 1', [wrong, dear])[0]).toContain(
      'The nearest is a little dear, with cost $1.1',
    );
    expect(told('correct: ">= 95%"', [wrong])[0]).toMatch(
      /The nearest is often wrong, with correct 90\.0 % \(.*\) where at least 95 % is required, 5 points too little\.$/,
    );
  });

  it('names exactly one that keeps every limit, and never none beside it', () => {
    const [first] = told('latency: 20', [far, near]);
    expect(first).toMatch(
      /^Take near: it is the only option, of 2, that keeps every limit \(latency at most 20 s\); its score /,
    );
    expect(first).not.toContain('none');
  });

  it('names ties', () => {
    const wave = Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const all = wave.map(() => 9);
    const one = runsOf('one', { cost: wave.map((x) => 5 + x), latency: all });
    const other = runsOf('other', { cost: wave.map((_, i) => 5.02 + Math.cos(3 * i)), latency: all });
    expect(told('latency: 20', [one, other])[0]).toMatch(
      /^Take (one|other): it comes out best of the 2 options \(of 2\) that keep every limit, .*; no difference from (one|other) is shown\.$/,
    );
  });

  it('says how often none can be taken in whole sentences', () => {
    const share = (value: number) => ({ share: value, low: Math.max(0, value - 0.1), high: Math.min(1, value + 0.1) });
    const one = (name: string, wins: number) => ({
      ...{ name, wins: share(wins), holds: share(wins), feasible: share(wins), limits: [], regret: null },
    });
    const robustness = (nobody: number, wins: number) => ({
      ...{ points: Array.from({ length: 16 }, () => ({ values: [5], group: 0, best: null, ties: [] })) },
      ...{ nobody: share(nobody), patterns: [one('far', 0), one('near', wins)] },
    });
    expect(told('latency: 10', [far, near], robustness(1, 0))[1]).toBe(
      'Over the uncertain ranges (16 points) no pattern keeps every limit anywhere.',
    );
    // Where one can be taken, the points at which none can are a sentence of their own.
    expect(told('latency: 20', [far, near], robustness(0.7, 0.3))[1]).toMatch(
      /points\) it is the best at 30 % \(20 to 40\); at 70 % it breaks a limit or cannot be scored; .*\. At 70 % of the points every pattern breaks a limit\.$/,
    );
    expect(told('latency: 10', [far, near], robustness(0.7, 0.3))[1]).toBe(
      'Over the uncertain ranges (16 points) no pattern keeps every limit at 70 % (60 to 80). Elsewhere near is the best most often, at 30 % (20 to 40) of all points.',
    );
  });
});
