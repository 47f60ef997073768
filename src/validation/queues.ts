/** The kernel, its resources and its luck against queueing theory. Service means are 1 second unless said otherwise. */

import { type Process, Resource, Simulator } from '../kernel/index.js';
import type { Distribution } from '../scenario/scenario.js';
import { quantile } from '../sim/luck/distributions.js';
import { Luck, Purpose } from '../sim/luck/luck.js';
import { estimated, meanOf } from './estimate.js';
import type { Row } from './row.js';

/** A customer's way through the stations, in the order of arrival. */
type Journey = (order: number) => Process<void>;
type Draw = (station: number, order: number, d: Distribution) => number;

interface Queue {
  readonly name: string;
  readonly source: string;
  /** Customers a second, Poisson. */
  readonly rate: number;
  /** Mean seconds from arrival to departure. */
  readonly expected: number;
  readonly prepare: (sim: Simulator, draw: Draw) => Journey;
}

const exponential = (mean: number): Distribution => ({ kind: 'exponential', mean });
const SERVICE = exponential(1);
const SIGMA = 0.8;
/** Mean 1. */
const SKEWED: Distribution = { kind: 'lognormal', mu: -(SIGMA * SIGMA) / 2, sigma: SIGMA };
const TANDEM = [1, 0.8] as const;

const QUEUES: readonly Queue[] = [
  {
    name: 'M/M/1 at load 0.7',
    source: '1 / (mu - lambda)',
    rate: 0.7,
    expected: 1 / 0.3,
    prepare: (sim, draw) => {
      const server = new Resource(sim, 1);
      return function* (order) {
        yield* server.hold(draw(0, order, SERVICE));
      };
    },
  },
  {
    name: 'M/G/1 at load 0.7, lognormal service with sigma 0.8',
    source: 'Pollaczek and Khinchine: 1 + lambda E[S^2] / (2 (1 - rho))',
    rate: 0.7,
    expected: 1 + (0.7 * Math.exp(SIGMA * SIGMA)) / (2 * 0.3),
    prepare: (sim, draw) => {
      const server = new Resource(sim, 1);
      return function* (order) {
        yield* server.hold(draw(0, order, SKEWED));
      };
    },
  },
  {
    name: 'M/M/4 at load 0.8',
    source: 'Erlang C',
    rate: 3.2,
    expected: 1 + erlangC(4, 3.2) / (4 - 3.2),
    prepare: (sim, draw) => {
      const servers = new Resource(sim, 4);
      return function* (order) {
        yield* servers.acquire();
        try {
          yield* sim.sleep(draw(0, order, SERVICE));
        } finally {
          servers.release();
        }
      };
    },
  },
  {
    name: 'tandem of two M/M/1 at loads 0.6 and 0.48',
    source: 'Jackson: the sum of 1 / (mu - lambda)',
    rate: 0.6,
    expected: TANDEM.reduce((sum, mean) => sum + 1 / (1 / mean - 0.6), 0),
    prepare: (sim, draw) => {
      const stations = TANDEM.map(() => new Resource(sim, 1));
      return function* (order) {
        for (const [i, station] of stations.entries()) yield* station.hold(draw(i, order, exponential(TANDEM[i]!)));
      };
    },
  },
  {
    name: 'fork-join of two M/M/1 at load 0.8',
    source: 'Nelson and Tantawi: (12 - rho) / 8 / (mu - lambda)',
    rate: 0.8,
    expected: (12 - 0.8) / 8 / 0.2,
    prepare: (sim, draw) => {
      const servers = [new Resource(sim, 1), new Resource(sim, 1)];
      return function* (order) {
        yield* sim.all(servers.map((server, i) => server.start(draw(i, order, SERVICE))));
      };
    },
  },
];

/** Batches whose means are nearly independent: each is hundreds of times longer than a queue remembers. */
const BATCHES = 30;
/** Customers before the first batch, as a share of one. */
const WARM_UP = 0.5;

export function queueRows(key: number, customers: number): Row[] {
  return QUEUES.map((queue, i) => {
    const { name, source, expected } = queue;
    const batches = meanResponses(queue, new Luck(key), i, Math.ceil(customers / BATCHES));
    return estimated({ name, what: 'mean response time', unit: 's', source }, expected, meanOf(batches));
  });
}

/** Mean response time of each batch of customers, in the order of arrival. */
function meanResponses(queue: Queue, luck: Luck, task: number, batch: number): Float64Array {
  const sim = new Simulator();
  const draw = (purpose: Purpose, station: number, order: number, d: Distribution): number => {
    // An address has 65,536 draws; the replication counts on.
    luck.replication = order >>> 16;
    return quantile(d, luck.uniform(purpose, task, station, order & 0xffff));
  };
  const journey = queue.prepare(sim, (station, order, d) => draw(Purpose.latency, station, order, d));
  const first = Math.ceil(batch * WARM_UP);
  const sums = new Float64Array(BATCHES);
  const between = exponential(1 / queue.rate);
  function* timed(order: number): Process<void> {
    const arrived = sim.now;
    yield* journey(order);
    if (order >= first) sums[Math.floor((order - first) / batch)]! += sim.now - arrived;
  }
  function* arrivals(): Process<void> {
    for (let order = 0; order < first + BATCHES * batch; order++) {
      yield draw(Purpose.messageDelay, 0, order, between);
      sim.spawn(timed(order));
    }
  }
  sim.spawn(arrivals());
  sim.run();
  return sums.map((sum) => sum / batch);
}

/** Probability that a customer waits: `servers` of rate 1 each, offered `load` Erlangs. */
export function erlangC(servers: number, load: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 0; k < servers; k++) {
    sum += term;
    term *= load / (k + 1);
  }
  const waiting = (term * servers) / (servers - load);
  return waiting / (sum + waiting);
}
