/** Values of a scenario that change nothing: found by rehearsing without them. */
import { measures } from '../measures/index.js';
import { plansFor } from '../patterns/plan.js';
import { isMap, show, valueAt } from '../scenario/plain-data.js';
import { dataBehind, readData } from '../scenario/read-data.js';
import type { Scenario } from '../scenario/scenario.js';
import { scenarioSchema } from '../scenario/schema/schema.js';
import { bare, schemaAt } from '../scenario/schema/walk.js';
import { DATA } from '../scenario/text/source.js';
import { keyOf } from '../sim/luck/seed.js';
import { chosenPatterns } from './baseline.js';
import { rehearse } from './replicate.js';
import type { StudyWarning } from './warning.js';
import { Worlds } from './worlds.js';

/** What a run is made from; the rest of a file says what is asked of it. */
const SIMULATED = ['task', 'agents', 'tools', 'coordinator', 'generalist', 'models', 'client', 'provider'];
const CONDITIONS = ['workload', 'faults', 'policies'];

/** Tasks under each pattern, in as many replications as they fill. */
const TASKS = 100;
const SEED = 'check';

/**
 * Values that the file gives and that made no difference: with them left out, the same tasks under every pattern that is
 * compared come to the same in every measure. Most values change the first of these tasks, so that few runs are made for
 * them. A value that acts rarely may be among those found: the sentence says in how many tasks it was looked for.
 * `isAsked` says of which paths to tell. A value that is the default anyway is none of them.
 */
export function idleValues(scenario: Scenario, isAsked: (path: string) => boolean = () => true): StudyWarning[] {
  const data = dataBehind(scenario);
  if (data === undefined) return [];
  const standing = asData(scenario);
  const trial = new Trial(scenario);
  const idle = [...SIMULATED, ...CONDITIONS]
    .flatMap((top) => leavesAt(data, [top]))
    .filter((path) => {
      if (!isAsked(show(path))) return false;
      const other = readData(without(data, path), DATA).scenario;
      if (other === null) return false;
      return asData(other) === standing ? isUnread(data, path) : trial.isSame(other);
    })
    .map(show);
  if (idle.length === 0) return [];
  const made = `made no difference in ${trial.tasks} tasks under ${trial.patterns} patterns`;
  const what = `${idle.join(', ')} ${made}: left out, all results are the same.`;
  return [
    { message: what, next: 'Remove what cannot act, or check what it needs; a value that acts rarely may stay.' },
  ];
}

/** The runs of a scenario, and whether another one comes to the same. */
class Trial {
  readonly patterns: number;
  readonly tasks: number;
  private readonly replications: number;
  private readonly known = new Map<string, readonly number[]>();
  private readonly worlds = new Worlds();

  constructor(private readonly scenario: Scenario) {
    const { tasks } = scenario.workload;
    this.replications = Math.max(1, Math.ceil(TASKS / tasks));
    this.tasks = this.replications * tasks;
    this.patterns = plansOf(scenario).length;
  }

  isSame(other: Scenario): boolean {
    const worlds = new Worlds();
    const [plans, others] = [plansOf(this.scenario), plansOf(other)];
    if (plans.map(({ name }) => name).join() !== others.map(({ name }) => name).join()) return false;
    for (let replication = 0; replication < this.replications; replication++) {
      for (const [index, plan] of plans.entries()) {
        const place = `${plan.name} ${replication}`;
        const own = this.known.get(place) ?? resultOf(this.scenario, this.worlds, plan, replication);
        this.known.set(place, own);
        const changed = resultOf(other, worlds, others[index]!, replication);
        if (own.some((value, m) => !isClose(value, changed[m]!))) return false;
      }
    }
    return true;
  }
}

type PlanOf = ReturnType<typeof plansFor>['plans'][number];

const plansOf = (scenario: Scenario): readonly PlanOf[] =>
  plansFor(scenario, chosenPatterns(scenario, { only: null })).plans;

/** What one replication comes to, in every measure. */
function resultOf(scenario: Scenario, worlds: Worlds, plan: PlanOf, replication: number): number[] {
  const range = { from: replication, to: replication + 1 };
  const { patterns } = rehearse(scenario, [plan], measures, keyOf(SEED), range, { worlds });
  return patterns.flatMap(({ columns }) => columns.map(([value]) => value!));
}

/** Sums that were made in another order differ in their last digits. */
const isClose = (a: number, b: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** Paths of the values under a path that are no maps and no lists of maps. */
function leavesAt(data: unknown, path: readonly string[]): (readonly string[])[] {
  const value = valueAt(data, path);
  if (value === undefined) return [];
  if (!isMap(value)) return [path];
  return Object.keys(value as object).flatMap((name) => leavesAt(data, [...path, name]));
}

/** Whether a value is not that which holds without it, and a run is told the same nevertheless. */
function isUnread(data: unknown, path: readonly string[]): boolean {
  const schema = schemaAt(scenarioSchema, path);
  const standard = schema === null ? undefined : bare(schema).meta()?.default;
  return standard !== undefined && JSON.stringify(standard) !== JSON.stringify(valueAt(data, path));
}

/** The data without what stands at a path. Its keys keep their order, which says who comes first among equals. */
function without(data: unknown, [part, ...rest]: readonly string[]): unknown {
  const kept = Object.entries(data as object).filter(([name]) => name !== part || rest.length > 0);
  return Object.fromEntries(kept.map(([name, inner]) => [name, name === part ? without(inner, rest) : inner]));
}

/** As text, so that two scenarios can be told apart; JSON has no infinity. */
function asData(scenario: Scenario): string {
  return JSON.stringify(scenario, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
