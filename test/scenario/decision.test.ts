import { describe, expect, it, test } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import { nameProblems } from '../../src/study/check.js';
import { BASE, brief, scenarioOf } from './helper.js';

const withDecision = (text: string): string => `${BASE}decision: { ${text} }\n`;
const decisionOf = (text: string) => scenarioOf(withDecision(text)).decision;

describe('limits', () => {
  const limitsOf = (text: string) => decisionOf(`limits: { ${text} }`).limits;

  test.each([
    ['escapedRate: 0.05', 'escapedRate', 'mean', null, 0.05, false],
    ['latency.p95: 2m', 'latency', 'p95', null, 120, true],
    ["latency.p50: '<= 800ms'", 'latency', 'p50', '<=', 0.8, true],
    ['latency.p99: 90s', 'latency', 'p99', null, 90, true],
    ['cost.cvar95: 0.5', 'cost', 'cvar95', null, 0.5, false],
    ['tokens.cv: 0.4', 'tokens', 'cv', null, 0.4, false],
    ["edges.mean: '>= 3'", 'edges', 'mean', '>=', 3, false],
  ])('%s', (text, measure, statistic, operator, value, isDuration) => {
    expect(limitsOf(text)).toEqual([{ measure, statistic, operator, value, isDuration }]);
  });

  it('can be set from outside, percentile and all', () => {
    const { limits } = scenarioOf(BASE, ['decision.limits.latency.p95=90s']).decision;
    expect(limits).toMatchObject([{ measure: 'latency', statistic: 'p95', value: 90 }]);
  });

  test.each([
    ['correkt: 0.9', "14:23 unknown measure 'correkt'", "Did you mean 'correct'?"],
    ['edges: 3', "14:30 neither high nor low values of 'edges' are better, so a limit needs an operator", ''],
    ['correct.p95: 1', "14:23 a share of tasks such as 'correct' has no percentiles", 'Write correct alone.'],
    ['correct.cv: 1', "14:23 a share of tasks such as 'correct' has only a mean", 'Write correct alone.'],
    ['latency.cv: 3s', "14:35 'latency.cv' is measured in plain numbers, not in seconds", 'Write a plain number.'],
    ['cost: 3s', "14:29 'cost' is measured in dollars, not in seconds", 'Write a plain number.'],
    ['singlePoint: 0.5', "14:23 'singlePoint' is measured in extra runs with a disturbance, and takes no limit", ''],
  ])('%s is refused', (text, says, next) => {
    const parsed = parseScenario(withDecision(`limits: { ${text} }`), 'news.yaml', []);
    const problems = parsed.ok ? nameProblems(parsed.scenario, parsed.source) : parsed.problems;
    expect(problems.map(brief)).toEqual([says]);
    if (next !== '') expect(problems[0]?.next).toBe(next);
  });
});

describe('objectives', () => {
  const objectivesOf = (text: string, ...settings: string[]) =>
    scenarioOf(withDecision(`objectives: { ${text} }`), settings).decision.objectives;

  it('weigh the mean of a measure, or another statistic of it', () => {
    expect(objectivesOf('correct: { weight: 2 }, cost.cvar95: {}, latency.p99: {}, cost.cv: {}')).toEqual([
      { measure: 'correct', statistic: 'mean', weight: 2 },
      { measure: 'cost', statistic: 'cvar95', weight: 1 },
      { measure: 'latency', statistic: 'p99', weight: 1 },
      { measure: 'cost', statistic: 'cv', weight: 1 },
    ]);
  });

  it('can be set from outside, statistic and all', () => {
    expect(objectivesOf('cost.p99: {}', 'decision.objectives.cost.p99.weight=3')).toEqual([
      { measure: 'cost', statistic: 'p99', weight: 3 },
    ]);
    expect(objectivesOf('cost: {}', 'decision.objectives.cost.weight=3')).toMatchObject([
      { measure: 'cost', weight: 3 },
    ]);
    expect(objectivesOf('cost: {}', 'decision.objectives.latency.cv={ weight: 2 }')[1]).toEqual({
      ...{ measure: 'latency', statistic: 'cv', weight: 2 },
    });
  });

  test.each([
    ['correct.p95: {}', "14:27 a share of tasks such as 'correct' has no percentiles", 'Write correct alone.'],
    ['cots.cv: {}', "14:27 unknown measure 'cots'", "Did you mean 'cost'?"],
  ])('%s is refused', (text, says, next) => {
    const parsed = parseScenario(withDecision(`objectives: { ${text} }`), 'news.yaml', []);
    const problems = parsed.ok ? nameProblems(parsed.scenario, parsed.source) : parsed.problems;
    expect(problems.map(brief)).toEqual([says]);
    expect(problems[0]?.next).toBe(next);
  });
});

describe('uncertain ranges', () => {
  const rangeOf = (text: string) => decisionOf(`uncertain: { ${text} }`).uncertain[0];

  test.each([
    ['agents.checker.detection: [0.2, 0.9]', { low: 0.2, high: 0.9, base: 0.5, unit: '', isWhole: false }],
    // From the defaults of the agents, and from those of the language.
    ['agents.writer.output: [20, 90]', { low: 20, high: 90, base: 50, unit: '', isWhole: false }],
    ['policies.retry.attempts: [1, 4]', { low: 1, high: 4, base: 1, unit: '', isWhole: true }],
    ['faults.messages.delay: [0s, 5s]', { low: 0, high: 5, base: 0, unit: 's', isWhole: false }],
    // Units that differ are base units.
    ['faults.messages.delay: [20ms, 1m]', { low: 0.02, high: 60, base: 0, unit: 's', isWhole: false }],
  ])('%s', (text, range) => {
    expect(rangeOf(text)).toEqual({ path: text.split(':')[0], scale: 'linear', ...range });
  });

  it('have the unit of the ends, whatever the value is written in', () => {
    const arrivals = ['workload={ tasks: 3, arrivals: { poisson: 1/m } }'];
    const { uncertain } = scenarioOf(
      withDecision('uncertain: { workload.arrivals.poisson: [30/h, 90/h] }'),
      arrivals,
    ).decision;
    expect(uncertain[0]).toMatchObject({ low: 30, high: 90, base: 60, unit: '/h' });
  });

  it('that leave the own value out are warned of', () => {
    const parsed = parseScenario(withDecision('uncertain: { agents.checker.detection: [0.6, 0.9] }'), 'news.yaml', []);
    expect(parsed.ok && parsed.warnings.map(brief)).toEqual([
      "14:26 the scenario's own value 0.5 lies outside the range",
    ]);
  });
});
