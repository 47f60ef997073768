import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { settle } from '../../src/decide/decide.js';
import type { Decision, DecisionFlip, Sensitivity } from '../../src/decide/decision.js';
import { measureNamed } from '../../src/measures/index.js';
import { decisionAnswer } from '../../src/report/words/decide-answer.js';
import { boundText, conditionText, parameterValue } from '../../src/report/words/decide-conditions.js';
import { decisionVerdict } from '../../src/report/words/verdict/decision.js';
import { MOST_WORDS, wordsIn } from '../../src/report/words/verdict/phrases.js';
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

describe('the words of a decision', () => {
  const runsOf = (name: string, columns: Readonly<Record<string, readonly number[]>>): PatternRuns => ({
    name,
    columns: new Map(Object.entries(columns).map(([id, values]) => [id, Float64Array.from(values)])),
  });
  const decisionOf = (
    limits: string,
    patterns: readonly PatternRuns[],
    robustness: Decision['robustness'] = null,
    sensitivities: readonly Sensitivity[] = [],
    more = '',
  ): Decision => {
    const scenario = scenarioOf(
      yaml(
        chain(
          `decision: { objectives: { cost: {} }, limits: { ${limits} }, uncertain: { agents.defaults.latency: [5, 30] } }\n${more}`,
        ),
      ),
    );
    const { standings: _, ...settled } = settle({ scenario, patterns });
    const effort = {
      ...{ samples: 16, mostSamples: 16, shareWithin: null, perPoint: 4, mostPerPoint: 4, perValue: 4, perLook: 4 },
      isComplete: true,
    };
    const comparison = { scenario } as Comparison;
    return { comparison, ...settled, robustness, sensitivities, worth: null, effort };
  };
  const told = (...of: Parameters<typeof decisionOf>): readonly string[] => decisionAnswer(decisionOf(...of));
  const far = runsOf('far', { cost: [1, 1, 1], latency: [30, 30, 30] });
  const near = runsOf('near', { cost: [2, 2, 2], latency: [11, 11, 11] });

  it('takes none, and names the pattern that exceeds its limits by the least', () => {
    expect(told('latency: 10', [far, near]).slice(0, 2)).toEqual([
      'Take none: no pattern keeps every limit; near comes nearest.',
      'The nearest is near, with latency 11 s (11 to 11) where at most 10 s is allowed, 10 % too much.',
    ]);
    // The cost of the near one is twice the limit, the latency of the far one three times.
    expect(told('latency: 10, cost: 1', [far, near])[1]).toBe(
      'The nearest is near, with cost $2 ($2 to $2) where at most $1 is allowed, 100 % too much.',
    );
  });

  it('holds shares against amounts by their odds, so that the last percent counts', () => {
    const tasks = (right: number) => Array.from({ length: 100 }, (_, i) => Number(i < right));
    const all = (value: number) => Array.from({ length: 100 }, () => value);
    const wrong = runsOf('often wrong', { cost: all(1), correct: tasks(90), latency: all(9) });
    const dear = runsOf('a little dear', { cost: all(1.1), correct: tasks(99), latency: all(9) });
    // 5 % of the limit is less than 10 %, but twice as many errors are more than a tenth of the cost.
    expect(told('correct: ">= 95%", cost: 1', [wrong, dear])[1]).toContain(
      'The nearest is a little dear, with cost $1.1',
    );
    expect(told('correct: ">= 95%"', [wrong])[1]).toMatch(
      /The nearest is often wrong, with correct 90\.0 % \(.*\) where at least 95 % is required, 5 points too little\.$/,
    );
  });

  it('names exactly one that keeps every limit, and never none beside it', () => {
    const [first, second] = told('latency: 20', [far, near]);
    expect(first).toBe('Take near: it alone, of 2, keeps every limit.');
    expect(second).toBe('1 other breaks a limit.');
  });

  it('names ties', () => {
    const wave = Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const all = wave.map(() => 9);
    const one = runsOf('one', { cost: wave.map((x) => 5 + x), latency: all });
    const other = runsOf('other', { cost: wave.map((_, i) => 5.02 + Math.cos(3 * i)), latency: all });
    const [first, second] = told('latency: 20', [one, other]);
    expect(first).toMatch(
      /^Take (one or other|other or one) \(no difference shown\): the best of the 2 that keep every limit\.$/,
    );
    expect(second).toMatch(/^No difference in score from (one|other) is shown\.$/);
  });

  it('takes the best score where nothing else is known, and says so', () => {
    const one = runsOf('one', { cost: [1, 1.1, 1], latency: [5, 5, 5] });
    const other = runsOf('other', { cost: [3, 3.1, 3], latency: [5, 5, 5] });
    expect(told('latency: 20', [one, other])).toEqual([
      'Take one: it has the best score of the 2 that keep every limit.',
      expect.stringMatching(/^Its score is [\d.]+ ahead of other\.$/),
      'How robust this is was not examined.',
    ]);
  });

  const share = (value: number) => ({ share: value, low: Math.max(0, value - 0.1), high: Math.min(1, value + 0.1) });
  const wins = (name: string, value: number) => ({
    ...{ name, wins: share(value), holds: share(value), feasible: share(value), limits: [], regret: null },
  });
  const robustness = (nobody: number, near: number) => ({
    ...{ points: Array.from({ length: 16 }, () => ({ values: [5], group: 0, best: null, ties: [] })) },
    ...{ nobody: share(nobody), patterns: [wins('far', 0), wins('near', near)] },
  });

  it('says in how many uncertain worlds it is best, and in how many it breaks a limit', () => {
    expect(told('latency: 10', [far, near], robustness(1, 0))[2]).toBe(
      'Over 16 uncertain worlds no pattern keeps every limit anywhere.',
    );
    expect(told('latency: 20', [far, near], robustness(0.7, 0.3))[2]).toBe(
      'Over 16 uncertain worlds it is best in 30 % (20 to 40); in 70 % it breaks a limit or has no score.',
    );
    expect(told('latency: 10', [far, near], robustness(0.7, 0.3))[2]).toBe(
      'Over 16 uncertain worlds no pattern keeps every limit in 70 % (60 to 80); near is best most often, in 30 %.',
    );
  });

  const sensitive = (flip: Partial<DecisionFlip>): Sensitivity => ({
    parameter: parameter('agents.summariser.hallucination'),
    looks: [],
    flips: [
      {
        ...{
          kind: 'overtaken',
          side: 'above',
          to: 'far',
          bound: null,
          at: 0.0963,
          low: 0.08,
          high: 0.11,
          distance: 0.1,
        },
        ...{ isOpen: { low: false, high: false }, ...flip },
      },
    ],
    nearest: null,
  });

  it('names in the first sentence what has to hold for it', () => {
    const wave = Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const [a, b, c] = ['a', 'b', 'c'].map((name, k) =>
      runsOf(name, { cost: wave.map((_, i) => 5 + Math.cos(3 * i + k)), latency: wave.map(() => 9) }),
    );
    const one = runsOf('one', { cost: wave.map((x) => 5 + x), latency: wave.map(() => 9) });
    const first = (limits: string, patterns: readonly PatternRuns[], flip: Partial<DecisionFlip> = {}) =>
      told(limits, patterns, null, [sensitive(flip)])[0];
    expect(first('latency: 20', [near, runsOf('dear', { cost: [9, 9, 9], latency: [9, 9, 9] })])).toBe(
      'Take near as long as the summariser makes up less than 9.6 % of its claims.',
    );
    expect(first('latency: 20', [near, far], { side: 'below' })).toBe(
      'Take near as long as the summariser makes up more than 9.6 % of its claims.',
    );
    expect(first('latency: 20', [one, a!])).toMatch(
      /^Take (one or a|a or one) \(no difference shown\) as long as the summariser makes up less than 9\.6 % of its claims\.$/,
    );
    expect(first('latency: 20', [one, a!, b!, c!])).toMatch(
      /^Take [a-z]+ or one of 3 others as long as the summariser makes up less than 9\.6 % of its claims\.$/,
    );
    expect(first('latency: 10', [far, near], { kind: 'admitted', side: 'below', to: 'near' })).toBe(
      'Take none; near keeps every limit only if the summariser makes up less than 9.6 % of its claims.',
    );
  });

  it('never needs more than twenty words, nor more than ninety in all, and has figures for all objectives', () => {
    const decided = decisionOf('latency: 20', [far, near], robustness(0.7, 0.3), [sensitive({})]);
    const { sentence, because, tiles, about } = decisionVerdict(decided);
    expect(wordsIn(sentence)).toBeLessThanOrEqual(MOST_WORDS);
    expect(wordsIn([sentence, ...because].join(' '))).toBeLessThanOrEqual(90);
    expect(tiles).toEqual([
      { label: 'Cost', value: '$2', note: 'near' },
      {
        label: 'How sure',
        value: 'safe in 30 of 100 worlds',
        note: 'keeps every limit there; best in 30 % (20 to 40)',
      },
    ]);
    expect(about).toEqual(['near']);
  });

  it('says that budgets are not equal, and what makes them so', () => {
    const [pipeline, choreography] = ['pipeline', 'choreography'].map((name, i) =>
      runsOf(name, { cost: [1 + i, 1 + i, 1 + i], latency: [9, 9, 9] }),
    );
    const told = (policies: string) =>
      decisionAnswer(decisionOf('latency: 20', [pipeline!, choreography!], null, [], policies)).join(' ');
    expect(told('policies: { retry: { attempts: 3 } }')).toMatch(
      /The budgets of the patterns are not equal; --fair makes them so\.$/,
    );
    expect(told('policies: { retry: { attempts: 1 } }')).not.toContain('budgets');
  });
});
