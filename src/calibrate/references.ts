import { REFERENCE_ROWS } from './reference-rows.js';

/** Simulated tasks of one pattern, by their signs; NaN where one is not defined. */
export interface Reference {
  readonly pattern: string;
  readonly signs: readonly number[];
}

/** Values from 0 to 1 are kept in so many steps, a character each. */
const STEPS = 90;
const FIRST = 33;
const UNDEFINED = '~';

/** The characters of a reference's signs. */
export function packed(signs: readonly number[]): string {
  return signs
    .map((value) => (Number.isNaN(value) ? UNDEFINED : String.fromCharCode(FIRST + Math.round(value * STEPS))))
    .join('');
}

export function unpacked(text: string): number[] {
  return [...text].map((one) => (one === UNDEFINED ? Number.NaN : (one.charCodeAt(0) - FIRST) / STEPS));
}

/** What traces of every pattern look like: simulated, see scripts/pattern-references.ts. */
export const REFERENCES: readonly Reference[] = Object.entries(REFERENCE_ROWS).flatMap(([pattern, rows]) =>
  rows.split(' ').map((row) => ({ pattern, signs: unpacked(row) })),
);
