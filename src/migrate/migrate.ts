import { measureNamed, readableNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { PatternPlan } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { intervalFor, mean } from '../statistics/estimates.js';
import { differenceAmong } from '../statistics/together.js';
import { firstObjective } from '../study/effort.js';
import type { Executor } from '../study/executor.js';
import { type Gathered, gathering } from '../study/gather.js';
import type { StudyWarning } from '../study/warning.js';
import type { LookedState, Migration, MigrationLayout, MigrationState } from './result.js';
import { follows, leastRisk, type SearchedState } from './search.js';
import { type BuiltState, type MigrationRoute, routeOf } from './states.js';

export interface MigrationEffort {
  readonly seed: string;
  readonly runs: number;
  readonly searchRuns: number;
}

/** States of a level that are followed further. */
const WIDEST = 24;
/** Of the progress: the search, and the states that are told. */
const SEARCH_SHARE = 0.8;
/** States whose objective differs by less are as good: a point of a share, else this part of the value. */
const MARGIN = 0.01;
/** Other random numbers than those that the order is chosen by. */
const TOLD = ' (told)';

/** Of the replications of a state that is told, so many are enough to look at one; fewer tell no two apart. */
export function searchRunsOf(runs: number): number {
  return Math.max(Math.min(runs, FEWEST), Math.ceil(runs / SEARCHED));
}

const SEARCHED = 4;
const FEWEST = 20;

/** Why there is no migration, as a sentence with the next step. */
export interface NoMigration {
  readonly why: string;
}

/**
 * Moves from one plan to another a step at a time: rehearses the states between them, a level a move, chooses the order
 * whose riskiest state is the least risky, and rehearses that order anew.
 */
export async function migrate(
  scenario: Scenario,
  [from, to]: readonly [PatternPlan, PatternPlan],
  effort: MigrationEffort,
  executor: Executor,
): Promise<Migration | NoMigration> {
  const route = routeOf(scenario, from, to);
  if (typeof route === 'string') return { why: route };
  const measure = firstObjective(scenario);
  const measures = [...new Set([measure.id, 'cost', 'latency'])].map((id) => readableNamed(id)!);
  const search = new StateSearch(route, measure, measures, effort, executor);
  const levels = await search.levels();
  if (levels === null) return stopped(scenario, [from, to], effort, measure, route, search);
  const margin = measure.unit === 'share' ? MARGIN : MARGIN * Math.abs(levels[0]?.[0]?.risk ?? 0);
  const way = leastRisk(levels, margin);
  if (way === null) return { why: noWay(search.objections, from.name, to.name) };
  const built = way.map(({ moved, layout }) => route.state(moved, layout) as BuiltState);
  const ends = [from, to].map(({ name }): BuiltState => ({ scenario, pattern: name, text: name }));
  const path = [ends[0]!, ...built, ends[1]!];
  const luck = { key: keyOf(`${effort.seed}${TOLD}`), runs: effort.runs };
  const told = path.map((one) => gathering(one.scenario, [one.pattern], measures, luck, one.text));
  const complete = await executor.work(
    told.flatMap(({ jobs }) => jobs),
    [SEARCH_SHARE, 1],
  );
  const isWhole = told.every(({ gathered }) => gathered.done === effort.runs);
  const states = isWhole
    ? statesOf(
        path,
        way,
        route.units,
        told.map(({ gathered }) => gathered),
        measures,
        scenario,
      )
    : [];
  const looked = levels.flat().map((one): LookedState => {
    const { risk: _, ...state } = one;
    return { ...state, isChosen: way.includes(one) };
  });
  const { seed, runs, searchRuns } = effort;
  return {
    ...{ scenario, from: from.name, to: to.name, seed, requested: runs, runs: isWhole ? runs : 0, searchRuns },
    ...{ measure: measure.id, moves: route.moves, states, looked, isPruned: search.isPruned },
    warnings: complete ? [] : [STOPPED],
  };
}

const STOPPED: StudyWarning = {
  message: 'Stopped before the chosen order was rehearsed.',
  next: 'Run the same command again.',
};

function stopped(
  scenario: Scenario,
  [from, to]: readonly [PatternPlan, PatternPlan],
  { seed, runs, searchRuns }: MigrationEffort,
  measure: Measure,
  { moves }: MigrationRoute,
  { isPruned }: StateSearch,
): Migration {
  const names = { scenario, from: from.name, to: to.name, seed, requested: runs, runs: 0, searchRuns };
  return { ...names, measure: measure.id, moves, states: [], looked: [], isPruned, warnings: [STOPPED] };
}

function noWay(objections: readonly string[], from: string, to: string): string {
  const reasons = [...new Set(objections)].slice(0, 2).join('; ');
  return `no order of moves from ${from} to ${to} can be written as teams: ${reasons === '' ? 'neither can have the other as a member' : reasons}.\n  Choose a pattern that code runs as one of the two, such as workflow or critical-path-hybrid.`;
}

/** Rehearses the states between, a level a move. */
class StateSearch {
  isPruned = false;
  readonly objections: string[] = [];

  constructor(
    private readonly route: MigrationRoute,
    private readonly measure: Measure,
    private readonly measures: readonly Measure[],
    private readonly effort: MigrationEffort,
    private readonly executor: Executor,
  ) {}

  /** Null: interrupted. */
  async levels(): Promise<SearchedState[][] | null> {
    const { units } = this.route;
    const found: SearchedState[][] = [];
    for (let size = 1; size < units.length; size++) {
      const level = await this.level(found.at(-1) ?? null, size);
      if (level === null) return null;
      found.push(level);
    }
    return found;
  }

  private async level(before: readonly SearchedState[] | null, size: number): Promise<SearchedState[] | null> {
    const { route, measures, effort, executor } = this;
    const luck = { key: keyOf(effort.seed), runs: effort.searchRuns };
    const rounds = this.candidates(before, size).flatMap(({ moved, layout }) => {
      const state = route.state(moved, layout);
      if (typeof state !== 'string') {
        return [{ moved, layout, ...gathering(state.scenario, [state.pattern], measures, luck, state.text) }];
      }
      this.objections.push(state);
      return [];
    });
    const from = ((size - 1) / route.units.length) * SEARCH_SHARE;
    const share = [from, from + SEARCH_SHARE / route.units.length] as const;
    if (
      !(await executor.work(
        rounds.flatMap(({ jobs }) => jobs),
        share,
      ))
    )
      return null;
    const level = rounds.map(({ moved, layout, gathered }) => this.searched(moved, layout, gathered));
    if (level.length <= WIDEST) return level;
    this.isPruned = true;
    return [...level].sort((a, b) => a.risk - b.risk).slice(0, WIDEST);
  }

  private candidates(before: readonly SearchedState[] | null, size: number): Pick<LookedState, 'moved' | 'layout'>[] {
    const { units, layouts } = this.route;
    const starts = before === null ? [[]] : before.map(({ moved }) => moved);
    const sets = new Map<string, string[]>();
    for (const moved of starts) {
      for (const unit of units) {
        const next = units.filter((one) => moved.includes(one) || one === unit);
        if (next.length === size) sets.set(next.join(' '), next);
      }
    }
    return [...sets.values()]
      .flatMap((moved) => layouts.map((layout) => ({ moved, layout })))
      .filter((state) => before === null || before.some((one) => follows(one, state)));
  }

  private searched(moved: readonly string[], layout: MigrationLayout, gathered: Gathered): SearchedState {
    const column = (id: string): number =>
      mean(
        gathered.column(
          0,
          this.measures.findIndex((one) => one.id === id),
        ),
      );
    const value = column(this.measure.id);
    // What has no value, such as the latency of what never ends, is worse than any.
    const risk = Number.isNaN(value) ? Number.MAX_VALUE : this.measure.better === 'higher' ? -value : value;
    return { moved, layout, mean: value, cost: column('cost'), risk };
  }
}

function statesOf(
  path: readonly BuiltState[],
  way: readonly SearchedState[],
  units: readonly string[],
  gathered: readonly Gathered[],
  measures: readonly Measure[],
  { workload }: Scenario,
): MigrationState[] {
  const [measure] = measures as readonly [Measure];
  const at = (id: string): number => measures.findIndex((one) => one.id === id);
  const start = gathered[0]!.column(0, 0).slice();
  const sets = [[], ...way.map(({ moved }) => moved), units];
  return path.map(({ text }, i) => {
    const column = gathered[i]!.column(0, 0).slice();
    const {
      mean: value,
      low,
      high,
    } = intervalFor(measureNamed(measure.id)?.interval ?? 'mean', workload.tasks)(column);
    const change = differenceAmong(column, start, Math.max(1, path.length - 1));
    return {
      move: i === 0 ? null : sets[i]!.filter((name) => !sets[i - 1]!.includes(name)).join(', '),
      layout: way[i - 1]?.layout ?? null,
      text,
      value: { mean: value, low, high },
      change: { mean: change.mean, low: change.low, high: change.high },
      cost: mean(gathered[i]!.column(0, at('cost'))),
      latency: mean(gathered[i]!.column(0, at('latency'))),
    };
  });
}
