import { z } from 'zod';
import type { Distribution } from '../scenario.js';
import {
  above,
  amount,
  DURATION,
  described,
  type FinalParams,
  type Kind,
  leaf,
  POSITIVE_DURATION,
  RATE,
  real,
  required,
} from './kinds.js';
import type { Reading } from './units.js';

/** The 95th percentile of the standard normal distribution. */
const Z95 = 1.644_853_626_951_472_2;

/** What a distribution is about, and so how its values are written. */
interface Quantity {
  readonly noun: string;
  /** Any value that it may take. */
  readonly any: Kind<number>;
  /** A value above 0: means, scales, medians. */
  readonly scale: Kind<number>;
}

const EXAMPLE = '{ lognormal: { median: 2, p95: 6 } }';

/** A bare number (or a text with a unit) in place of a distribution. */
function constant({ noun, any }: Quantity): Kind<Distribution> {
  const expected = `${noun} or a distribution`;
  const next = `Write ${noun}, or a distribution such as ${EXAMPLE}.`;
  return {
    expected,
    range: `${any.range}, or a distribution`,
    next,
    json: any.json,
    read: (raw): Reading<Distribution> => {
      const reading = any.read(raw);
      if (reading.ok) return { ok: true, value: { kind: 'constant', value: reading.value } };
      const scalar = typeof raw === 'string' || typeof raw === 'number';
      if (scalar && !reading.message.startsWith('expected ')) return reading;
      return { ok: false, message: reading.message.replace(/^expected .*, got/, `expected ${expected}, got`), next };
    },
  };
}

interface Refusals {
  readonly issues: z.core.$ZodRawIssue[];
  readonly value: unknown;
}

function refuse(context: Refusals, path: string[], message: string, next: string): never {
  const params: FinalParams = { final: true, next };
  context.issues.push({ code: 'custom', message, path, input: context.value, params: { ...params } });
  return z.NEVER;
}

/** `{ median, p95 }` gives mu = ln(median) and sigma = ln(p95 / median) / 1.645, as the 95th percentile demands. */
function lognormal({ scale }: Quantity) {
  const part = (kind: Kind<number>, about: string) =>
    leaf(kind)
      .meta({ ...kind.json, ...described(kind.range, about, undefined) })
      .optional();
  return z
    .strictObject({
      median: part(scale, 'Median'),
      p95: part(scale, '95th percentile, above the median'),
      mu: part(real('a number'), 'Mean of the logarithm'),
      sigma: part(amount('a number'), 'Standard deviation of the logarithm'),
    })
    .transform(({ median, p95, mu, sigma }, context): Distribution => {
      const other = mu === undefined && sigma === undefined;
      if (median !== undefined && p95 !== undefined && other) {
        if (p95 > median) return { kind: 'lognormal', mu: Math.log(median), sigma: Math.log(p95 / median) / Z95 };
        return refuse(
          context,
          ['p95'],
          'the p95 of a lognormal must be above its median',
          'Raise p95 or lower median.',
        );
      }
      if (mu !== undefined && sigma !== undefined && median === undefined && p95 === undefined) {
        return { kind: 'lognormal', mu, sigma };
      }
      return refuse(context, [], 'a lognormal takes median and p95, or mu and sigma', 'Give one pair, and only one.');
    })
    .meta({ description: 'Lognormal, skewed to the right: median and p95, or mu and sigma.' });
}

function uniform({ any }: Quantity) {
  return z
    .array(leaf(any))
    .min(2)
    .max(2)
    .transform(([low, high], context): Distribution => {
      if (low !== undefined && high !== undefined && low < high) return { kind: 'uniform', low, high };
      return refuse(context, [], 'a uniform needs its lower bound first', 'Write [low, high] with low below high.');
    })
    .meta({ description: `Equally likely between two bounds, [low, high] (${any.range}).` });
}

function empirical({ any }: Quantity) {
  return z
    .array(leaf(any))
    .min(1)
    .transform((sample): Distribution => ({ kind: 'empirical', sorted: [...sample].sort((a, b) => a - b) }))
    .meta({ description: `A measured sample; values between its points are interpolated (${any.range}).` });
}

function byName(quantity: Quantity) {
  const { scale } = quantity;
  return z.strictObject({
    exponential: z
      .strictObject({ mean: required(scale, 'Mean') })
      .transform(({ mean }): Distribution => ({ kind: 'exponential', mean }))
      .optional(),
    lognormal: lognormal(quantity).optional(),
    gamma: z
      .strictObject({
        mean: required(scale, 'Mean'),
        cv: required(amount('a number'), 'Standard deviation over mean'),
      })
      .transform(({ mean, cv }): Distribution => ({ kind: 'gamma', mean, cv }))
      .optional(),
    weibull: z
      .strictObject({
        scale: required(scale, 'Scale'),
        shape: required(above(0, 'a number'), 'Shape, 1 is exponential'),
      })
      .transform((given): Distribution => ({ kind: 'weibull', scale: given.scale, shape: given.shape }))
      .optional(),
    pareto: z
      .strictObject({
        min: required(scale, 'Least value'),
        alpha: required(above(0, 'a number'), 'Tail index: the smaller, the heavier the tail; no mean at 1 and below'),
      })
      .transform(({ min, alpha }): Distribution => ({ kind: 'pareto', min, alpha }))
      .optional(),
    uniform: uniform(quantity).optional(),
    empirical: empirical(quantity).optional(),
  });
}

/** `{ exponential: ... }` and its like: one key, the distribution's name. */
function written(quantity: Quantity) {
  return byName(quantity)
    .transform((given, context): Distribution => {
      const kinds = Object.values(given).filter((kind) => kind !== undefined);
      if (kinds[0] !== undefined && kinds.length === 1) return kinds[0];
      return refuse(context, [], 'a distribution has exactly one name', `Write for example ${EXAMPLE}.`);
    })
    .meta({ minProperties: 1, maxProperties: 1 });
}

function distribution(id: string, quantity: Quantity) {
  const kind = constant(quantity);
  // One definition for all keys of the same quantity: editors load a tenth of the schema.
  const schema = z.union([leaf(kind).meta({ ...kind.json }), written(quantity)]).meta({ id });
  return {
    required: (about: string) => schema.meta({ description: `${about} (${kind.range}; required).` }),
    optional: (about: string, standard?: unknown) =>
      schema
        .clone()
        .meta(described(kind.range, about, standard))
        .optional(),
    or: (standard: unknown, about: string) =>
      schema
        .clone()
        .meta(described(kind.range, about, standard))
        .prefault(standard),
  };
}

export const durations = distribution('duration', { noun: 'a duration', any: DURATION, scale: POSITIVE_DURATION });
export const rates = distribution('rate', { noun: 'a rate', any: RATE, scale: RATE });
export const tokenCounts = distribution('tokens', {
  noun: 'a number of tokens',
  any: amount('a number of tokens'),
  scale: above(0, 'a number of tokens'),
});
export const counts = distribution('count', {
  noun: 'a count',
  any: amount('a count'),
  scale: above(0, 'a count'),
});
