import { measureNamed } from '../../measures/index.js';
import type { Measure } from '../../measures/measure.js';
import type { PatternPlan } from '../../patterns/plan.js';
import type { Scenario } from '../../scenario/scenario.js';
import { keyOf } from '../../sim/luck/seed.js';
import { intervalFor, pairedDifference } from '../../statistics/estimates.js';
import { BASELINE } from '../../study/baseline.js';
import { Gathered } from '../../study/gather.js';
import { settingText } from '../../study/parameter.js';
import { type PatternRuns, taskValues } from '../../study/pattern-runs.js';
import { rehearse } from '../../study/replicate.js';
import { Worlds } from '../../study/worlds.js';
import type { Knob, PlayedLuck, Setting, StudiedPattern, StudyPicture, StudyWish } from './protocol.js';
import { cannot, type Session } from './session.js';

/** How a task can end; read in every study. */
export const OUTCOME_IDS = ['correct', 'late', 'wrong', 'failed', 'stalled'] as const;

/** Milliseconds of work between two looks at what else was asked. */
const BREATH = 12;
/** Tasks of the first picture. */
const FIRST = 50;
/** Replications of the first picture, where each has many tasks. */
const FEWEST = 5;
/** Replications in which luck that tells two patterns apart is looked for, and tasks in which a knob's effect is. */
const MOST_LOOKED = 3000;
const TRIED = 60;

/** Clock of the worker, in milliseconds; tests bring their own. */
export type Timer = () => number;

/** What a study keeps between two wishes: the worlds of one setting. */
export class Studies {
  private worlds = new Worlds();

  constructor(
    private readonly session: Session,
    private readonly timer: Timer = () => performance.now(),
  ) {}

  /**
   * Rehearses in growing batches; yields a picture after 50 tasks, and whenever there are twice as many, and null where it only
   * draws breath. Whoever drops the generator stops it.
   */
  *study(setting: Setting, { patterns, seed, measures, until }: StudyWish): Generator<StudyPicture | null, void> {
    const { scenario } = this.session.read(setting);
    const plans = patterns.map((name) => this.session.planOf(setting, name));
    const read = measuresOf([...new Set<string>([...OUTCOME_IDS, ...measures])]);
    const single = read.some(({ relative }) => relative) ? this.session.planOf(setting, BASELINE) : undefined;
    const key = keyOf(seed);
    const all = new Gathered(scenario, read);
    const first = scenario.workload.tasks === 1 ? FIRST : FEWEST;
    let next = Math.min(first, until);
    let size = scenario.workload.tasks === 1 ? 10 : 1;
    while (all.done < until) {
      const from = all.done;
      const to = Math.min(from + size, next);
      const began = this.timer();
      const support = single === undefined ? { worlds: this.worlds } : { worlds: this.worlds, single };
      all.add(rehearse(scenario, plans, read, key, { from, to }, support));
      size = paced(to - from, this.timer() - began);
      if (all.done === next) {
        yield pictureOf(all.results(), scenario, read, { done: next, until });
        next = Math.min(next * 2, until);
      } else yield null;
    }
  }

  /** The next replication from `luck` on, itself left out, in which the two patterns end differently. */
  *find(setting: Setting, patterns: readonly [string, string], luck: PlayedLuck): Generator<null, FoundLuck> {
    const { scenario } = this.session.read(setting);
    const plans = patterns.map((name) => this.session.planOf(setting, name));
    const key = keyOf(luck.seed);
    let breath = this.timer();
    for (let looked = 1; looked <= MOST_LOOKED / scenario.workload.tasks; looked++) {
      const replication = luck.replication + looked;
      const ends = plans.map((plan) => this.outcomeOf(scenario, plan, key, { ...luck, replication }));
      if (ends[0] !== ends[1]) return { replication, looked };
      if (this.timer() - breath < BREATH) continue;
      yield null;
      breath = this.timer();
    }
    return { replication: null, looked: Math.floor(MOST_LOOKED / scenario.workload.tasks) };
  }

  private outcomeOf(scenario: Scenario, plan: PatternPlan, key: number, { replication, task }: PlayedLuck): string {
    let outcome = '';
    this.worlds.world(scenario, plan, key).rehearse(replication, (record, nth) => {
      if (nth === task) outcome = record.outcome;
    });
    return outcome;
  }

  /** Paths of the knobs of which both ends come to the same in everything that is read, under both patterns. */
  *effects(setting: Setting, patterns: readonly [string, string], knobs: readonly Knob[]): Generator<null, string[]> {
    const idle: string[] = [];
    for (const knob of knobs) {
      const ends: string[] = [];
      for (const value of [knob.low, knob.high]) {
        const at = { ...setting, set: [...setting.set, settingText(knob, value)] };
        ends.push(this.printOf(at, patterns));
        yield null;
      }
      if (ends[0] === ends[1]) idle.push(knob.path);
    }
    return idle;
  }

  /** All figures of some tasks, as text. */
  private printOf(setting: Setting, patterns: readonly [string, string]): string {
    const { scenario } = this.session.read(setting);
    const plans = patterns.map((name) => this.session.planOf(setting, name));
    const to = Math.max(1, Math.ceil(TRIED / scenario.workload.tasks));
    const read = measuresOf([...OUTCOME_IDS, 'latency', 'inputTokens', 'outputTokens', 'cost', 'escaped']);
    const batch = rehearse(scenario, plans, read, keyOf('effects'), { from: 0, to });
    return JSON.stringify(batch.patterns.map(({ columns }) => columns.map((column) => [...column])));
  }
}

export interface FoundLuck {
  readonly replication: number | null;
  readonly looked: number;
}

/** @throws CannotPlay */
function measuresOf(ids: readonly string[]): Measure[] {
  return ids.map((id) => {
    const measure = measureNamed(id);
    if (measure !== undefined && measure.readDisturbed === undefined) return measure;
    throw cannot(`There is no measure '${id}' here.`, 'Choose one from the list.');
  });
}

/** So many replications as fill a breath, by how long the last ones took; at most four times as many at once. */
function paced(replications: number, took: number): number {
  const each = took / replications;
  return Math.max(1, Math.min(replications * 4, Math.floor(each > 0 ? BREATH / each : replications * 4)));
}

function pictureOf(
  patterns: readonly PatternRuns[],
  { workload: { tasks } }: Scenario,
  read: readonly Measure[],
  { done, until }: Pick<StudyPicture, 'done' | 'until'>,
): StudyPicture {
  const [left, right] = patterns;
  const paired = (id: string): readonly [string, ReturnType<typeof pairedDifference>] => [
    id,
    pairedDifference(right!.columns.get(id)!, left!.columns.get(id)!),
  ];
  return {
    done,
    until,
    isLast: done === until,
    patterns: patterns.map((runs) => studied(runs, read, tasks)),
    differences: patterns.length === 2 ? Object.fromEntries(read.map(({ id }) => paired(id))) : {},
  };
}

function studied(runs: PatternRuns, read: readonly Measure[], tasks: number): StudiedPattern {
  const { name, columns } = runs;
  return {
    name,
    estimates: Object.fromEntries(read.map(({ id, interval }) => [id, intervalFor(interval, tasks)(columns.get(id)!)])),
    values: Object.fromEntries(read.map(({ id }) => [id, taskValues(runs, id)])),
  };
}
