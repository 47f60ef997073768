import { describe, expect, test } from 'vitest';
import { parametersOf } from '../../src/report/parameters.js';
import { parseScenario } from '../../src/scenario/load.js';
import { scenarioJsonSchema } from '../../src/scenario/schema/json-schema.js';
import { parameterAt } from '../../src/scenario/text/parameter-path.js';
import { vary } from '../../src/scenario/variants.js';
import { BASE, brief, problemsOf, scenarioOf } from './helper.js';

const SHARED = `${BASE.replace('hallucination: 0.1', 'hallucination: $made-up').replace('{ output: 10 }', '{ output: 10, hallucination: $made-up }')}vars:
  made-up: 5 % # Assumed.
`;

const rates = (text: string, overrides: readonly string[] = []): number[] =>
  scenarioOf(text, overrides).agents.map(({ hallucination }) => hallucination);

function notesOf(text: string, overrides: readonly string[] = []): string[] {
  const reading = parseScenario(text, 'news.yaml', overrides);
  return reading.ok ? reading.warnings.map(({ message }) => message) : [];
}

describe('percent', () => {
  test.each([
    ['5 %', 0.05],
    ['5%', 0.05],
    ['0.7 %', 0.007],
    ['100 %', 1],
    ['0%', 0],
    ['0.05', 0.05],
  ])('%s is a share of %d', (written, value) => {
    expect(rates(BASE, [`agents.writer.hallucination=${written}`])[0]).toBe(value);
  });

  test.each(['120 %', '-5 %', '5 percent', '%'])('%s is none', (written) => {
    expect(problemsOf(BASE, [`agents.writer.hallucination=${written}`])[0]?.message).toContain(
      'expected a probability',
    );
  });

  test('limits, thresholds and options of patterns take it too', () => {
    const scenario = scenarioOf(
      `${BASE}decision: { limits: { correct: '>= 60 %' } }\nthresholds: { pipeline.wrong: '<= 7 %' }\npatterns: { lead-and-subagents: { briefLoss: 5 % } }\n`,
    );
    expect(scenario.decision.limits[0]).toMatchObject({ operator: '>=', value: 0.6 });
    expect(scenario.thresholds[0]).toMatchObject({ operator: '<=', value: 0.07 });
    expect(scenario.patterns.options['lead-and-subagents']).toEqual({ briefLoss: 0.05 });
  });

  test('ranges in per cent vary a value in per cent', () => {
    const scenario = scenarioOf(BASE);
    const reading = parameterAt(scenario, 'agents.writer.hallucination', '2 %', '20 %', 'linear');
    expect(reading).toMatchObject({ ok: true, parameter: { low: 2, high: 20, unit: '%', base: 10 } });
    const uncertain = scenarioOf(`${BASE}decision: { uncertain: { agents.writer.hallucination: [2 %, 20 %] } }\n`);
    expect(uncertain.decision.uncertain[0]).toMatchObject({ low: 2, high: 20, unit: '%', base: 10 });
    expect(rates(BASE, ['agents.writer.hallucination=5%'])).toEqual(
      vary(scenario, { 'agents.writer.hallucination': '5%' }).agents.map(({ hallucination }) => hallucination),
    );
  });
});

describe('shared values', () => {
  test('stand wherever they are named, and an override reaches all of these places', () => {
    expect(rates(SHARED)).toEqual([0.05, 0, 0.05]);
    expect(rates(SHARED, ['vars.made-up=9 %'])).toEqual([0.09, 0, 0.09]);
    expect(vary(scenarioOf(SHARED), { 'vars.made-up': 0.2 }).agents[2]?.hallucination).toBe(0.2);
  });

  test('the same scenario comes of values written out', () => {
    const written = SHARED.replaceAll('$made-up', '5 %').replace(/vars:[\s\S]*/, '');
    expect(JSON.stringify(scenarioOf(SHARED))).toBe(JSON.stringify(scenarioOf(written)));
  });

  test('can be varied and be uncertain', () => {
    const reading = parameterAt(scenarioOf(SHARED), 'vars.made-up', '0.01', '0.2', 'linear');
    expect(reading).toMatchObject({ ok: true, parameter: { path: 'vars.made-up', base: 0.05, isWhole: false } });
    const { decision } = scenarioOf(`${SHARED}decision: { uncertain: { vars.made-up: [1 %, 20 %] } }\n`);
    expect(decision.uncertain).toMatchObject([{ path: 'vars.made-up', low: 1, high: 20, base: 5 }]);
  });

  test('of counts are whole numbers', () => {
    const text = `${BASE.replace('claims: 2', 'claims: $n')}vars: { n: 2 }\n`;
    expect(parameterAt(scenarioOf(text), 'vars.n', '1', '8', 'linear')).toMatchObject({ parameter: { isWhole: true } });
    const { decision } = scenarioOf(`${text}decision: { uncertain: { vars.n: [1, 8] } }\n`);
    expect(decision.uncertain[0]).toMatchObject({ isWhole: true, base: 2 });
  });

  test('an unknown name is told with its place and the likely one', () => {
    const text = SHARED.replace('hallucination: $made-up }\n  checker', 'hallucination: $made-upp }\n  checker');
    const problems = problemsOf(text);
    expect(problems.map(brief)).toEqual(["11:28 there is no shared value 'made-upp'"]);
    expect(problems[0]?.next).toBe("Did you mean 'made-up'?");
  });

  test('a value that does not fit its place says where it comes from', () => {
    expect(problemsOf(SHARED, ['vars.made-up=7'])[0]?.message).toBe(
      'expected a probability between 0 and 1, got 7, from vars.made-up',
    );
    expect(problemsOf(SHARED, ['vars.made-upp=7']).map(brief)).toEqual(["--set:6 there is no 'made-upp' in vars"]);
    const ends = problemsOf(`${SHARED}decision: { uncertain: { vars.made-up: [0, 7] } }\n`);
    expect(ends[0]?.message).toContain('does not take such a range');
  });

  test('one cannot stand for another', () => {
    expect(problemsOf(`${SHARED}  other: $made-up\n`)[0]?.message).toContain('a shared value cannot stand for another');
  });

  test('an unused one is a warning, as is an option that covers one', () => {
    expect(notesOf(`${SHARED}  spare: 3\n`)).toEqual(["nothing uses the shared value 'spare'"]);
    expect(notesOf(SHARED)).toEqual([]);
    expect(notesOf(SHARED, ['agents.writer.hallucination=0.3'])).toEqual([
      'agents.writer.hallucination no longer takes its value from vars.made-up; 1 other place keeps it',
    ]);
    expect(notesOf(SHARED, ['vars.made-up=0.3'])).toEqual([]);
  });

  test('a report tells the value, its name, and where its source stands', () => {
    const told = parametersOf(SHARED).filter(({ path }) => path.includes('writer') || path.startsWith('vars'));
    expect(told).toMatchObject([
      { path: 'agents.writer', value: '{ hallucination: 5 % (vars.made-up) }' },
      { path: 'vars.made-up', value: '5 %', comment: 'Assumed.' },
    ]);
  });

  test('editors are told', () => {
    const schema = JSON.stringify(scenarioJsonSchema());
    expect(schema).toContain('\\\\$[A-Za-z]');
    expect(schema).toContain(' ?%$');
  });
});
