import { describe, expect, it } from 'vitest';
import { migrate as inLibrary } from '../../src/api/migrate.js';
import { measureNamed } from '../../src/measures/index.js';
import { type MigrationEffort, migrate, type NoMigration } from '../../src/migrate/migrate.js';
import { between, type Migration } from '../../src/migrate/result.js';
import { leastRisk, type SearchedState } from '../../src/migrate/search.js';
import { routeOf } from '../../src/migrate/states.js';
import { plansFor } from '../../src/patterns/plan.js';
import { migrationAnswer } from '../../src/report/words/migrate-answer.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { rehearse } from '../../src/study/replicate.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const article = scenarioOf(builtin('article'));
const shipment = scenarioOf(builtin('shipment'));
const plan = (scenario: Scenario, name: string) => plansFor(scenario, [name]).plans[0]!;

async function found(scenario: Scenario, from: string, to: string, effort: Partial<MigrationEffort> = {}) {
  const executor = new LocalExecutor({ progress: () => undefined, pause: async () => false });
  const all = { seed: 'test', runs: 60, searchRuns: 30, ...effort };
  return await migrate(scenario, [plan(scenario, from), plan(scenario, to)], all, executor);
}

const made = (result: Migration | NoMigration): Migration => {
  if ('why' in result) throw new Error(result.why);
  return result;
};

describe('the order with the least risk', () => {
  const state = (
    names: string,
    risk: number,
    cost = 1,
    layout: SearchedState['layout'] = 'old leads',
  ): SearchedState => {
    return { moved: names.split(''), layout, mean: risk, cost, risk };
  };
  const names = (way: SearchedState[] | null) => way?.map(({ moved }) => moved.join(''));

  it('is the one whose worst state is best, not the one that begins best', () => {
    const levels = [
      [state('a', 1), state('b', 3), state('c', 4)],
      [state('ab', 9), state('ac', 8), state('bc', 2)],
    ];
    expect(names(leastRisk(levels, 0))).toEqual(['b', 'bc']);
  });

  it('is the cheapest of those that are as good, and none where no state leads on', () => {
    const levels = [
      [state('a', 3, 5), state('b', 3, 1)],
      [state('ac', 1, 1), state('bc', 2, 1)],
    ];
    expect(names(leastRisk(levels, 0))).toEqual(['b', 'bc']);
    expect(leastRisk([[state('a', 1)], [state('bc', 1)]], 0)).toBeNull();
    expect(leastRisk([], 0)).toEqual([]);
  });

  it('changes who leads at most once, from the old one to the new one', () => {
    const back = [[state('a', 1, 1, 'new leads')], [state('ab', 1, 1, 'old leads')]];
    expect(leastRisk(back, 0)).toBeNull();
    expect(
      names(
        leastRisk(
          back.map(([one]) => [{ ...one!, layout: 'new leads' as const }]),
          0,
        ),
      ),
    ).toEqual(['a', 'ab']);
  });
});

describe('a migration', () => {
  it('moves every agent once, and each state is a team that a scenario can say', async () => {
    const result = made(await found(article, 'supervisor', 'critical-path-hybrid'));
    const moves = result.states.map(({ move }) => move);
    expect(moves[0]).toBeNull();
    expect(moves.slice(1).sort()).toEqual(['citation-finder', 'fact-checker', 'summariser', 'tagger']);
    for (const { text, layout } of between(result)) {
      expect(['old leads', 'new leads']).toContain(layout);
      const written = scenarioOf(`${builtin('article')}\n`.replace('teams:\n', `teams:\n  between: ${text}\n`));
      expect(plansFor(written, ['between']).leftOut).toEqual([]);
    }
    expect(result.looked.filter(({ isChosen }) => isChosen)).toHaveLength(3);
    expect(migrationAnswer(result)[0]).toMatch(
      /^Move .*, then .*: the worst on the way is correct .* % \(.*\), after \d moves?\.$/,
    );
  });

  it('begins and ends with what the patterns give by themselves', async () => {
    const result = made(await found(article, 'supervisor', 'workflow'));
    const other = made(await found(article, 'workflow', 'supervisor'));
    expect(result.states[0]!.value).toEqual(other.states.at(-1)!.value);
    expect(result.states.at(-1)!.value).toEqual(other.states[0]!.value);
    expect(result.states[0]!.change).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it('marks steps one by one between code that runs all and code that runs the critical ones', async () => {
    const route = routeOf(shipment, plan(shipment, 'workflow'), plan(shipment, 'critical-path-hybrid'));
    if (typeof route === 'string') throw new Error(route);
    expect(route.units).toEqual(['message', 'dashboard', 'bill']);
    const none = route.state([], 'marked');
    if (typeof none === 'string') throw new Error(none);
    expect(none.scenario.task.steps.every(({ critical }) => critical)).toBe(true);
    const result = made(await found(shipment, 'workflow', 'critical-path-hybrid', { runs: 4, searchRuns: 2 }));
    expect(result.states).toHaveLength(4);
    expect(result.looked).toHaveLength(6);
  });

  it('of which nothing is marked is the workflow itself, to the last bit', () => {
    const plans = ['workflow', 'critical-path-hybrid'].map((name) => plan(shipment, name));
    const route = routeOf(shipment, plans[0]!, plans[1]!);
    const none = typeof route === 'string' ? route : route.state([], 'marked');
    if (typeof none === 'string') throw new Error(none);
    const measures = ['operationalFailures', 'cost', 'latency'].map((id) => measureNamed(id)!);
    const [workflow, hybrid] = plans.map(({ name }) => {
      const own = plan(none.scenario, name);
      return rehearse(none.scenario, [own], measures, 1, { from: 0, to: 3 }).patterns[0]!.columns;
    });
    expect(hybrid).toEqual(workflow);
  });

  it('does not build a state in which a result that is to be delivered is only an input', () => {
    const route = routeOf(article, plan(article, 'supervisor'), plan(article, 'workflow'));
    if (typeof route === 'string') throw new Error(route);
    expect(route.state(['summariser', 'tagger'], 'old leads')).toBe(
      'the result of tag, which is to be delivered, would only be an input of fact-check',
    );
    expect(route.state(['tagger'], 'new leads')).toContain('the result of cite');
    expect(route.state(['tagger'], 'old leads')).toMatchObject({ pattern: 'between' });
  });

  it('says why there is none', async () => {
    const none = await found(article, 'handoff', 'handoff');
    expect(none).toMatchObject({ why: expect.stringContaining('handed a conversation') });
    const marked = scenarioOf(builtin('article').replaceAll('critical: false', 'critical: true'));
    expect(await found(marked, 'workflow', 'critical-path-hybrid')).toMatchObject({
      why: expect.stringContaining('every step is critical'),
    });
    await expect(inLibrary(article, 'workflow', 'workflow')).rejects.toThrow(/name two patterns/);
  });

  it('is the same in the library', async () => {
    const result = made(await found(article, 'pipeline', 'workflow', { runs: 40, searchRuns: 20 }));
    expect(await inLibrary(article, 'pipeline', 'workflow', { seed: 'test', runs: 40 })).toEqual(result);
  });
});
