import type { Parameter } from '../../scenario/scenario.js';
import type { Story } from '../../sim/record/story.js';
import type { Estimate, PairedEstimate } from '../../statistics/estimates.js';

/** What the page asks of the worker, and what it answers. Plain data; every answer names the question by its `id`. */
export type Request =
  | ({ readonly kind: 'open'; readonly id: number } & Setting)
  | ({ readonly kind: 'story'; readonly id: number; readonly pattern: string; readonly luck: PlayedLuck } & Setting)
  | ({ readonly kind: 'study'; readonly id: number } & StudyWish & Setting)
  | ({ readonly kind: 'find'; readonly id: number; readonly luck: PlayedLuck } & PatternPair & Setting)
  | ({ readonly kind: 'effects'; readonly id: number; readonly knobs: readonly Knob[] } & PatternPair & Setting)
  | { readonly kind: 'read'; readonly id: number; readonly json: string }
  | { readonly kind: 'stop'; readonly id: number };

export type Answer =
  | { readonly kind: 'opened'; readonly id: number; readonly opened: Opened }
  | { readonly kind: 'story'; readonly id: number; readonly story: Story }
  | { readonly kind: 'partial'; readonly id: number; readonly picture: StudyPicture }
  | { readonly kind: 'found'; readonly id: number; readonly replication: number | null; readonly looked: number }
  | { readonly kind: 'effects'; readonly id: number; readonly idle: readonly string[] }
  | { readonly kind: 'read'; readonly id: number; readonly stories: readonly Story[] }
  | { readonly kind: 'refused'; readonly id: number; readonly problems: readonly Refused[] };

/** A scenario with some of its values changed: `path=value`, as for `--set`. */
export interface Setting {
  readonly source: ScenarioSource;
  readonly set: readonly string[];
}

/** A scenario that comes with the page, or the reader's own text. */
export type ScenarioSource = { readonly builtIn: string } | { readonly text: string };

export interface PatternPair {
  readonly patterns: readonly [string, string];
}

/** Which run is played. */
export interface PlayedLuck {
  readonly seed: string;
  readonly replication: number;
  /** Of a stream of tasks, from 0. */
  readonly task: number;
}

export interface StudyWish {
  readonly patterns: readonly string[];
  readonly seed: string;
  /** Ids; the outcomes are read in any case. */
  readonly measures: readonly string[];
  /** Replications. */
  readonly until: number;
}

/** What a problem says on the page. */
export interface Refused {
  readonly message: string;
  readonly next: string;
  /** In the reader's own text; null: elsewhere. */
  readonly place: { readonly line: number; readonly column: number } | null;
}

/** What the page needs to know of a scenario. */
export interface Opened {
  readonly name: string;
  readonly question: string;
  /** As it was read, without the changes. */
  readonly text: string;
  /** The same with the changes written into it. */
  readonly document: string;
  /** A replication's. */
  readonly tasks: number;
  readonly patterns: readonly PatternEntry[];
  readonly knobs: readonly Knob[];
  readonly measures: readonly MeasureEntry[];
  /** The scenarios that come with the page. */
  readonly scenarios: readonly string[];
  /** The measure that decides. */
  readonly objective: string;
  /** What is worth knowing of the values as they are. */
  readonly warnings: readonly Refused[];
}

export interface PatternEntry {
  readonly name: string;
  readonly colour: string;
  readonly what: string;
}

export interface Knob extends Parameter {
  readonly base: number;
}

export interface MeasureEntry {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
  readonly definition: string;
}

/** A study so far. */
export interface StudyPicture {
  readonly done: number;
  readonly until: number;
  readonly isLast: boolean;
  readonly patterns: readonly StudiedPattern[];
  /** By measure: the second pattern less the first, on the same luck; none of one pattern. */
  readonly differences: Readonly<Record<string, PairedEstimate>>;
}

export interface StudiedPattern {
  readonly name: string;
  readonly estimates: Readonly<Record<string, Estimate>>;
  /** By measure: a value a replication, or a task where there are several; NaN where it is not defined. */
  readonly values: Readonly<Record<string, Float64Array>>;
}
