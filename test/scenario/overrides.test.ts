import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/scenario/checks/problem.js';
import { parseScenario } from '../../src/scenario/load.js';
import { sizeSettings, vary } from '../../src/scenario/variants.js';
import { BASE, brief, problemsOf, scenarioOf } from './helper.js';

const constant = (value: number) => ({ kind: 'constant', value });

describe('an override', () => {
  test('replaces a value and leaves the rest', () => {
    const scenario = scenarioOf(BASE, ['agents.writer.hallucination=0.25']);
    expect(scenario.agents[0]?.hallucination).toBe(0.25);
    expect(scenario).toEqual({ ...scenarioOf(BASE), agents: scenario.agents });
  });

  test('creates what the schema allows', () => {
    const scenario = scenarioOf(BASE, [
      'policies.retry.backoff.jitter=0.5',
      'coordinator.detection=1',
      'models.small.retention.half=.inf',
      'patterns.debate.panel=3',
      'decision.objectives.cost.weight=2',
      'thresholds.pipeline.correct=>= 0.5',
    ]);
    expect(scenario.policies.retry).toEqual({ attempts: 1, backoff: { base: 1, factor: 2, jitter: 0.5 } });
    expect(scenario.coordinator.detection).toBe(1);
    expect(scenario.patterns.options).toEqual({ debate: { panel: 3 } });
    expect(scenario.decision.objectives).toEqual([{ measure: 'cost', statistic: 'mean', weight: 2 }]);
    expect(scenario.thresholds).toEqual([{ pattern: 'pipeline', measure: 'correct', operator: '>=', value: 0.5 }]);
  });

  test('takes YAML, and reaches into lists and in place of plain values', () => {
    const scenario = scenarioOf(BASE, [
      'agents.printer.output.exponential.mean=7',
      'task.steps.check.after.0=print',
      'task.steps.print.after=[]',
      'question="Why?"',
    ]);
    expect(scenario.agents[2]?.output).toEqual({ kind: 'exponential', mean: 7 });
    expect(scenario.task.steps[1]?.after).toEqual(['print']);
    expect(scenario.question).toBe('Why?');
  });

  test('fills an empty key', () => {
    expect(scenarioOf(`${BASE}policies:\n`, ['policies.timeout=2s']).policies.timeout).toBe(2);
  });

  test('of the same path later is stronger, and its problem is shown where it is', () => {
    expect(scenarioOf(BASE, ['task.brief.tokens=1', 'task.brief.tokens=2']).task.brief.tokens).toBe(2);
    expect(problemsOf(BASE, ['task.brief.tokens=1', 'task.brief.tokens=x'])[0]?.offending).toBe('task.brief.tokens=x');
  });

  test('changes one place even where the file uses an alias', () => {
    const text = BASE.replace('{ output: 10 }', '&p { output: 10 }').replace('{ detection: 0.5 }', '{ output: 1 }');
    const aliased = `${text}  idler: *p\n`.replace('role: checker', 'role: idler');
    const [, , printer, idler] = scenarioOf(aliased, ['agents.printer.output=3']).agents;
    expect([printer?.output, idler?.output]).toEqual([constant(3), constant(10)]);
    expect(scenarioOf(aliased, ['agents.idler.output=3']).agents[2]?.output).toEqual(constant(10));
  });
});

describe('a bad override', () => {
  test.each([
    [
      'nope',
      '--set:5 an override needs a path, an equals sign and a value',
      'Write path=value, such as agents.defaults.prompt=500.',
    ],
    [
      '=1',
      '--set:1 the path of an override has an empty part',
      'Write path=value, such as agents.defaults.prompt=500.',
    ],
    ['polices.timeout=1', "--set:1 there is no 'polices' in the file", "Did you mean 'policies'?"],
    ['policies.timout=1', "--set:10 there is no 'timout' in policies", "Did you mean 'timeout'?"],
    ['agents.writr.guess=1', "--set:8 there is no 'writr' in agents", "Did you mean 'writer'?"],
    ['agents.writer.ges=1', "--set:15 there is no 'ges' in agents.writer", "Did you mean 'guess'?"],
    ['task.steps.cheque.carry=1', "--set:12 there is no 'cheque' in task.steps", 'Choose one of write, check, print.'],
    [
      'task.steps.check.after.4=write',
      '--set:24 there is no item 4 in task.steps.check.after',
      'It has 1 item, counted from 0.',
    ],
    ['models.huge.like=large', "--set:8 there is no 'huge' in models", 'Choose one of large, medium, small.'],
    ['task.brief.tokens.x=1', '--set:19 task.brief.tokens is a value and has no keys', 'Set task.brief.tokens itself.'],
    [
      'agents.writer.guess=high',
      "--set:21 expected a probability between 0 and 1, got 'high'",
      'Write a number such as 0.05.',
    ],
    [
      'agents.writer.guess=',
      '--set:21 expected a probability between 0 and 1, got nothing',
      'Write a number such as 0.05.',
    ],
    ['task.steps.write.role=wrter', "--set:23 the role 'wrter' has no agent", "Did you mean 'writer'?"],
    ['agents.writer={ guess: 1, gess: 2 }', "--set:27 unknown key 'gess' in agents.writer", "Did you mean 'guess'?"],
    ['agents.writer={ guess: 1, guess: 2 }', "--set:27 the key 'guess' is given twice", 'Keep one of the two.'],
    [
      'policies.timeout=5q',
      "--set:18 unknown unit 'q' in '5q'",
      'Write a number of seconds, or a number with one of the units ms, s, m, h, d, such as 800ms or 5m.',
    ],
    [
      'policies.timeout=*x',
      "--set:18 expected a duration, got '*x'",
      'Write a number of seconds, or a number with one of the units ms, s, m, h, d, such as 800ms or 5m.',
    ],
  ])('%s', (option, says, next) => {
    const problems = problemsOf(BASE, [option]);
    expect(problems.map(brief)).toEqual([says]);
    expect(problems[0]).toMatchObject({ file: '--set', line: 1, offending: option, next });
  });

  test('is shown as it was typed', () => {
    const [problem] = problemsOf(BASE, ['agents.writr.guess=1']);
    expect(problem && formatProblem(problem)).toBe(
      ["--set there is no 'writr' in agents", '  agents.writr.guess=1', '         ^', "  Did you mean 'writer'?"].join(
        '\n',
      ),
    );
  });
});

describe('the document', () => {
  test('is the text itself without overrides', () => {
    const result = parseScenario(`# why\n${BASE}`, 'news.yaml', []);
    expect(result.ok && result.document).toBe(`# why\n${BASE}`);
  });

  test('with overrides says the same, and keeps the comments', () => {
    const options = [
      'agents.writer.guess=0.1',
      'thresholds.pipeline.correct=>= 0.5',
      'policies.timeout=.inf',
      'provider.maxQueue=3',
    ];
    const result = parseScenario(`# why\n${BASE}`, 'news.yaml', options);
    if (!result.ok) throw new Error('not ok');
    expect(result.document).toContain('# why');
    expect(scenarioOf(result.document)).toEqual(result.scenario);
  });
});

test('places are found for checks that are made elsewhere', () => {
  const result = parseScenario(`${BASE}thresholds: { pipline.correct: '> 0' }\n`, 'news.yaml', [
    'decision.objectives.csot.weight=1',
  ]);
  if (!result.ok) throw new Error('not ok');
  const { locate, problemAt } = result.source;
  expect(locate('thresholds.pipline.correct', 'key')).toMatchObject({ file: 'news.yaml', line: 14, column: 15 });
  expect(locate(['thresholds', 'pipline.correct'])).toMatchObject({ line: 14, column: 32 });
  expect(locate('agents.writer')).toMatchObject({ line: 11, column: 3, offending: '  writer: { hallucination: 0.1 }' });
  expect(locate('agents.writer.guess.nothing')).toMatchObject({ line: 11, column: 3 });
  expect(locate('policies.timeout')).toMatchObject({ line: 1, column: 1 });
  const problem = problemAt('decision.objectives.csot', "there is no measure 'csot'", "Did you mean 'cost'?", 'key');
  expect(problem).toMatchObject({ file: '--set', line: 1, column: 21, offending: 'decision.objectives.csot.weight=1' });
});

test('sizes of growth are settings', () => {
  const growth = { label: 'n', paths: ['task.steps.write.replicas', 'agents.writer.instances'], sizes: [2], unit: '' };
  const scenario = vary(scenarioOf(BASE), sizeSettings(growth, 2));
  expect(scenario.task.steps.map(({ name }) => name)).toEqual(['write-1', 'write-2', 'check', 'print']);
  expect(scenario.agents[0]?.instances).toBe(2);
});
