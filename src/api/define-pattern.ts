import type { definePattern as define, Pattern } from '../patterns/pattern.js';

/** The type of a pattern's definition is checked where it is written: its formulas and its story see the options it declares. */
type Define = typeof define & ((pattern: Pattern) => Pattern);

/** Checks the type of a pattern of your own, whether it is written anew or begins from one that is there. */
export const definePattern: Define = (pattern: Pattern) => pattern;
