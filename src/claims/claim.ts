import type { Scenario } from '../scenario/scenario.js';
import type { Estimate } from '../statistics/estimates.js';

/** A: follows from counting. E: emerges from queues, faults and timing. Q: true only through an assumed parameter. */
export type ClaimType = 'A' | 'E' | 'Q' | 'A/E' | 'E/Q';

/** Something that was said about patterns, and the experiment that it is held against. Plain data but for `computed`. */
export interface Claim {
  /** Lower-case words and hyphens: its folder, and what `rehearse claims ID` takes. */
  readonly id: string;
  /** The sentence, as claimed. */
  readonly claim: string;
  /** The sentence in at most twelve words, as a board shows it. */
  readonly short: string;
  /** Where it was said. */
  readonly source: string;
  /** The figure that was said with it; null where there is none. */
  readonly figure: string | null;
  readonly type: ClaimType;
  /** How the sentence was made measurable: what counts for it. */
  readonly means: string;
  /** What the numbers depend on, and what the experiment leaves open. */
  readonly dependsOn: string;
  /** Why the simulator could hardly say otherwise; null where it could. */
  readonly byConstruction: string | null;
  readonly settings: readonly ClaimSetting[];
  /** Each by itself holds or does not; one alone has no name to be held under. */
  readonly conditions: readonly Condition[];
  readonly sweeps: readonly ClaimSweep[];
}

/** A scenario with some values changed, and who is rehearsed in it. */
export interface ClaimSetting {
  /** Unique in its claim. */
  readonly name: string;
  /** A built-in one. */
  readonly scenario: string;
  /** As for `--set`. */
  readonly set?: readonly string[];
  /** Patterns and teams. */
  readonly patterns: readonly string[];
  /** Replications as a multiple of the usual ones, for what is rare; default 1. */
  readonly times?: number;
  /** Knocks participants out, and adds a step: what singlePoint and changeImpact need. */
  readonly disturbed?: boolean;
}

/** One measure under one pattern. */
export interface ClaimReading {
  /** The name of a setting, or of an arm of a sweep; default: the first one. */
  readonly at?: string;
  readonly pattern: string;
  /** The id of a measure, or of a quantity made of measures (`quantities.ts`). */
  readonly measure: string;
}

/** Gives the values of a reading, one a replication. */
export type Read = (reading: ClaimReading) => Float64Array;

/** A number with an interval, made of readings. */
export type Contrast =
  | { readonly kind: 'level'; readonly of: ClaimReading }
  /** Paired by replication: the same luck. */
  | { readonly kind: 'difference'; readonly of: ClaimReading; readonly less: ClaimReading }
  /** Of the means. */
  | { readonly kind: 'ratio'; readonly of: ClaimReading; readonly over: ClaimReading }
  /** Of the variances: of the values themselves, or of their logarithms, where being dear is not being variable. */
  | {
      readonly kind: 'spread';
      readonly of: ClaimReading;
      readonly over: ClaimReading;
      readonly scale: 'absolute' | 'relative';
    }
  | {
      readonly kind: 'computed';
      readonly unit: string;
      /** It is told as one: of shares in points. */
      readonly isDifference: boolean;
      readonly readings: readonly ClaimReading[];
      readonly compute: (read: Read, scenario: (setting: string) => Scenario) => Estimate;
    };

/** What must be shown: that the interval lies beyond a number, or that it is exactly that number. */
export interface Statement {
  /** Completed by the estimate: "latency of the supervisor less that of the pipeline". */
  readonly says: string;
  readonly contrast: Contrast;
  readonly is: 'above' | 'below' | 'exactly';
  readonly than: number;
  /** The figure that was claimed for this number. */
  readonly claimed?: number;
}

/** Holds where all of its statements are shown. */
export interface Condition {
  /** Completes "holds when": "messages are not traced"; '' where the claim cannot do without it. */
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Measured beside the claim, and no part of its verdict. */
  readonly aside?: boolean;
}

/** The claim along the values of a parameter. */
export interface ClaimSweep {
  /** Completes "holds when": "the gate's detection is above 0.4". */
  readonly label: string;
  /** Dotted paths that all take the value. */
  readonly paths: readonly string[];
  /** Ascending; at each the lead is measured, and between neighbours of which one shows the contrary its flip is sought. */
  readonly values: readonly number[];
  readonly unit?: string;
  readonly scale?: 'linear' | 'log';
  readonly isWhole?: boolean;
  readonly scenario: string;
  readonly set?: readonly string[];
  readonly patterns: readonly string[];
  /** Where two settings are compared at each value, their further changes. */
  readonly arms?: Readonly<Record<string, readonly string[]>>;
  readonly times?: number;
  /** True where `contrast` lies on this side of `than`. */
  readonly says: string;
  readonly contrast: Contrast;
  readonly is: 'above' | 'below';
  readonly than: number;
  /** Where the claim says that it flips: it holds where the flip's interval lies within. */
  readonly flipsWithin?: readonly [number, number];
  /** Measured beside the claim, and no part of its verdict. */
  readonly aside?: boolean;
}

/** The readings that a contrast is made of. */
export function readingsOf(contrast: Contrast): readonly ClaimReading[] {
  switch (contrast.kind) {
    case 'level':
      return [contrast.of];
    case 'difference':
      return [contrast.of, contrast.less];
    case 'ratio':
    case 'spread':
      return [contrast.of, contrast.over];
    case 'computed':
      return contrast.readings;
  }
}
