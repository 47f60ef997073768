import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import { parameterAt } from '../../src/scenario/text/parameter-path.js';

const text = (name: string): string => readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8');
const article = text('article');
const support = text('support');

const read = (document: string, path: string, low: string, high: string, scale: 'linear' | 'log' = 'linear') => {
  const parsed = parseScenario(document, 'x.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  const reading = parameterAt(parsed.scenario, path, low, high, scale);
  return reading.ok ? reading.parameter : `${reading.message} → ${reading.next}`;
};

describe('a parameter', () => {
  it('is a number at a path, with what the scenario says there', () => {
    expect(read(article, 'agents.fact-checker.detection', '0.2', '0.9')).toEqual({
      ...{ path: 'agents.fact-checker.detection', low: 0.2, high: 0.9, unit: '', scale: 'linear' },
      ...{ isWhole: false, base: 0.75 },
    });
  });

  it('has the unit of its ends, and its base in that unit', () => {
    const rate = { path: 'workload.arrivals.poisson', low: 40, high: 360, unit: '/h', scale: 'log', isWhole: false };
    expect(read(support, 'workload.arrivals.poisson', '40/h', '360/h', 'log')).toEqual({ ...rate, base: 60 });
    expect(read(support, 'workload.arrivals.poisson', '1/m', '6/m')).toMatchObject({ unit: '/m', base: 1 });
    expect(read(support, 'workload.arrivals.poisson', '0.01', '0.1')).toMatchObject({ unit: '', base: 60 / 3600 });
    expect(read(article, 'policies.deadline', '60s', '600s')).toMatchObject({ unit: 's', base: 300 });
    expect(read(article, 'policies.deadline', '1m', '10m')).toMatchObject({ unit: 'm', base: 5 });
  });

  it('has no base where the scenario says nothing, or a distribution', () => {
    expect(read(article, 'agents.tagger.failure', '0', '0.1')).toMatchObject({ base: null });
    expect(read(article, 'agents.summariser.output', '100', '300')).toMatchObject({ base: null, isWhole: false });
  });

  it('is a count where only whole numbers are taken', () => {
    expect(read(article, 'agents.tagger.instances', '1', '4')).toMatchObject({ isWhole: true, base: 2 });
    expect(read(article, 'provider.requestsPerMinute', '10', '600')).toMatchObject({ base: 600 });
    expect(read(article, 'provider.maxQueue', '1', '9')).toMatchObject({ isWhole: true });
    expect(read(article, 'agents.fact-checker.detection', '0', '1')).toMatchObject({ isWhole: false });
  });
});

describe('a parameter is refused', () => {
  const asOverride = (setting: string): string => {
    const result = parseScenario(article, 'article.yaml', [setting]);
    return result.ok ? 'taken' : `${result.problems[0]!.message} → ${result.problems[0]!.next}`;
  };

  it('as the override would be, where the path leads nowhere or an end is no value', () => {
    for (const [path, low, high] of [
      ['agents.fact-checker.detektion', '0.2', '0.9'],
      ['agents.fact-cheker.detection', '0.2', '0.9'],
      ['agents..detection', '0.2', '0.9'],
      ['agents.fact-checker.detection', '-0.2', '0.9'],
      ['agents.tagger.instances', '1.5', '3'],
      ['policies.deadline', '5parsecs', '6parsecs'],
    ] as const) {
      expect(read(article, path, low, high)).toBe(asOverride(`${path}=${low}`));
    }
    expect(read(article, 'agents.fact-checker.detection', '0.2', '1.9')).toBe(
      asOverride('agents.fact-checker.detection=1.9'),
    );
    expect(read(article, 'agents.fact-checker.detektion', '0.2', '0.9')).toMatch("Did you mean 'detection'?");
  });

  it('where the ends are no numbers, of two units, or in the wrong order', () => {
    expect(read(article, 'agents.fact-checker.detection', 'some', '0.9')).toMatch(/a number.*low end, got 'some'/);
    expect(read(article, 'agents.fact-checker.detection', '0.2', '')).toMatch(/a number.*high end, got ''/);
    expect(read(article, 'policies.deadline', '60s', '5m')).toMatch("'60s' and '5m' are in different units");
    expect(read(article, 'policies.deadline', '60', '300s')).toMatch('different units');
    expect(read(article, 'agents.fact-checker.detection', '0.9', '0.2')).toMatch('not below the high end');
    expect(read(article, 'agents.fact-checker.detection', '0.5', '0.5')).toMatch('not below the high end');
  });

  it('where its logarithm does not exist', () => {
    expect(read(article, 'agents.fact-checker.detection', '0', '1', 'log')).toMatch(
      'logarithmic scale starts above 0, got 0',
    );
  });
});
