/** `pipeline.correct: '>= 0.6'`: compare fails when the mean of the measure does not meet it. */
export interface Threshold {
  readonly pattern: string;
  readonly measure: string;
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly value: number;
}

/** A published figure that the scenario is held against: how much more (or, below 0, less) one pattern has than another. */
export interface Published {
  readonly claim: string;
  readonly source: string;
  readonly measure: string;
  readonly pattern: string;
  readonly against: string;
  /** Relative: -0.4 is 40 % less. */
  readonly change: number;
  /** Under which it is measured here, in words. */
  readonly conditions: string;
}

/** Sizes at which `compare` measures again, to show how things grow. */
export interface Growth {
  /** What the size is called on the charts' axis: "specialists". */
  readonly label: string;
  /** Dotted paths that all take the size. */
  readonly paths: readonly string[];
  readonly sizes: readonly number[];
  /** Written behind a size in the scenario: '/h'. */
  readonly unit: string;
}

/** A value of a scenario that is varied, by its dotted path. */
export interface Parameter {
  /** As in `--set`: agents.summariser.hallucination. */
  readonly path: string;
  readonly low: number;
  readonly high: number;
  /** Written behind a value: '/h', 's'; '' where there is none. */
  readonly unit: string;
  /** How values are spread between the ends, and how they are halved. */
  readonly scale: 'linear' | 'log';
  /** Takes whole numbers only: a count. */
  readonly isWhole: boolean;
  /** What the scenario itself says, in the same unit; null where it says nothing that is one number. */
  readonly base: number | null;
}
