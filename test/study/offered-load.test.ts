import { describe, expect, it } from 'vitest';
import { loadAdvice } from '../../src/study/offered-load.js';
import { scenarioOf, yaml } from '../sim/helper.js';

/** A step of two seconds, half of the tasks need a second one of four; both are the writer's. */
const desk = (conditions: string, agents = 'latency: 2s'): string =>
  yaml(`
task: { brief: { tokens: 10 }, steps: { draft: { role: writer }, polish: { role: writer, after: [draft], probability: 0.5 } } }
agents: { defaults: { model: plain, prompt: 1000, output: 100, capacity: 1 }, writer: { ${agents} } }
${conditions}`);

const advice = (conditions: string, agents?: string): string[] =>
  loadAdvice(scenarioOf(desk(conditions, agents))).map(({ message, next }) => `${message} ${next}`);

describe('load that cannot be sustained', () => {
  it('is said of a role, with the rate that it can take', () => {
    // 1.5 calls of 2 s per task: 1,200 tasks per hour at most.
    const found = advice('workload: { tasks: 100, arrivals: { poisson: 1300/h } }');
    expect(found).toHaveLength(2);
    expect(found[0]).toContain(
      "'writer' is offered at least 108 % of its capacity: the queue grows without bound (no steady state)",
    );
    expect(found[0]).toContain('Lower the arrival rate below 1200 tasks per hour');
    expect(found[1]).toContain('Under single-agent the one agent is offered at least 108 %');
    expect(advice('workload: { tasks: 100, arrivals: { poisson: 1100/h } }')).toEqual([]);
  });

  it('knows instances, capacity, round trips and the speed of a model', () => {
    const conditions = 'workload: { tasks: 100, arrivals: { bursts: { rate: 4000/h, size: 5 } } }';
    expect(advice(conditions, 'latency: 2s, instances: 2, capacity: 2').join()).not.toContain("'writer'");
    expect(advice(conditions, 'latency: 2s, instances: 3').join()).toContain("'writer' is offered at least 111 %");
    // 1 s to the first token, 1,000 tokens read at 1,000 a second, 100 written at 100 a second: 3 s a call.
    expect(advice('workload: { tasks: 100, arrivals: { poisson: 810/h } }', 'output: 100')[0]).toContain('101 %');
  });

  it("is said of the provider's limits", () => {
    const arrivals = 'workload: { tasks: 100, arrivals: { poisson: 600/h } }';
    expect(advice(`${arrivals}\nprovider: { requestsPerMinute: 14 }`).join()).toContain(
      'at least 107 % of provider.requestsPerMinute',
    );
    expect(advice(`${arrivals}\nprovider: { tokensPerMinute: 16400 }`).join()).toContain(
      'at least 101 % of provider.tokensPerMinute',
    );
    expect(advice(`${arrivals}\nprovider: { requestsPerMinute: 16, tokensPerMinute: 17000 }`)).toEqual([]);
  });

  it('is nothing to speak of with one task, all at once, or users who wait', () => {
    expect(advice('workload: { arrivals: { poisson: 9000/h } }')).toEqual([]);
    expect(advice('workload: { tasks: 100 }')).toEqual([]);
    expect(advice('workload: { tasks: 100, arrivals: { closed: { users: 100 } } }')).toEqual([]);
  });

  it('says so where the warm-up takes everything', () => {
    expect(advice('workload: { tasks: 100, warmup: 100 }')[0]).toContain('takes all 100 tasks');
    expect(advice('workload: { tasks: 100, warmup: 99 }')).toEqual([]);
  });
});
