/** Short ways to write declarations. */
import type { Claim, ClaimReading, Condition, Contrast, Statement } from './claim.js';

export const reading = (pattern: string, measure: string, at?: string): ClaimReading =>
  at === undefined ? { pattern, measure } : { pattern, measure, at };

type Of<K extends Contrast['kind']> = Extract<Contrast, { readonly kind: K }>;

export const level = (of: ClaimReading): Of<'level'> => ({ kind: 'level', of });

export const difference = (of: ClaimReading, less: ClaimReading): Of<'difference'> => ({
  kind: 'difference',
  of,
  less,
});

export const ratio = (of: ClaimReading, over: ClaimReading): Of<'ratio'> => ({ kind: 'ratio', of, over });

/** A measure under one pattern minus that under another, in the same setting. */
export const against = (measure: string, of: string, less: string, at?: string): Of<'difference'> =>
  difference(reading(of, measure, at), reading(less, measure, at));

export const above = (says: string, contrast: Contrast, than = 0): Statement => ({ says, contrast, is: 'above', than });

export const below = (says: string, contrast: Contrast, than = 0): Statement => ({ says, contrast, is: 'below', than });

export const exactly = (says: string, contrast: Contrast, than: number): Statement => ({
  says,
  contrast,
  is: 'exactly',
  than,
});

export const when = (name: string, ...statements: readonly Statement[]): Condition => ({ name, statements });

/** A condition that is measured beside the claim. */
export const beside = (name: string, ...statements: readonly Statement[]): Condition => ({
  name,
  statements,
  aside: true,
});

/** What a declaration may leave out. */
type Draft = Omit<Claim, 'short' | 'figure' | 'byConstruction' | 'settings' | 'conditions' | 'sweeps'> & Partial<Claim>;

export function defineClaim(draft: Draft): Claim {
  return { short: draft.claim, figure: null, byConstruction: null, settings: [], conditions: [], sweeps: [], ...draft };
}

/** Where this project's own list of claims comes from. */
export const ARTICLES = 'articles on agent orchestration and choreography, quoted without data';

/** The rows of a table of criteria. */
export const MATRIX = 'a decision matrix in articles on agent orchestration, quoted without data';
