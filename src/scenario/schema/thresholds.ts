import type { Threshold } from '../scenario.js';
import type { Kind } from './kinds.js';
import { got, inHundreds } from './units.js';

export type Bound = Pick<Threshold, 'operator' | 'value'>;

const PATTERN = '^(<=|<|>=|>) *([+-]?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)(?: ?(%))?$';
const BOUND = new RegExp(PATTERN);
const NEXT = "Write an operator and a number in quotes, such as '>= 0.6'; the operators are <, <=, > and >=.";

const isOperator = (text: string | undefined): text is Bound['operator'] =>
  text === '<' || text === '<=' || text === '>' || text === '>=';

/** A bound on a measure: `'>= 0.6'`. */
export const THRESHOLD: Kind<Bound> = {
  expected: 'a bound',
  range: 'an operator <, <=, > or >= and a number, which may be in %',
  next: NEXT,
  json: { type: 'string', pattern: PATTERN },
  read: (raw) => {
    const match = typeof raw === 'string' ? BOUND.exec(raw.trim()) : null;
    const operator = match?.[1];
    const value = Number(match?.[2]);
    if (isOperator(operator))
      return { ok: true, value: { operator, value: match?.[3] === '%' ? inHundreds(value) : value } };
    return { ok: false, message: `expected a bound such as '>= 0.6', got ${got(raw)}`, next: NEXT };
  },
};

/** `pipeline.correct` is the measure `correct` of the pattern `pipeline`; null where it is not of that form. */
export function splitThreshold(key: string): { pattern: string; measure: string } | null {
  const match = /^([A-Za-z][A-Za-z0-9_-]*)\.(\S+)$/.exec(key);
  const [, pattern, measure] = match ?? [];
  return pattern === undefined || measure === undefined ? null : { pattern, measure };
}
