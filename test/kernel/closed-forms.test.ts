/** The kernel against queueing theory. Each interval is 99.9 % from 30 batch means; service means are 1 second. */
import { describe, expect, it } from 'vitest';
import { type Process, Resource, Simulator } from '../../src/kernel/index.js';
import { BATCHES, exponential, interval, luck } from './helpers.js';

const WARM_UP = 20_000;
const BATCH = 40_000;
const CUSTOMERS = WARM_UP + BATCHES * BATCH;

type Journey = (sim: Simulator, uniform: () => number) => (order: number) => Process<void>;

/** Poisson arrivals, one journey each; the mean response time by batches of customers in order of arrival. */
function responses(seed: number, rate: number, prepare: Journey): { mean: number; halfWidth: number } {
  const sim = new Simulator();
  const uniform = luck(seed);
  const journey = prepare(sim, uniform);
  const sums = new Float64Array(BATCHES);
  function* timed(order: number): Process<void> {
    const arrived = sim.now;
    yield* journey(order);
    if (order >= WARM_UP) sums[Math.floor((order - WARM_UP) / BATCH)]! += sim.now - arrived;
  }
  function* source(): Process<void> {
    for (let order = 0; order < CUSTOMERS; order++) {
      yield exponential(uniform, 1 / rate);
      sim.spawn(timed(order));
    }
  }
  sim.spawn(source());
  sim.run();
  expect(sim.stuck).toBe(0);
  return interval([...sums].map((sum) => sum / BATCH));
}

function expectMean({ mean, halfWidth }: { mean: number; halfWidth: number }, theory: number): void {
  // An interval that is too wide proves nothing.
  expect(halfWidth).toBeLessThan(0.05 * theory);
  expect(Math.abs(mean - theory)).toBeLessThan(halfWidth);
}

/** Mean 1 whatever sigma; normal by Box and Muller. */
function lognormal(uniform: () => number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Math.exp(sigma * normal - (sigma * sigma) / 2);
}

describe('response times agree with theory', () => {
  it('M/M/1 at 0.7: 1 / (1 - 0.7), by fused holds', () => {
    const prepare: Journey = (sim, uniform) => {
      const server = new Resource(sim, 1);
      return function* () {
        yield* server.hold(exponential(uniform, 1));
      };
    };
    expectMean(responses(1, 0.7, prepare), 1 / 0.3);
  });

  it('M/M/4 at 0.8: Erlang C, by acquire, sleep and release', () => {
    const prepare: Journey = (sim, uniform) => {
      const servers = new Resource(sim, 4);
      return function* () {
        yield* servers.acquire();
        try {
          yield* sim.sleep(exponential(uniform, 1));
        } finally {
          servers.release();
        }
      };
    };
    expectMean(responses(2, 3.2, prepare), 1.7455);
  });

  it('M/G/1 at 0.7 with lognormal service: Pollaczek and Khinchine', () => {
    const prepare: Journey = (sim, uniform) => {
      const server = new Resource(sim, 1);
      return function* () {
        yield* server.hold(lognormal(uniform, 0.8));
      };
    };
    const theory = 1 + (0.7 * Math.exp(0.64)) / (2 * 0.3);
    expect(theory).toBeCloseTo(3.2126, 4);
    expectMean(responses(3, 0.7, prepare), theory);
  });

  it('two M/M/1 in tandem at 0.7: the sum of both', () => {
    const prepare: Journey = (sim, uniform) => {
      const stations = [new Resource(sim, 1), new Resource(sim, 1)];
      return function* () {
        for (const station of stations) yield* station.hold(exponential(uniform, 1));
      };
    };
    expectMean(responses(4, 0.7, prepare), 2 / 0.3);
  });

  it('fork-join of 2 at 0.8: (12 - rho) / 8 times M/M/1 (Nelson and Tantawi)', () => {
    const prepare: Journey = (sim, uniform) => {
      const servers = [new Resource(sim, 1), new Resource(sim, 1)];
      return function* () {
        yield* sim.all(servers.map((server) => server.start(exponential(uniform, 1))));
      };
    };
    expectMean(responses(5, 0.8, prepare), 7);
  });
});
