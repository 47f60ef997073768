import { type LeadOf, leadsBy } from '../compare/crossovers.js';
import type { Measure } from '../measures/measure.js';
import { mean } from '../statistics/estimates.js';
import { excludesZero } from '../statistics/together.js';
import { BASELINE } from '../study/baseline.js';
import type { Job } from '../study/executor.js';
import { type Gathering, gathering } from '../study/gather.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import { joined } from '../study/pieces.js';
import { bestOf, isEndless, rowsBy, rowsOf } from '../study/summarise.js';
import { isTied } from '../study/summary-row.js';
import type { CellScenario, SweepCell } from './cells.js';
import { isEqual, type Margin, mayBeShown, PairLooks } from './judge.js';

/** What all cells of a sweep have in common. */
export interface RacePlan {
  readonly names: readonly string[];
  /** The swept one first: who may be the best at it is rehearsed further. */
  readonly measures: readonly Measure[];
  readonly key: number;
  /** Replications at each look, ascending. */
  readonly looks: readonly number[];
  readonly margin: Margin;
}

/** Further replications of some patterns that have as many so far. */
interface Further extends Gathering {
  readonly places: readonly number[];
  readonly runs: number;
}

/**
 * One cell on its way: all patterns up to the first look, then those that may be the best, as long as the leader is not shown to
 * be ahead. Which replications there are depends on what was found at the looks and on nothing else.
 */
export class CellRace {
  private readonly first: Gathering;
  private further: Further[] = [];
  /** By pattern: its rounds, and how many replications these are. */
  private rounds: PatternRuns[][] = [];
  private had: number[] = [];
  private looked = 0;
  private readonly pairs: PairLooks;
  private best = -1;

  constructor(
    private readonly one: CellScenario,
    private readonly plan: RacePlan,
    private readonly what: string,
  ) {
    const { names, measures, key, looks } = plan;
    this.first = gathering(one.scenario, names, measures, { key, runs: looks[0]! }, what);
    this.pairs = new PairLooks(names.length, looks.length);
  }

  /** The work up to the next look; none where there is nothing to tell apart, or no look left. */
  next(): readonly Job[] {
    if (this.looked === 0) return this.first.jobs;
    const runs = this.plan.looks[this.looked];
    const contenders = runs === undefined ? [] : this.contenders();
    this.further = [...new Set(contenders.map((place) => this.had[place]!))].flatMap((from) => {
      const places = contenders.filter((place) => this.had[place] === from);
      return from < runs! ? [this.gather(places, from, runs!)] : [];
    });
    return this.further.flatMap(({ jobs }) => jobs);
  }

  private gather(places: readonly number[], from: number, runs: number): Further {
    const { names, measures, key } = this.plan;
    const [swept] = measures;
    const relative = swept!.relative === true ? [BASELINE] : [];
    const some = [...new Set([...relative, ...places.map((place) => names[place]!)])];
    return { places, runs, ...gathering(this.one.scenario, some, [swept!], { key, runs, from }, this.what) };
  }

  /** Looks at what the work gave; where it was not finished, all stays as it was. */
  look(): void {
    const isFirst = this.looked === 0;
    if (isFirst) {
      if (this.first.gathered.done < this.plan.looks[0]!) return;
      this.rounds = this.first.gathered.results().map((runs) => [runs]);
      this.had = this.rounds.map(() => this.plan.looks[0]!);
    } else {
      if (this.further.length === 0) return;
      if (this.further.some(({ gathered, places, runs }) => gathered.done < runs - this.had[places[0]!]!)) return;
      for (const one of this.further) this.take(one);
      this.further = [];
    }
    this.looked++;
    const { measures } = this.plan;
    const columns = this.patterns().map((runs) => runs.columns.get(measures[0]!.id)!);
    this.pairs.look(columns);
    // Who has fewer replications was shown to be behind at an earlier look, or could not be told apart from who led there.
    const most = Math.max(...this.had);
    this.best = bestOf(
      measures[0]!,
      columns.map((column, place) => (this.had[place] === most ? mean(column) : Number.NaN)),
    );
  }

  private take({ places, gathered, runs }: Further): void {
    const results = gathered.results();
    for (const place of places) {
      this.rounds[place]!.push(results.find(({ name }) => name === this.plan.names[place])!);
      this.had[place] = runs;
    }
  }

  private patterns(): PatternRuns[] {
    return this.rounds.map(joined);
  }

  /** The leader and those that may be as good, where more replications may tell. */
  private contenders(): number[] {
    const { measures, looks, margin } = this.plan;
    const patterns = this.patterns();
    const [swept] = measures;
    const value = this.best < 0 ? Number.NaN : mean(patterns[this.best]!.columns.get(swept!.id)!);
    const rivals = patterns.flatMap((runs, place) => {
      const pair = this.pairs.between(place, this.best);
      if (pair === null || isEndless(swept!, runs) || excludesZero(pair.shown)) return [];
      return isEqual(pair, margin, value) || !mayBeShown(pair, looks.at(-1)!) ? [] : [place];
    });
    return rivals.length === 0 ? [] : [this.best, ...rivals].sort((a, b) => a - b);
  }

  /** What the cell comes to, as far as it was looked at; null: not at all. */
  swept(): SweptCell | null {
    if (this.looked === 0) return null;
    const { measures, margin } = this.plan;
    const [swept, ...others] = measures;
    const patterns = this.patterns();
    const { tasks } = this.one.scenario.workload;
    const { best } = this;
    const between = (a: number, b: number) => this.pairs.between(a, b);
    const own = rowsBy(swept!, patterns, tasks, { best, between });
    // The other measures are told of the replications that all patterns have: how many more there are follows from the swept one.
    const first = this.rounds.map(([runs]) => runs!);
    const rows = [...own, ...others.flatMap((measure) => rowsOf(measure, first, tasks))];
    // 'better' beside the best: ahead where both have a value, behind by its own mean. Neither is shown to win.
    const tied = own.filter((row) => isTied(row) || row.verdict === 'better').map(({ pattern }) => pattern);
    const equal = own.flatMap((row, place) => {
      const pair = isTied(row) ? between(place, best) : null;
      return pair !== null && isEqual(pair, margin, own[best]!.mean) ? [row.pattern] : [];
    });
    const cell: SweepCell = {
      ...{ values: this.one.values, rows, winner: own[best]?.pattern ?? null, tied, equal },
      endless: patterns.filter(({ load }) => load?.isSteady === false).map(({ name }) => name),
      replications: Math.max(...this.had),
    };
    return { cell, names: this.plan.names, leads: this.leads(patterns) };
  }

  /** As `leadsOf` of all patterns of a study, by the looks. */
  private leads(patterns: readonly PatternRuns[]): LeadOf {
    const [swept] = this.plan.measures;
    const between = (a: number, b: number) => this.pairs.between(a, b);
    return leadsBy(swept!, patterns, between);
  }
}

/** A cell, with how far any of its patterns is ahead of any other on the swept measure. */
export interface SweptCell {
  readonly cell: SweepCell;
  readonly names: readonly string[];
  readonly leads: LeadOf;
}
