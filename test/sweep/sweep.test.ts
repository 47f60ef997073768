import { describe, expect, it } from 'vitest';
import { measureNamed } from '../../src/measures/index.js';
import { parseScenario } from '../../src/scenario/load.js';
import { parameterAt } from '../../src/scenario/text/parameter-path.js';
import { carryOut } from '../../src/study/assignment.js';
import { type Executor, LocalExecutor } from '../../src/study/executor.js';
import { axisOf } from '../../src/sweep/cells.js';
import { type Sweep, sweep } from '../../src/sweep/sweep.js';

/** One step, done by one agent: the pipeline and the single agent differ in the prices of their models only. */
const prices = (output: string): string => `
scenario: prices
question: Which price is paid?
task: { brief: { tokens: 100 }, steps: { work: { role: worker } } }
agents:
  worker: { model: theirs, prompt: 1000, output: ${output}, latency: 1s }
generalist: { model: ours, prompt: 1000, penalty: 1 }
models:
  theirs: { like: medium, price: { input: 0, cachedInput: 0, output: 5 } }
  ours: { like: medium, price: { input: 1, cachedInput: 1, output: 0 } }
policies: { timeout: 1h, deadline: 1h }
patterns: { only: [pipeline] }
teams: { twin: { pipeline: [worker] } }
decision: { objectives: { cost: { weight: 1 } } }
`;

async function swept(
  text: string,
  vary: readonly (readonly [path: string, low: string, high: string, steps: number])[],
  more: {
    readonly runs?: number;
    readonly mostRuns?: number;
    readonly executor?: Executor;
    readonly only?: readonly string[];
    readonly stopAfter?: number;
    readonly measure?: string;
  } = {},
): Promise<Sweep> {
  const parsed = parseScenario(text, 'test.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  const axes = vary.map(([path, low, high, steps]) => {
    const reading = parameterAt(parsed.scenario, path, low, high, 'linear');
    if (!reading.ok) throw new Error(reading.message);
    return axisOf(reading.parameter, steps);
  });
  let pauses = 0;
  const watch = { progress: () => undefined, pause: async () => ++pauses > (more.stopAfter ?? 1e9) };
  const runs = more.runs ?? 50;
  const effort = { seed: 'sweep', runs, mostRuns: more.mostRuns ?? runs, flipRuns: 1000, only: more.only ?? null };
  return sweep(
    parsed.scenario,
    axes,
    measureNamed(more.measure ?? 'cost')!,
    effort,
    more.executor ?? new LocalExecutor(watch),
  );
}

const PRICE = 'models.theirs.price.output';

describe('an axis', () => {
  const share = { path: 'a', unit: '', isWhole: false, base: null };

  it('has values in few digits, its ends as they are', () => {
    expect(axisOf({ ...share, low: 0.2, high: 0.9, scale: 'linear' }, 7).values).toEqual([
      0.2, 0.317, 0.433, 0.55, 0.667, 0.783, 0.9,
    ]);
    expect(axisOf({ ...share, low: 0.01, high: 0.3, scale: 'log' }, 4).values).toEqual([0.01, 0.031, 0.097, 0.3]);
  });

  it('keeps as many digits as narrow steps need', () => {
    expect(axisOf({ ...share, low: 1000, high: 1001, scale: 'linear' }, 5).values).toEqual([
      1000, 1000.25, 1000.5, 1000.75, 1001,
    ]);
    expect(axisOf({ ...share, low: 1, high: 4, scale: 'linear', isWhole: true }, 9).values).toEqual([1, 2, 3, 4]);
  });
});

describe('a sweep over one parameter', () => {
  it('finds the price at which two constant costs are equal', async () => {
    const found = await swept(prices('100'), [[PRICE, '1', '31', 4]]);
    const input = found.cells[0]!.rows.find((row) => row.pattern === 'single-agent' && row.measure.id === 'cost')!.mean;
    // The single agent pays a dollar a million tokens it reads, the pipeline the price of 100 tokens that it writes.
    const equal = (input * 1e6) / 100;
    expect(equal).toBeGreaterThan(10);
    expect(equal).toBeLessThan(20);
    expect(found.patterns).toEqual(['single-agent', 'pipeline']);
    expect(found.cells.map(({ values, winner }) => [values[0], winner])).toEqual([
      [1, 'pipeline'],
      [11, equal > 11 ? 'pipeline' : 'single-agent'],
      [21, 'single-agent'],
      [31, 'single-agent'],
    ]);
    expect(found.cells.flatMap(({ tied }) => tied)).toEqual([]);
    expect(found.flips).toHaveLength(1);
    expect(found.flips[0]).toMatchObject({ below: 'pipeline', above: 'single-agent', settles: true, measure: 'cost' });
    for (const bound of [found.flips[0]!.low, found.flips[0]!.at, found.flips[0]!.high])
      expect(bound).toBeCloseTo(equal, 6);
  });

  it('finds it where the tokens are random, within an interval as wide as their mean is uncertain', async () => {
    const found = await swept(prices('{ gamma: { mean: 100, cv: 0.5 } }'), [[PRICE, '1', '31', 4]]);
    const input = found.cells[0]!.rows.find((row) => row.pattern === 'single-agent' && row.measure.id === 'cost')!.mean;
    const equal = (input * 1e6) / 100;
    const { at, low, high } = found.flips[0]!;
    expect(low).toBeLessThan(equal);
    expect(high).toBeGreaterThan(equal);
    // Half of it: 1.96 standard errors of the mean of 1000 draws, relative to the mean.
    const half = (equal * 1.96 * 0.5) / Math.sqrt(1000);
    expect((high - low) / 2 / half).toBeGreaterThan(0.8);
    expect((high - low) / 2 / half).toBeLessThan(1.25);
    expect(at).toBeGreaterThan(low);
    expect(at).toBeLessThan(high);
  });

  it('calls patterns that are the same tied at every value, and lets neither overtake the other', async () => {
    const found = await swept(prices('{ gamma: { mean: 100, cv: 0.5 } }'), [[PRICE, '1', '9', 3]], {
      only: ['pipeline', 'twin'],
    });
    expect(found.patterns).toEqual(['single-agent', 'pipeline', 'twin']);
    expect(found.cells.map(({ winner, tied }) => [winner, ...tied])).toEqual(
      found.cells.map(() => ['pipeline', 'twin']),
    );
    expect(found.flips).toEqual([]);
    expect(found.unconfirmed).toEqual([]);
  });

  it('compares every cell with the same luck: what the parameter does not touch stays as it is', async () => {
    const { cells } = await swept(prices('{ gamma: { mean: 100, cv: 0.5 } }'), [[PRICE, '1', '9', 3]]);
    const latency = cells.map(({ rows }) =>
      rows.filter(({ measure }) => measure.id === 'latency').map(({ mean }) => mean),
    );
    expect(latency[1]).toEqual(latency[0]);
    expect(latency[2]).toEqual(latency[0]);
  });

  it('says that a parameter changes nothing', async () => {
    const found = await swept(prices('100'), [['agents.worker.guess', '0', '1', 3]]);
    expect(found.warnings.map(({ message }) => message)).toEqual([
      'agents.worker.guess has no effect on any measured value.',
    ]);
  });
});

describe('a sweep over two parameters', () => {
  it('gives each pair of values its winner, the last parameter the fastest', async () => {
    const found = await swept(
      prices('1000').replace('input: 1, cachedInput: 1, output: 0', 'input: 0, cachedInput: 0, output: 5'),
      [
        [PRICE, '1', '3', 3],
        ['models.ours.price.output', '1', '3', 3],
      ],
    );
    const told = found.cells.map(({ values, winner, tied }) => [...values, tied.length > 0 ? 'tie' : winner]);
    expect(told).toEqual(
      [1, 2, 3].flatMap((theirs) =>
        [1, 2, 3].map((ours) => {
          return [theirs, ours, theirs === ours ? 'tie' : theirs < ours ? 'pipeline' : 'single-agent'];
        }),
      ),
    );
    expect(found.flips).toEqual([]);
  });
});

describe('a sweep that goes on where the lead is not shown', () => {
  const RANDOM = '{ gamma: { mean: 100, cv: 0.5 } }';
  /** The two cost the same near 15: between 12 and 18 they are close. */
  const NEAR = [[PRICE, '1', '31', 11]] as const;
  const adaptive = () => swept(prices(RANDOM), NEAR, { runs: 50, mostRuns: 400 });

  it('gives the cells at which it is open more replications, and the others none', async () => {
    const { cells } = await adaptive();
    const by = new Map(cells.map(({ values, replications }) => [values[0]!, replications]));
    expect([1, 4, 28, 31].map((value) => by.get(value))).toEqual([50, 50, 50, 50]);
    expect(Math.max(...by.values())).toBe(400);
    for (const { replications, tied } of cells) {
      expect([50, 100, 200, 400]).toContain(replications);
      if (tied.length > 0) expect(replications).toBe(400);
    }
  });

  it('shows more leads with fewer replications than the same number everywhere', async () => {
    const [few, found, many] = await Promise.all([
      swept(prices(RANDOM), NEAR, { runs: 50 }),
      adaptive(),
      swept(prices(RANDOM), NEAR, { runs: 400 }),
    ]);
    const won = ({ cells }: Sweep): number => cells.filter(({ tied }) => tied.length === 0).length;
    const spent = ({ cells }: Sweep): number => cells.reduce((sum, { replications }) => sum + replications, 0);
    expect(won(found)).toBeGreaterThan(won(few));
    expect(won(found)).toBeLessThanOrEqual(won(many));
    expect(spent(found)).toBeLessThan(spent(many) / 2);
  });

  it('meets in replication n the same luck, whether it came in the first look or a later one', async () => {
    const [found, many] = [await adaptive(), await swept(prices(RANDOM), NEAR, { runs: 400 })];
    const costs = ({ cells }: Sweep, at: number) =>
      cells[at]!.rows.filter(({ measure }) => measure.id === 'cost').map(({ n, mean, low, high }) => [
        n,
        mean,
        low,
        high,
      ]);
    const longest = found.cells.findIndex(({ replications }) => replications === 400);
    expect(costs(found, longest)).toEqual(costs(many, longest));
  });

  it('tells the other measures of the replications that all patterns have', async () => {
    const [found, few] = [await adaptive(), await swept(prices(RANDOM), NEAR, { runs: 50 })];
    const others = ({ cells }: Sweep) => cells.map(({ rows }) => rows.filter(({ measure }) => measure.id !== 'cost'));
    expect(others(found)).toEqual(others(few));
  });

  it('is the same whichever work is done first', async () => {
    const backwards: Executor = {
      work: async (jobs) => {
        const results = [...jobs].reverse().map(({ assignment }) => carryOut(assignment));
        for (const [i, { take }] of jobs.entries()) if (take(results.at(-1 - i)!) === 'enough') break;
        return true;
      },
    };
    const found = await swept(prices(RANDOM), NEAR, { runs: 50, mostRuns: 400, executor: backwards });
    expect(found).toEqual(await adaptive());
  });

  it('does not wait for a difference between patterns that are the same: they are practically equal', async () => {
    const { cells } = await swept(prices(RANDOM), [[PRICE, '1', '9', 3]], {
      runs: 50,
      mostRuns: 400,
      only: ['pipeline', 'twin'],
    });
    expect(cells.map(({ tied, equal, replications }) => [tied, equal, replications])).toEqual(
      cells.map(() => [['twin'], ['twin'], 50]),
    );
  });

  it('keeps what was found before it is stopped', async () => {
    const whole = await swept(prices(RANDOM), NEAR, { runs: 50 });
    const found = await swept(prices(RANDOM), NEAR, { runs: 50, mostRuns: 400, stopAfter: 12 });
    expect(found.cells).toHaveLength(11);
    expect(found.cells.map(({ winner }) => winner)).toEqual(whole.cells.map(({ winner }) => winner));
    expect(found.warnings[0]!.message).toMatch('Stopped while cells without a shown winner had further replications');
  });
});

describe('a sweep that is stopped', () => {
  it('keeps the cells that were finished', async () => {
    // Two batches a cell: stopped in the middle of the third one.
    const found = await swept(prices('100'), [[PRICE, '1', '31', 4]], { runs: 400, stopAfter: 5 });
    expect(found.cells.map(({ values }) => values[0])).toEqual([1, 11]);
    expect(found.size).toBe(4);
    expect(found.flips).toEqual([]);
    expect(found.warnings[0]!.message).toMatch('Stopped after 2 of 4 cells');
  });

  it('says so where flips were being looked for', async () => {
    const found = await swept(prices('100'), [[PRICE, '1', '31', 4]], { stopAfter: 6 });
    expect(found.cells).toHaveLength(4);
    expect(found.flips).toEqual([]);
    expect(found.warnings[0]!.message).toMatch('Stopped during the search for crossovers');
  });
});

describe('a stream of tasks', () => {
  const stream = (rate: string): string => `
scenario: stream
question: Who keeps up?
task: { brief: { tokens: 100 }, steps: { work: { role: worker } } }
agents: { defaults: { capacity: 1 }, worker: { output: 10, latency: { exponential: { mean: 1s } }, instances: 4 } }
generalist: { penalty: 1, capacity: 1 }
workload: { tasks: 400, arrivals: { poisson: ${rate} }, warmup: 0 }
policies: { timeout: 1h, deadline: 10h }
patterns: { only: [pipeline] }
decision: { objectives: { latency: { weight: 1 } } }
`;

  it('counts a pattern without a steady state as behind', async () => {
    const found = await swept(stream('0.5/s'), [['workload.arrivals.poisson', '0.5/s', '2.5/s', 3]], {
      runs: 4,
      measure: 'latency',
    });
    const overloaded = found.cells[2]!;
    expect(overloaded.endless).toEqual(['single-agent']);
    expect(overloaded.winner).toBe('pipeline');
    expect(overloaded.tied).toEqual([]);
    expect(found.warnings.some(({ message }) => message.includes('single-agent') && message.includes('behind'))).toBe(
      true,
    );
  });
});
