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
