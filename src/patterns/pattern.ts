import type { Coordination, Leaf, Shape } from './kit.js';
import type { Chosen, OptionSet } from './options.js';
import type { PatternCheck } from './run-facts.js';

export type { Chosen } from './options.js';
export { choice, count, flag, offAtZero, probability, tokens } from './options.js';

/**
 * The contract. A pattern is five answers: who is called next and by whom; what each call sees; what runs at once; when it
 * ends and at which limit; what happens at the limit or on a fault. It owns nothing else.
 */
export interface Pattern<Choices = never> extends Coordination<Choices> {
  /** Other names of the same mechanism, each with who uses it. */
  readonly aliases: readonly string[];
  readonly family: 'baseline' | 'code' | 'model' | 'peers' | 'hybrid' | 'monitor';
  readonly card: Card;
  readonly look: PatternLook;
  /** How it behaves. What a newcomer must know stands first. */
  readonly options: OptionSet;
  /** How long the texts are that it puts around the content, in tokens. Presets and twins of frameworks fill it. */
  readonly wording: OptionSet;
  /** Splits the work among teams that are led by another pattern each: groups of steps, a name for each. */
  readonly divides?: {
    readonly by: string;
    readonly groups: (leaves: readonly Leaf[], choices: Choices) => readonly StepGroup[];
  };
  /** What a run measures where nothing fails and every step is needed. */
  readonly expects: Expectations<Choices>;
  /** What is true of every run, whatever fails. */
  readonly checks: readonly PatternCheck<Choices>[];
}

/** Steps (leaves, by index) that one team does. */
export interface StepGroup {
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

/** The mark of a pattern in charts. No two patterns share both parts. */
export interface PatternLook {
  /** A slot of the palette; a theme says which colour it is. */
  readonly colour:
    | 'orange'
    | 'sky'
    | 'green'
    | 'yellow'
    | 'blue'
    | 'vermilion'
    | 'purple'
    | 'black'
    | 'brown'
    | 'teal'
    | 'navy'
    | 'plum'
    | 'grey';
  readonly shape:
    | 'circle'
    | 'square'
    | 'diamond'
    | 'cross'
    | 'triangle-up'
    | 'triangle-down'
    | 'triangle-left'
    | 'triangle-right';
}

type Formula<Choices> = (shape: Shape, choices: Choices) => number;

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

export interface Expectations<Choices> {
  readonly calls: Formula<Choices>;
  readonly edges: Formula<Choices>;
  /** What the pattern's rules allow at most. */
  readonly edgesPossible: Formula<Choices>;
  readonly messages: Formula<Choices>;
  readonly criticalPathCalls: Formula<Choices>;
  readonly inputTokens: (shape: Shape, sizes: Sizes, choices: Choices) => number;
}

/** Checks a pattern's own types: formulas, checks and story see exactly the options and the wording that it declares. */
export function definePattern<Options extends OptionSet, Wording extends OptionSet>(
  pattern: Pattern<NoInfer<Chosen<Options, Wording>>> & { readonly options: Options; readonly wording: Wording },
): Pattern {
  return pattern;
}
