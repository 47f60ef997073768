/** One thing that the simulator was held against, and how near it came. */
export interface Row {
  readonly kind: 'law' | 'closed form' | 'recorded run' | 'recorded fault' | 'published';
  /** The case: a formula with its parameters, a framework's run, or a published result. */
  readonly name: string;
  /** What was compared. */
  readonly what: string;
  readonly expected: number;
  readonly got: number;
  /** |got - expected|, in `unit`; for counts of things that must be the same ones, how many are not. */
  readonly error: number;
  /** The largest error that passes, in `unit`: 0 where the two must be equal. */
  readonly allowed: number;
  readonly unit: string;
  readonly ok: boolean;
  /** Where `expected` comes from. */
  readonly source: string;
  /** What differs, where that is more than a number; or why a row proves nothing. */
  readonly note?: string;
}

/** What a row says beside its numbers. */
export type Heading = Pick<Row, 'kind' | 'name' | 'what' | 'unit' | 'source'>;

/** As a share: the order in which a floating-point sum is made is worth far less. */
const ROUNDING = 1e-9;

/** A row that passes where `got` lies within `allowed` of `expected`. NaN never passes. */
export function within(heading: Heading, expected: number, got: number, allowed: number, note?: string): Row {
  const error = Math.abs(got - expected);
  return judged(heading, { expected, got, error, allowed, ...(note === undefined ? {} : { note }) });
}

/** A row about things that must be the same: `wrong` of them are not. */
export function same(heading: Heading, expected: number, got: number, wrong: number, note: string): Row {
  return judged(heading, { expected, got, error: wrong, allowed: 0, ...(wrong === 0 ? {} : { note }) });
}

/** A row for what is counted: the two must be equal. */
export function equal(heading: Heading, expected: number, got: number, note?: string): Row {
  return within(heading, expected, got, 0, note);
}

/** A row for what is added up in floating point, and otherwise exact. */
export function equalButForRounding(heading: Heading, expected: number, got: number): Row {
  return within(heading, expected, got, ROUNDING * Math.abs(expected));
}

function judged(heading: Heading, numbers: Pick<Row, 'expected' | 'got' | 'error' | 'allowed' | 'note'>): Row {
  const { kind, name, what, unit, source } = heading;
  return { kind, name, what, unit, source, ...numbers, ok: numbers.error <= numbers.allowed };
}
