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
    ['cost: 3s', "14:29 'cost' is measured in dollars, not in seconds", 'Write a plain number.'],
    ['singlePoint: 0.5', "14:23 'singlePoint' is measured in extra runs with a disturbance, and takes no limit", ''],
  ])('%s is refused', (text, says, next) => {
    const parsed = parseScenario(withDecision(`limits: { ${text} }`), 'news.yaml', []);
    const problems = parsed.ok ? nameProblems(parsed.scenario, parsed.source) : parsed.problems;
    expect(problems.map(brief)).toEqual([says]);
    if (next !== '') expect(problems[0]?.next).toBe(next);
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
