/** Retries in layers, each where it lives: the client sends a request again, the caller begins the step again. */
import { taskValue } from '../measures/index.js';
import type { RunRecord } from '../sim/record/record.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, meanOf, shareOf } from './estimate.js';
import {
  chainOf,
  constant,
  PLAIN_CLIENT,
  type PlainForm,
  plainAgent,
  plainScenario,
  plainStep,
  plainTools,
} from './plain.js';
import type { Row } from './row.js';

export function layerRows(luck: Luckily): Row[] {
  return [...nested(luck), unwaited(luck), ...loops(luck)];
}

const attempts = (count: number) => ({ ...PLAIN_CLIENT, attempts: count });
const again = (count: number, base = 0) => ({
  retry: { attempts: count, backoff: { base, factor: 1, jitter: 0 } },
});

/** Three requests of the client in each of two attempts of the caller: six in all, with waits of two kinds between them. */
function nested(luck: Luckily): Row[] {
  const [p, requests, tries] = [0.75, 3, 2];
  const [short, long] = [1, 10];
  const form: PlainForm = {
    ...chainOf(1, { failure: p }),
    client: { ...attempts(requests), backoff: { ...PLAIN_CLIENT.backoff, base: short } },
    policies: again(tries, long),
  };
  const scenario = plainScenario(form);
  const all = requests * tries;
  const read = (of: (run: RunRecord) => number): Float64Array => sampled(scenario, { name: 'pipeline' }, luck, of);
  let waits = 0;
  for (let failed = 1; failed < all; failed++) waits += p ** failed * (failed % requests === 0 ? long : short);
  const name = `a step whose requests fail with probability ${p}: ${requests} requests of the client in each of ${tries} attempts`;
  return [
    estimated(
      { name, what: 'mean number of requests', unit: 'calls', source: '(1 - p^(k m)) / (1 - p)' },
      (1 - p ** all) / (1 - p),
      meanOf(read((run) => run.calls.length)),
    ),
    estimated(
      { name, what: 'share of tasks that fail', unit: 'share', source: 'p^(k m)' },
      p ** all,
      shareOf(read((run) => (run.outcome === 'failed' ? 1 : 0))),
    ),
    estimated(
      { name, what: 'mean wait between requests', unit: 's', source: 'the sum of p^j times the wait after j failures' },
      waits,
      meanOf(read(({ calls }) => calls.columns.backoff.subarray(0, calls.length).reduce((sum, wait) => sum + wait, 0))),
    ),
  ];
}

/** Nobody waits for an agent that listens to a bus: its client sends a failed request again all the same. */
function unwaited(luck: Luckily): Row {
  const [p, requests, steps] = [0.2, 2, 4];
  const scenario = plainScenario({ ...chainOf(steps, { failure: p }), client: attempts(requests) });
  return estimated(
    {
      name: `choreography of ${steps} in a row, requests that fail with probability ${p} and are sent up to ${requests} times`,
      what: 'share of tasks that stall in silence',
      unit: 'share',
      source: '1 - (1 - p^k)^steps',
    },
    1 - (1 - p ** requests) ** steps,
    shareOf(sampled(scenario, { name: 'choreography' }, luck, (run) => taskValue('stalled', run))),
  );
}

/** A step of twelve requests, eleven of which call a tool: one that fails is sent again, or the whole loop begins again. */
function loops(luck: Luckily): Row[] {
  const [p, length, most] = [0.1, 12, 1000];
  const tools = plainTools({ roundTrips: constant(length - 1) });
  const form: PlainForm = { agents: [plainAgent('a', { failure: p })], steps: [plainStep('a', 'a', { tools })] };
  const calls = (changed: Partial<PlainForm>): Float64Array =>
    sampled(plainScenario({ ...form, ...changed }), { name: 'pipeline' }, luck, (run) => run.calls.length);
  const name = `a step of ${length} requests, each of which fails with probability ${p}`;
  const what = (how: string): string => `mean number of requests, ${how}`;
  return [
    estimated(
      { name, what: what('a failed one is sent again'), unit: 'calls', source: 'n / (1 - p)' },
      length / (1 - p),
      meanOf(calls({ client: attempts(most) })),
    ),
    estimated(
      {
        name,
        what: what('the step begins again'),
        unit: 'calls',
        source: '((1 - p)^-n - 1) / p: n successes in a row',
      },
      ((1 - p) ** -length - 1) / p,
      meanOf(calls({ policies: again(most) })),
    ),
  ];
}
