import { describe, expect, it } from 'vitest';
import { advice } from '../../src/study/check.js';
import { chain, scenarioOf, yaml } from '../sim/helper.js';

const told = (conditions: string, agents = 'model: plain'): string[] => {
  const text = yaml(chain(conditions).replace('model: plain', agents));
  return advice(scenarioOf(text, ['generalist.model=plain'])).map(({ message }) => message);
};

describe('advice on clients and tools', () => {
  it('says that attempts of a client change nothing where no request fails', () => {
    const message = 'client.attempts is 3, and no request fails: it has no effect.';
    expect(told('client: { attempts: 3 }')).toContain(message);
    expect(told('client: { attempts: 3 }', 'model: plain, failure: 0.1')).not.toContain(message);
    expect(told('client: { attempts: 3, timeout: 5s }')).not.toContain(message);
    expect(told('client: { attempts: 1 }')).not.toContain(message);
  });

  it('says that a time-out of a request behind that of the step never comes', () => {
    const message =
      'client.timeout is 30 s, no shorter than policies.timeout of 20 s: where a caller waits, it has no effect.';
    expect(told('client: { timeout: 30s }\npolicies: { timeout: 20s }')).toContain(message);
    expect(told('client: { timeout: 10s }\npolicies: { timeout: 20s }')).not.toContain(message);
  });

  it('says that errors as texts change nothing where a tool never fails', () => {
    const message = 'task.steps.a.tools.errors is text, and the tool never fails: it has no effect.';
    const with_ = (tools: string): string[] =>
      advice(
        scenarioOf(yaml(chain().replace('a: { role: a }', `a: { role: a, tools: { roundTrips: 1, ${tools} } }`)), [
          'generalist.model=plain',
        ]),
      ).map((one) => one.message);
    expect(with_('errors: text')).toContain(message);
    expect(with_('errors: text, failure: 0.1')).not.toContain(message);
    expect(with_('errors: text, timeout: 5s')).not.toContain(message);
  });
});

describe('advice on what follows the last request', () => {
  it('says that a second request never comes behind the time-out of the first', () => {
    const message =
      'The client gives a request up after 3 s (client.timeout), before it would send a second one (client.hedge): that has no effect.';
    expect(told('client: { timeout: 3s, hedge: 3s }')).toContain(message);
    expect(told('client: { timeout: 3s, hedge: 1s }')).not.toContain(message);
  });

  it('says that nothing turns to a fallback, and no sibling runs on, where nothing fails', () => {
    const turns = 'No request fails, so that nothing ever turns to the fallback of plain.';
    const fallback = (agents: string): string[] =>
      advice(
        scenarioOf(yaml(chain().replace('model: plain', agents)), [
          'generalist.model=plain',
          'models.plain.fallback=small',
        ]),
      ).map(({ message }) => message);
    expect(fallback('model: plain')).toContain(turns);
    expect(fallback('model: plain, failure: 0.1')).not.toContain(turns);
    const siblings = 'policies.siblings is run-on, and no branch fails: it has no effect.';
    expect(told('policies: { siblings: run-on }')).toContain(siblings);
    expect(told('policies: { siblings: run-on, timeout: 3s }')).not.toContain(siblings);
  });

  it('says that ways to call a tool change nothing where it is called once, or one is as good as the other', () => {
    const with_ = (tools: string): string[] => {
      const text = chain().replace(
        'a: { role: a }',
        `a: { role: a, tools: { roundTrips: 1, failure: 0.1, ${tools} } }`,
      );
      return advice(scenarioOf(yaml(text), ['generalist.model=plain'])).map((one) => one.message);
    };
    const once =
      'task.steps.a.tools has strategies or persistence, and no call of the tool is made again: they have no effect.';
    expect(with_('strategies: 2, persistence: 0.5')).toContain(once);
    expect(with_('errors: text, strategies: 2, persistence: 0.5')).not.toContain(once);
    const same = 'task.steps.a.tools.strategies is 2, and a way that failed is as good as any other: it has no effect.';
    expect(with_('errors: text, strategies: 2')).toContain(same);
  });
});
