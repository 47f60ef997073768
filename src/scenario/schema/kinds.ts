import * as z from 'zod';
import {
  DURATION_PATTERN,
  got,
  PERCENT_PATTERN,
  RATE_PATTERN,
  readDuration,
  readRate,
  shareOf,
  type ValueReading,
} from './units.js';

/**
 * A kind of value: how to read it, what to call it in a message, and its JSON Schema for editors.
 * zod sees an unknown value that is transformed, so that every message is ours and says what was expected and what came.
 */
export interface Kind<T> {
  /** For messages: "a probability between 0 and 1". */
  readonly expected: string;
  /** For descriptions: unit and range. */
  readonly range: string;
  readonly next: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly read: (raw: unknown) => ValueReading<T>;
}

/** The schema of a kind of value. */
export type KindSchema<T> = z.ZodPipe<z.ZodUnknown, z.ZodTransform<T, unknown>>;

/** `params` of an issue that a kind reported: where the message is final. */
export interface FinalParams {
  readonly final: true;
  readonly next: string;
}

export function leaf<T>(kind: Kind<T>): KindSchema<T> {
  const read = z.unknown().transform((raw, context): T => {
    const reading = kind.read(raw);
    if (reading.ok) return reading.value;
    const params: FinalParams = { final: true, next: reading.next };
    context.issues.push({ code: 'custom', message: reading.message, input: raw, params: { ...params } });
    return z.NEVER;
  });
  return read.meta({ ...kind.json });
}

/** What one scalar kind asks of a value besides its type; returns whether it holds. */
type Test = (value: number) => boolean;

/**
 * The largest number that a scenario may hold, and the least above 0, in base units: 10^12 seconds are 31,700 years. With
 * them no product, quotient or square of a few values leaves the range of a double, so that every result is a number.
 */
const LARGEST = 1e12;
const LEAST = 1e-12;

/** What is said of a number that arithmetic would not survive; null of any other. */
function outOfReach(value: number, raw: unknown): ValueReading<never> | null {
  const size = Math.abs(value);
  if (size === 0 || !finite(size) || (size >= LEAST && size <= LARGEST)) return null;
  return size > LARGEST
    ? { ok: false, message: `${got(raw)} is too large to reckon with`, next: 'Write a number up to 1e12.' }
    : { ok: false, message: `${got(raw)} is too small to reckon with`, next: 'Write 0, or a number from 1e-12 on.' };
}

function numeric(expected: string, range: string, test: Test, json: object, example: string): Kind<number> {
  const next = `Write a number such as ${example}.`;
  return {
    expected,
    range,
    next,
    json: { type: 'number', ...json },
    read: (raw) =>
      typeof raw === 'number' && test(raw)
        ? (outOfReach(raw, raw) ?? { ok: true, value: raw })
        : { ok: false, message: `expected ${expected}, got ${got(raw)}`, next },
  };
}

const finite = Number.isFinite;
const LIMITLESS = ', or .inf for no limit';

/** A number between 0 and 1, or a text in per cent. */
function shared(expected: string, example: string): Kind<number> {
  const base = numeric(expected, '0 to 1, or in %', (value) => value >= 0 && value <= 1, {}, example);
  return {
    ...base,
    json: { type: ['number', 'string'], minimum: 0, maximum: 1, pattern: PERCENT_PATTERN },
    read: (raw) => {
      const value = shareOf(raw);
      // What is too much is told as it was written.
      return typeof value === 'number' && value >= 0 && value <= 1 ? { ok: true, value } : base.read(raw);
    },
  };
}

export const PROBABILITY = shared('a probability between 0 and 1', '0.05');
export const SHARE = shared('a share between 0 and 1', '0.5');

/** A number from 0 on, such as a weight or a price. */
export const amount = (unit: string): Kind<number> =>
  numeric(`${unit}, 0 or more`, `${unit}, 0 or more`, (value) => finite(value) && value >= 0, { minimum: 0 }, '1.5');

export const above = (low: number, unit: string): Kind<number> =>
  numeric(
    `${unit} above ${low}`,
    `${unit}, above ${low}`,
    (value) => finite(value) && value > low,
    { exclusiveMinimum: low },
    `${low + 1.5}`,
  );

export const limit = (unit: string): Kind<number> =>
  numeric(
    `${unit} above 0${LIMITLESS}`,
    `${unit}, above 0${LIMITLESS}`,
    (value) => value > 0,
    { exclusiveMinimum: 0 },
    '600',
  );

export const atLeast = (low: number, unit: string): Kind<number> =>
  numeric(
    `${unit}, ${low} or more`,
    `${unit}, ${low} or more`,
    (value) => finite(value) && value >= low,
    { minimum: low },
    `${low}`,
  );

export const real = (unit: string): Kind<number> => numeric(unit, unit, finite, {}, '0.5');

/** The most of anything that is created one by one: a typing mistake must not exhaust the memory. */
export const MOST = 1000;

export const whole = (low: number, unit: string, high = 1_000_000_000): Kind<number> => {
  const range = high < 1_000_000_000 ? `from ${low} to ${high}` : `${low} or more`;
  return {
    ...numeric(
      `a whole number of ${unit}, ${range}`,
      `whole number of ${unit}, ${range}`,
      (value) => Number.isInteger(value) && value >= low && value <= high,
      { minimum: low, ...(high < 1_000_000_000 ? { maximum: high } : {}) },
      `${Math.max(low, 1)}`,
    ),
    json: { type: 'integer', minimum: low, ...(high < 1_000_000_000 ? { maximum: high } : {}) },
  };
};

export const wholeOrLimitless = (low: number, unit: string): Kind<number> =>
  numeric(
    `a whole number of ${unit}, ${low} or more${LIMITLESS}`,
    `whole number of ${unit}, ${low} or more${LIMITLESS}`,
    (value) => (Number.isInteger(value) || value === Number.POSITIVE_INFINITY) && value >= low,
    { minimum: low },
    `${Math.max(low, 1)}`,
  );

function united(
  base: Kind<number>,
  read: (raw: unknown) => ValueReading<number>,
  pattern: string,
  test: Test,
): Kind<number> {
  return {
    ...base,
    json: { ...base.json, type: ['number', 'string'], pattern },
    read: (raw) => {
      const reading = read(raw);
      if (!reading.ok) return reading;
      if (test(reading.value)) return outOfReach(reading.value, raw) ?? reading;
      return { ok: false, message: `expected ${base.expected}, got ${got(raw)}`, next: base.next };
    },
  };
}

const named = (expected: string, next: string, json: object): Kind<number> => ({
  ...numeric(expected, expected.replace(/^an? /, ''), () => true, json, ''),
  next,
});

const DURATION_NEXT = 'Write a number of seconds or a number with a unit, such as 800ms, 2s or 5m.';
const RATE_NEXT = 'Write a number per second or a number with a period, such as 90/s or 600/m.';

const duration = (words: string, json: object, test: Test): Kind<number> =>
  united(named(`a duration ${words}`, DURATION_NEXT, json), readDuration, DURATION_PATTERN, test);

export const DURATION = duration('of 0 s or more', { minimum: 0 }, (value) => finite(value) && value >= 0);
export const POSITIVE_DURATION = duration('above 0 s', { exclusiveMinimum: 0 }, (value) => finite(value) && value > 0);
export const TIME_LIMIT = duration(`above 0 s${LIMITLESS}`, { exclusiveMinimum: 0 }, (value) => value > 0);

export const RATE = united(
  named('a rate above 0/s', RATE_NEXT, { exclusiveMinimum: 0 }),
  readRate,
  RATE_PATTERN,
  (value) => finite(value) && value > 0,
);

export const RATE_LIMIT = united(
  named(`a rate above 0/s${LIMITLESS}`, RATE_NEXT, { exclusiveMinimum: 0 }),
  readRate,
  RATE_PATTERN,
  (value) => value > 0,
);

function textual(expected: string, range: string, next: string, test: RegExp, json: object): Kind<string> {
  return {
    expected,
    range,
    next,
    json: { type: 'string', ...json },
    read: (raw) =>
      typeof raw === 'string' && test.test(raw)
        ? { ok: true, value: raw }
        : { ok: false, message: `expected ${expected}, got ${got(raw)}`, next },
  };
}

export const NAME_SOURCE = '[A-Za-z][A-Za-z0-9_-]*';
export const NAME_PATTERN = `^${NAME_SOURCE}$`;
export const NAME_NEXT = "Start with a letter, then use letters, digits, '-' and '_' only.";
const NAME_REGEX = new RegExp(NAME_PATTERN);
export const isName = (text: string): boolean => NAME_REGEX.test(text);

export const NAME = textual('a name', "letters, digits, '-' and '_'", NAME_NEXT, NAME_REGEX, { pattern: NAME_PATTERN });
const MODEL_PATTERN = '^[A-Za-z][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?$';
/** A name of this file, or provider/model of a price list. */
export const MODEL = textual(
  'the name of a model, or provider/model',
  "letters, digits, '-' and '_', or provider/model",
  'Write a name such as medium, or a provider and a model, such as openai/gpt-5.4.',
  new RegExp(MODEL_PATTERN),
  { pattern: MODEL_PATTERN },
);
export const TEXT = textual('a text', 'text', 'Write one sentence.', /\S/, { minLength: 1 });

export const FLAG: Kind<boolean> = {
  expected: 'true or false',
  range: 'true or false',
  next: 'Write true or false.',
  json: { type: 'boolean' },
  read: (raw) =>
    typeof raw === 'boolean'
      ? { ok: true, value: raw }
      : { ok: false, message: `expected true or false, got ${got(raw)}`, next: 'Write true or false.' },
};

export function oneOf<const T extends string>(words: readonly T[]): Kind<T> {
  const expected = `one of ${words.join(', ')}`;
  const next = `Choose ${expected}.`;
  return {
    expected,
    range: expected,
    next,
    json: { type: 'string', enum: words },
    read: (raw) => {
      const value = words.find((word) => word === raw);
      if (value !== undefined) return { ok: true, value };
      return { ok: false, message: `expected ${expected}, got ${got(raw)}`, next };
    },
  };
}
