import { describe, expect, it } from 'vitest';
import { comparing } from '../../src/compare/compare.js';
import { settle } from '../../src/decide/decide.js';
import { fairChanges, inequalityOf } from '../../src/patterns/fairness.js';
import { unequalBudgets, whoChecks } from '../../src/report/words/conditions.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { changesToBeFair, fairNote, fairOptions } from '../../src/study/fair.js';
import { moreOf, rehearsed } from '../difference/paired.js';
import { builtin, chain, scenarioOf, yaml } from '../sim/helper.js';

const bare = (conditions = '', settings: readonly string[] = []): Scenario =>
  scenarioOf(yaml(chain(conditions)), ['generalist.model=plain', ...settings]);

const BOTH = ['single-agent', 'workflow', 'choreography'];

describe('budgets that are not equal', () => {
  it('are none where everybody is given the same', () => {
    expect(unequalBudgets(bare(), BOTH)).toEqual([]);
    expect(fairChanges(bare(), BOTH)).toEqual([]);
    expect(fairNote([]).message).toBe('Nothing had to be changed for a fair comparison.');
  });

  it('are attempts of callers and deliveries on the bus', () => {
    const unequal = bare('policies: { retry: { attempts: 2 }, redelivery: { attempts: 3 } }', ['policies.timeout=30s']);
    expect(unequalBudgets(unequal, BOTH)).toEqual([
      'The budgets are not equal: a caller tries twice, the bus delivers three times.',
    ]);
    // Where nobody listens to a bus, deliveries are no budget; nor are attempts where nobody calls.
    expect(unequalBudgets(unequal, ['single-agent', 'workflow'])).toEqual([]);
    expect(fairChanges(unequal, BOTH)).toEqual([{ path: 'policies.retry.attempts', from: 2, to: 3 }]);
  });

  it('are time-outs, and the help of an operator', () => {
    const unequal = bare(
      'policies: { timeout: 60s, retry: { attempts: 2 }, redelivery: { attempts: 2, idle: 20s }, deadLetters: { alertAfter: 5m } }',
    );
    expect(unequalBudgets(unequal, BOTH)).toEqual([
      'The budgets are not equal: a caller tries twice, the bus delivers twice, and an operator once more; a caller gives an attempt up after 60 s, the bus delivers an event again after 20 s.',
    ]);
    expect(fairChanges(unequal, BOTH)).toEqual([{ path: 'policies.redelivery.idle', from: '20s', to: '60s' }]);
  });

  it('give the bus the attempts that callers have, where it has none', () => {
    const unequal = bare('policies: { timeout: 60s, retry: { attempts: 3 } }');
    expect(fairChanges(unequal, BOTH)).toEqual([
      { path: 'policies.redelivery.attempts', from: 1, to: 3 },
      { path: 'policies.redelivery.idle', from: 'none', to: '60s' },
    ]);
  });

  it('are models and calls at once', () => {
    const unequal = bare('', ['agents.defaults.capacity=1', 'coordinator.model=large', 'agents.a.capacity=4']);
    const names = ['single-agent', 'workflow', 'supervisor'];
    expect(unequalBudgets(unequal, names)).toEqual([
      'The budgets are not equal: the single agent serves 1 call at once, an agent of a team 1 to 4, the coordinator 1.',
      'Nor are they the same in everything else: the coordinator runs on large, the roles on plain, the single agent on plain.',
    ]);
    expect(fairChanges(unequal, names).map(({ path, to }) => `${path}=${to}`)).toEqual([
      'coordinator.model=plain',
      'agents.b.capacity=4',
      'agents.c.capacity=4',
      'coordinator.capacity=4',
      'generalist.capacity=4',
    ]);
    // Beside agents without a limit a person stays a person.
    const person = bare('', ['agents.a.capacity=1']);
    expect(unequalBudgets(person, ['single-agent', 'workflow'])[0]).toBe(
      'The budgets are not equal: the single agent serves any number of calls at once, an agent of a team 1 to any number.',
    );
    expect(fairChanges(person, ['single-agent', 'workflow'])).toEqual([]);
    // The coordinator takes no part.
    expect(inequalityOf(unequal, ['single-agent', 'workflow']).models).toBeNull();
  });

  it('are checks that some patterns have once more', () => {
    const scenario = bare('', ['coordinator.detection=0.4', 'task.steps.b.checks=true', 'agents.b.detection=0.8']);
    const names = ['single-agent', 'pipeline', 'maker-checker'];
    expect(unequalBudgets(scenario, names)).toEqual([
      'The patterns are not given the same: maker-checker checks once more.',
    ]);
    expect(whoChecks(scenario, names)).toEqual([
      'Beside the steps that check, results are checked by the b (detection 80 %, false alarm 0 %) under maker-checker.',
    ]);
    expect(whoChecks(scenario, ['single-agent', 'pipeline'])).toEqual([]);
  });

  it('are gone once they are made fair, as far as a scenario can say it', () => {
    for (const name of ['article', 'announce', 'content', 'payments', 'research', 'scraping', 'shipment', 'support']) {
      const text = builtin(name);
      const scenario = scenarioOf(text);
      const fair = scenarioOf(text, fairOptions(changesToBeFair(scenario, null)));
      expect([name, changesToBeFair(fair, null)]).toEqual([name, []]);
      const { attempts, models } = inequalityOf(fair, fair.patterns.only);
      expect([attempts?.callers, models]).toEqual([attempts?.deliveries, null]);
    }
  });
});

describe('payments', () => {
  async function scores(settings: readonly string[]) {
    const scenario = scenarioOf(builtin('payments'), settings);
    const executor = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });
    const study = comparing(scenario, { seed: 'rehearsal', runs: 2000, precision: null, only: null });
    const { answer, options } = settle(study.comparison(await study.work(executor)));
    return { answer, of: new Map(options.map(({ standing }) => [standing.name, standing.score])) };
  }

  it('has choreography fail less often mostly for its third delivery: with equal attempts little of that is left', async () => {
    const changes = changesToBeFair(scenarioOf(builtin('payments')), null);
    expect(fairNote(changes).message).toBe(
      'Changed so that all patterns are given the same: policies.retry.attempts from 2 to 3, coordinator.model from large to medium.',
    );
    const ahead = (settings: readonly string[]) => {
      const found = rehearsed('payments', {
        overrides: settings,
        only: ['workflow', 'choreography'],
        measures: ['operationalFailures'],
        runs: 2000,
      });
      return moreOf(found, 'operationalFailures', 'workflow', 'choreography');
    };
    const own = ahead([]);
    const fair = ahead(fairOptions(changes));
    expect(own.low).toBeGreaterThan(0.03);
    expect(fair.high).toBeLessThan(0.015);
    // Nor is it the answer: who looks for an error opens more logs.
    expect((await scores([])).answer).not.toBe('choreography');
    expect((await scores(fairOptions(changes))).answer).not.toBe('choreography');
  }, 60_000);
});
