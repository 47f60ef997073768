import type { Chosen, OptionSet } from '../patterns/options.js';
import {
  definePattern as define,
  type PartsOf,
  type Pattern,
  type PatternDefinition,
  type PatternFacts,
  type RetoldPattern,
  retellPattern,
} from '../patterns/pattern.js';

/**
 * Makes a pattern of your own. The type of its definition is checked where it is written: its formulas and its story see the
 * options, and the story the participants, that it declares.
 */
export function definePattern<
  Options extends OptionSet,
  Wording extends OptionSet,
  Parts extends PartsOf<NoInfer<Chosen<Options, Wording>>>,
>(definition: PatternDefinition<Options, Wording, Parts>): Pattern;
/** Begins from a pattern that is there, and tells another story. */
export function definePattern(pattern: RetoldPattern): Pattern;
export function definePattern<
  Options extends OptionSet,
  Wording extends OptionSet,
  Parts extends PartsOf<NoInfer<Chosen<Options, Wording>>>,
>(pattern: PatternDefinition<Options, Wording, Parts> | RetoldPattern): Pattern {
  return isRetold(pattern) ? retellPattern(pattern) : define(pattern);
}

const isRetold = (pattern: PatternFacts): pattern is RetoldPattern => 'withOptions' in pattern;
