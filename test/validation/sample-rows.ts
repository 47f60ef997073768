import { checks, sets } from '../../src/validation/published-row.js';
import { equal, type Row, within } from '../../src/validation/row.js';

/** A few rows of each kind of evidence, as `rehearse validate` finds many. */

export const law: Row = equal({ kind: 'law', name: 'deleting', what: 'wins', unit: 'cases', source: 'a law' }, 0, 0);

export const form = (expected: number, got: number): Row =>
  within({ kind: 'closed form', name: 'M/M/1', what: 'wait', unit: 's', source: 'a formula' }, expected, got, 0.1);

export const run = (got: number): Row =>
  equal({ kind: 'recorded run', name: 'a framework', what: 'calls', unit: 'calls', source: 'a recording' }, 12, got);

export const finding = { name: 'a team', what: 'right', unit: 'share', source: 'Huang et al., arXiv', basis: 'a fit' };

export const agreeing: Row[] = [law, form(2, 2.05), form(0.004, 0.004), run(12), checks(finding, 0.5, 0.52, 0.1)];
/** It does not agree, and what is missing is named. */
export const lacking = checks(finding, 0.5, 0.9, 0.1, 'a judge');
/** It does not agree, and nobody knows why. */
export const news = checks(finding, 3, 0, 0);
export const rows: Row[] = [...agreeing, lacking, sets(finding, 0.4, 0.4, 0.1)];
