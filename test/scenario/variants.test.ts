import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseScenario, textWith } from '../../src/scenario/load.js';
import { dataOf } from '../../src/scenario/read-data.js';
import { ScenarioError, type Settings, scenarioFrom, settingsFrom, vary } from '../../src/scenario/variants.js';
import { BASE, scenarioOf } from './helper.js';

const problemsOf = (settings: Settings) => {
  try {
    vary(scenarioOf(BASE), settings);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
};

const OPTIONS = [
  'agents.writer.hallucination=0.25',
  'agents.writer={ guess: 1 }',
  'agents.writer.guess=0.5',
  'agents.printer.output.exponential.mean=7',
  'task.steps.check.after.0=print',
  'task.steps.print.after=[]',
  'policies.timeout=2s',
  'policies.durable.write=20ms',
  'models.small.retention.half=.inf',
  'patterns.debate.panel=3',
  'thresholds.pipeline.correct=>= 0.5',
  'decision.uncertain.agents.writer.guess=[0.1, 0.9]',
  'workload={ tasks: 5, arrivals: { poisson: 30/h } }',
  'workload.arrivals.poisson=40/h',
];

describe('a scenario is varied as data', () => {
  it('and comes out as with the same options on its text', () => {
    fc.assert(
      fc.property(fc.subarray(OPTIONS, { minLength: 1 }), (options) => {
        const told = parseScenario(BASE, 'news.yaml', options);
        const settings = settingsFrom(options);
        if (!told.ok) {
          expect(problemsOf(settings).map(({ message }) => message)).toEqual(
            told.problems.map(({ message }) => message),
          );
          return;
        }
        const varied = vary(scenarioOf(BASE), settings);
        expect(varied).toEqual(told.scenario);
        expect(dataOf(varied)).toEqual(parse(told.document));
        expect(textWith(BASE, options)).toBe(told.document);
      }),
      { numRuns: 40 },
    );
  });

  it('again and again, and leaves what it came from as it is', () => {
    const base = scenarioOf(BASE);
    const once = vary(base, { 'agents.writer.hallucination': 0.3 });
    const twice = vary(once, { 'agents.writer.guess': 0.2 });
    expect(twice.agents[0]).toMatchObject({ hallucination: 0.3, guess: 0.2 });
    expect(base).toEqual(scenarioOf(BASE));
    expect(once.agents[0]?.guess).toBe(0.5);
  });

  it('takes what a file takes: units, lists and maps', () => {
    const varied = vary(scenarioOf(BASE), {
      'workload.arrivals': { poisson: '30/h' },
      'policies.timeout': '2m',
      'decision.limits.latency.p95': '60s',
    });
    expect(varied.workload.arrivals).toMatchObject({ kind: 'open', rate: 30 / 3600 });
    expect(varied.policies.timeout).toBe(120);
    expect(varied.decision.limits[0]).toMatchObject({ measure: 'latency', statistic: 'p95', value: 60 });
  });

  it('and names the path of everything that is wrong', () => {
    const [first, second] = problemsOf({ 'agents.writr.guess': 1, 'policies.timout': 1 });
    expect(first).toMatchObject({ file: 'agents.writr.guess', message: "there is no 'writr' in agents" });
    expect(second).toMatchObject({ file: 'policies.timout', next: "Did you mean 'timeout'?" });
    expect(() => vary(scenarioOf(BASE), { 'agents.writer.guess': 2 })).toThrow(
      'agents.writer.guess expected a probability between 0 and 1, got 2\n  Write a number such as 0.05.',
    );
    expect(problemsOf({ 'task.brief.falseClaims': 9 })[0]?.file).toBe('task.brief.falseClaims');
  });

  it('but not a copy that was changed by hand', () => {
    expect(() => vary({ ...scenarioOf(BASE), name: 'copy' }, {})).toThrow("'copy' is a copy that was changed by hand");
  });

  it('and can be given whole', () => {
    expect(scenarioFrom(parse(BASE))).toEqual(scenarioOf(BASE));
    expect(() => scenarioFrom({ scenario: 'x' })).toThrow("question 'question' is missing in the file");
  });

  it('of which another thread is sent nothing', () => {
    expect(structuredClone(scenarioOf(BASE))).toEqual(scenarioOf(BASE));
    expect(() => dataOf(structuredClone(scenarioOf(BASE)))).toThrow(RangeError);
  });
});
