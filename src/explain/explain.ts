import { measureNamed, measures, partsOf, wholeNamed } from '../measures/index.js';
import { type Measure, readTask, type Whole } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { isDelivered, type RunRecord } from '../sim/record/record.js';
import type { Plan } from '../sim/team/plan.js';
import { World } from '../sim/world.js';
import { firstObjective } from '../study/effort.js';
import { effortWarnings, TOLERATED_GAPS } from '../study/effort-warnings.js';
import { rehearseAll, type StudyMonitor } from '../study/monitor.js';
import type { StudyWarning } from '../study/warning.js';
import { type Account, type AccountLine, Book, type Both, Columns, each, lineOf } from './account.js';

/** Everything that was found of why b differs from a; sentences, tables, charts and files are made from this. */
export interface Explanation {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly requested: number;
  readonly runs: number;
  readonly names: Both<string>;
  /** All that came in, under either. */
  readonly tasks: number;
  /** Tasks that were delivered, under each and under both. */
  readonly delivered: { readonly each: Both<number>; readonly both: number };
  /** The scenario's first objective. */
  readonly objective: AccountLine;
  /** How tasks end: shares that add up to one. */
  readonly ends: readonly AccountLine[];
  readonly cost: AccountLine;
  /** Seconds, tokens, false claims. */
  readonly accounts: readonly Account[];
  readonly warnings: readonly StudyWarning[];
}

const WHOLES: readonly Whole[] = ['latency', 'tokens', 'escaped'];

/** Where replications come from: a simulated world, or runs that were recorded. */
export interface RunSource {
  readonly name: string;
  /** Tells each task of a replication; its record is valid during that call only. */
  rehearse(replication: number, onTask: (record: RunRecord, task: number) => void): void;
}

/** Rehearses two plans on the same luck, and takes the difference between them apart. */
export function explain(
  scenario: Scenario,
  plans: Both<Plan>,
  { seed, runs }: { readonly seed: string; readonly runs: number },
  watch: StudyMonitor,
  all: readonly Measure[] = measures,
): Promise<Explanation> {
  const sources = each(plans, (plan): RunSource => {
    const world = new World(scenario, plan, keyOf(seed));
    return { name: plan.name, rehearse: (replication, onTask) => world.rehearse(replication, onTask) };
  });
  return explainRuns(scenario, sources, { seed, runs }, watch, all);
}

/** The same of any two sources whose nth replications met the same luck. */
export async function explainRuns(
  scenario: Scenario,
  sources: Both<RunSource>,
  { seed, runs }: { readonly seed: string; readonly runs: number },
  watch: StudyMonitor,
  all: readonly Measure[] = measures,
): Promise<Explanation> {
  const objective = firstObjective(scenario, all);
  const pair = new PairOfRuns(scenario, sources, objective);
  const interrupted = await rehearseAll(pair, runs, (share) => watch.progress(share, 'replications'), watch);
  watch.progress(1, 'done');
  const { done, delivered } = pair;
  return {
    scenario,
    seed,
    requested: runs,
    runs: done,
    names: each(sources, ({ name }) => name),
    tasks: done * scenario.workload.tasks,
    delivered,
    objective: pair.lineOf(objective),
    ends: ENDS.map((measure) => pair.lineOf(measure)),
    cost: pair.lineOf(COST),
    accounts: pair.books.map((book) => book.account()),
    warnings: [
      ...effortWarnings(done, runs, interrupted),
      ...gapWarnings(delivered.both, done * scenario.workload.tasks),
    ],
  };
}

const ENDS = measures.filter((measure) => measure.group === 'outcome');
const COST = measureNamed('cost')!;

function gapWarnings(both: number, tasks: number): StudyWarning[] {
  if (both === 0 || both >= tasks * (1 - TOLERATED_GAPS)) return [];
  return [
    {
      message: `Latency and false claims do not cover ${tasks - both} of ${tasks} tasks, which were not delivered under both.`,
      next: 'Read them together with the outcome shares.',
    },
  ];
}

/** Rehearses replications under both plans, and keeps what is needed of each. */
class PairOfRuns {
  done = 0;
  readonly delivered = { each: [0, 0] as [number, number], both: 0 };
  readonly books: readonly Book[];
  private readonly read: readonly Measure[];
  private readonly tasks: number;
  private readonly columns = new Columns();

  constructor(
    scenario: Scenario,
    private readonly sources: Both<RunSource>,
    objective: Measure,
  ) {
    this.tasks = scenario.workload.tasks;
    this.read = [...new Set([objective, ...ENDS, COST])];
    this.books = WHOLES.map((whole) => new Book(wholeNamed(whole), partsOf(whole), scenario.workload.tasks));
  }

  /** Tasks are paired: the nth of a replication meets the same luck under both. */
  next(): void {
    const tasks = each(this.sources, (source) => this.tasksOf(source));
    this.columns.enter(each(tasks, (all) => meanOf(all.map(({ read }) => read))));
    const both = tasks[0].flatMap((a, i): Both<TaskTally>[] => (tasks[1][i] === undefined ? [] : [[a, tasks[1][i]]]));
    for (const [i, book] of this.books.entries()) {
      const pairs = both.map((pair) => each(pair, ({ books }) => books[i] ?? null)).filter(areDefined);
      if (pairs.length > 0) book.enter([meanOf(pairs.map(([a]) => a)), meanOf(pairs.map(([, b]) => b))]);
    }
    for (const side of [0, 1] as const)
      this.delivered.each[side] += tasks[side].filter((task) => task.delivered).length;
    this.delivered.both += both.filter(([a, b]) => a.delivered && b.delivered).length;
    this.done++;
  }

  lineOf(measure: Measure): AccountLine {
    return lineOf(measure, this.columns.of(measure.id), this.tasks);
  }

  private tasksOf(source: RunSource): TaskTally[] {
    const all: TaskTally[] = [];
    source.rehearse(this.done, (record, task) => {
      all[task] = {
        read: new Map(this.read.map((measure) => [measure.id, readTask(measure, record, null)])),
        books: this.books.map((book) => book.tally(record)),
        delivered: isDelivered(record),
      };
    });
    return all;
  }
}

/** What one task gave: by measure; and by book, where its whole is defined. */
interface TaskTally {
  readonly read: ReadonlyMap<string, number>;
  readonly books: readonly (ReadonlyMap<string, number> | null)[];
  readonly delivered: boolean;
}

function areDefined<T>(pair: Both<T | null>): pair is Both<T> {
  return pair[0] !== null && pair[1] !== null;
}

/** By key, over those that are defined; what a task has no entry for is 0 there. */
function meanOf(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  if (maps.length === 1) return new Map(maps[0]);
  const keys = new Set(maps.flatMap((map) => [...map.keys()]));
  return new Map(
    [...keys].map((key) => {
      const values = maps.map((map) => map.get(key) ?? 0).filter((value) => !Number.isNaN(value));
      return [key, values.reduce((sum, value) => sum + value, 0) / values.length];
    }),
  );
}
