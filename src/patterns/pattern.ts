import type { Artifact, Cast, Coordination, LeafStep, Part, Process, Shape } from './kit.js';

/**
 * The contract. A pattern is five answers: who is called next and by whom; what each call sees; what runs at once; when it
 * ends and at which limit; what happens at the limit or on a fault. It owns nothing else.
 */
export interface Pattern<Options = never>
  extends Omit<Coordination, 'options' | 'panel' | 'partsOf' | 'edgesPossible' | 'coordinate'> {
  /** What it casts beside the members. */
  readonly parts: (shape: Shape, options: Options) => readonly Part[];
  /** How many of each agent there are, which are all given the same work; one, where nothing is said. */
  readonly panel?: (options: Options) => number;
  coordinate(cast: Cast, options: Options): Process<Artifact>;
  /** Other names for the same mechanism, each with who uses it. */
  readonly aliases: readonly string[];
  readonly family: 'baseline' | 'code' | 'model' | 'peers' | 'hybrid' | 'monitor';
  readonly card: Card;
  readonly options: OptionSet<Options>;
  /** Splits the work among teams that are led by another pattern each: groups of steps, a name for each. */
  readonly divides?: {
    readonly by: string;
    readonly groups: (leaves: readonly LeafStep[], options: Options) => readonly Group[];
  };
  /** What a run measures where nothing fails and every step is needed. */
  readonly expects: Expectations<Options>;
}

/** Steps (leaves, by index) that one team does. */
export interface Group {
  readonly name: string;
  readonly steps: readonly number[];
}

export interface Card {
  /** What it is; the first sentence is unique in the catalogue. */
  readonly what: string;
  readonly how: string;
  readonly notice: string;
  readonly tryThis: string;
  readonly breaksWhen: string;
}

type Formula<Options> = (shape: Shape, options: Options) => number;

/** Sizes for the token formula, where all specialists are alike: framing included. */
export interface Sizes {
  /** The brief as a message. */
  readonly brief: number;
  /** The brief's own tokens, and what the chat format puts around any message. */
  readonly bareBrief: number;
  readonly framing: number;
  /** A specialist's system prompt with the call's own framing; the coordinator's; the single agent's. */
  readonly prompt: number;
  readonly coordinatorPrompt: number;
  readonly generalistPrompt: number;
  /** A step's output as a message; without framing. */
  readonly output: number;
  readonly bareOutput: number;
  /** Tokens of a member's name. */
  readonly name: number;
  /** Tokens of a coordinator's decision, without the name in it; of what it writes when it answers. */
  readonly decision: number;
  readonly synthesis: number;
}

export interface Expectations<Options> {
  readonly calls: Formula<Options>;
  readonly edges: Formula<Options>;
  /** What the pattern's rules allow at most. */
  readonly edgesPossible: Formula<Options>;
  readonly messages: Formula<Options>;
  readonly criticalPathCalls: Formula<Options>;
  readonly inputTokens: (shape: Shape, sizes: Sizes, options: Options) => number;
}

/** One option: how to read it, its default, what it is. */
export interface Option<T> {
  readonly initial: T;
  readonly about: string;
  /** What may be written: shown in errors and in the catalogue. */
  readonly allowed: string;
  readonly accepts: (value: unknown) => boolean;
}

export type OptionSet<Options> = { readonly [Name in keyof Options]: Option<Options[Name]> };

export function choice<const T extends string>(values: readonly T[], initial: NoInfer<T>, about: string): Option<T> {
  return {
    initial,
    about,
    allowed: values.join(' | '),
    accepts: (value) => (values as readonly unknown[]).includes(value),
  };
}

export function flag(initial: boolean, about: string): Option<boolean> {
  return { initial, about, allowed: 'true | false', accepts: (value) => typeof value === 'boolean' };
}

/** A whole number from `least` up, to `most` where that is said. */
export function count(initial: number, least: number, about: string, most = Number.POSITIVE_INFINITY): Option<number> {
  const accepts = (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  const end = most === Number.POSITIVE_INFINITY ? '' : ` to ${most}`;
  return { initial, about, allowed: `a whole number from ${least}${end}`, accepts };
}

/** A probability. */
export function probability(initial: number, about: string): Option<number> {
  const accepts = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
  return { initial, about, allowed: 'a probability from 0 to 1', accepts };
}

/** Checks a pattern's own types; the catalogue holds patterns of all kinds of options. */
export function definePattern<Options>(pattern: Pattern<Options>): Pattern {
  return pattern as unknown as Pattern;
}
