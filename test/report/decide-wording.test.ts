import { describe, expect, it } from 'vitest';
import { measureNamed } from '../../src/measures/index.js';
import { boundText, conditionText, parameterValue } from '../../src/report/words/decide-conditions.js';
import type { Uncertain } from '../../src/scenario/scenario.js';

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
