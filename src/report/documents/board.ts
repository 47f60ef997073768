/** Many small results side by side, grouped by what came of them; each leads to its details, and they can be filtered. */
export interface BoardBlock {
  readonly kind: 'board';
  readonly label: string;
  /** What one tile is: "claim". */
  readonly noun: string;
  readonly filters: readonly BoardFilter[];
  readonly groups: readonly BoardGroup[];
}

/** A tile passes where one of its traits of this name is the chosen value. */
export interface BoardFilter {
  readonly id: string;
  readonly label: string;
  readonly values: readonly string[];
}

export interface BoardGroup {
  readonly title: string;
  /** What the tiles have in common. */
  readonly note: string;
  readonly tiles: readonly BoardTile[];
}

export interface BoardTile {
  /** The section with its details. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** What kind of evidence it rests on. */
  readonly evidence: string;
  readonly effects: readonly BoardEffect[];
  /** Effects that have no room here. */
  readonly more: number;
  /** By the id of a filter. */
  readonly traits: Readonly<Record<string, readonly string[]>>;
}

/** One number of a tile, in words and as a small picture. */
export interface BoardEffect {
  readonly outcome: 'shown' | 'refuted' | 'open' | 'flip';
  readonly label: string;
  readonly value: string;
  /** What was measured, in full: told where the reader points at it. */
  readonly tip: string;
  /** Null where there is nothing to draw. */
  readonly picture: EffectPicture | null;
}

/** All places along a line, 0 to 1. */
export type EffectPicture =
  /** A mean with its interval; the claim is true from `than` on towards `trueTo`, or on `than` alone. */
  | {
      readonly kind: 'interval';
      readonly mean: number;
      readonly low: number;
      readonly high: number;
      readonly than: number;
      readonly trueTo: 0 | 1 | null;
    }
  /** Along a parameter: stretches by what was measured there, and where the claim flips. */
  | {
      readonly kind: 'strip';
      readonly stretches: readonly {
        readonly from: number;
        readonly to: number;
        readonly outcome: 'shown' | 'refuted' | 'open';
      }[];
      readonly flips: readonly { readonly at: number; readonly low: number; readonly high: number }[];
      readonly first: string;
      readonly last: string;
    };
