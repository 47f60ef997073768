import * as z from 'zod';
import type { Distribution } from '../distribution.js';
import { lognormalOf } from '../distribution-mean.js';
import { item, key, type SchemaType } from './key.js';
import { above, amount, DURATION, type FinalParams, type Kind, leaf, POSITIVE_DURATION, RATE, real } from './kinds.js';
import type { ValueReading } from './units.js';

/** The 95th percentile of the standard normal distribution. */
const Z95 = 1.644_853_626_951_472_2;

/** What a distribution is about, and so how its values are written. */
interface Quantity {
  readonly noun: string;
  /** Any value that it may take. */
  readonly any: Kind<number>;
  /** A value above 0: means, scales, medians. */
  readonly scale: Kind<number>;
  /** The cv of the short form `{ mean }`, where there is a source for one; else it has to be written. */
  readonly spread?: number;
}

/**
 * How much lengths of one agent's answers vary, standard deviation over mean: 1.0 (the aggregator) to 1.8 (the planner) over
 * 192 recorded runs of a planner, two executors and an aggregator in AutoGen (github.com/UCSD-JP/multi-agent-bench, a6f026ff).
 */
const OUTPUT_SPREAD = 1;

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
    read: (raw): ValueReading<Distribution> => {
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
  const part = (kind: Kind<number>, means: string) => item(kind, means).optional();
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

/** `{ mean, cv }`, the short form: a lognormal that is said by what it comes to. */
function byMean({ scale, spread }: Quantity) {
  const told = spread === undefined ? 'with a mean' : `with a mean; default ${spread}`;
  return {
    mean: item(scale, 'Mean of a lognormal; a cv stands beside it').optional(),
    cv: item(amount('a number'), `Standard deviation over mean, ${told}`).optional(),
  };
}

function byName(quantity: Quantity) {
  const { scale } = quantity;
  return z.strictObject({
    ...byMean(quantity),
    exponential: z
      .strictObject({ mean: key(scale, { means: 'Mean', required: true }) })
      .transform(({ mean }): Distribution => ({ kind: 'exponential', mean }))
      .meta({ description: 'Memoryless: many short values, few long ones.' })
      .optional(),
    lognormal: lognormal(quantity).optional(),
    gamma: z
      .strictObject({
        mean: key(scale, { means: 'Mean', required: true }),
        cv: key(amount('a number'), { means: 'Standard deviation over mean', required: true }),
      })
      .transform(({ mean, cv }): Distribution => ({ kind: 'gamma', mean, cv }))
      .meta({ description: 'Mean and spread: a cv below 1 is more regular than exponential, above 1 burstier.' })
      .optional(),
    weibull: z
      .strictObject({
        scale: key(scale, { means: 'Scale', required: true }),
        shape: key(above(0, 'a number'), { means: 'Shape, 1 is exponential', required: true }),
      })
      .transform((given): Distribution => ({ kind: 'weibull', scale: given.scale, shape: given.shape }))
      .meta({ description: 'Weibull, for lifetimes.' })
      .optional(),
    pareto: z
      .strictObject({
        min: key(scale, { means: 'Least value', required: true }),
        alpha: key(above(0, 'a number'), {
          means: 'Tail index: the smaller, the heavier the tail; no mean at 1 and below',
          required: true,
        }),
      })
      .transform(({ min, alpha }): Distribution => ({ kind: 'pareto', min, alpha }))
      .meta({ description: 'Heavy-tailed.' })
      .optional(),
    uniform: uniform(quantity).optional(),
    empirical: empirical(quantity).optional(),
  });
}

/** `{ exponential: ... }` and its like: one key, the distribution's name. */
function written(quantity: Quantity) {
  return byName(quantity)
    .transform(({ mean, cv, ...given }, context): Distribution => {
      const kinds = Object.values(given).filter((kind) => kind !== undefined);
      const isShort = mean !== undefined || cv !== undefined;
      if (kinds[0] !== undefined && kinds.length === 1 && !isShort) return kinds[0];
      const spread = cv ?? quantity.spread;
      if (mean !== undefined && spread !== undefined && kinds.length === 0) return lognormalOf(mean, spread);
      if (!isShort || kinds.length > 0)
        return refuse(context, [], 'a distribution has exactly one name', `Write for example ${EXAMPLE}.`);
      const missing = mean === undefined ? 'mean' : 'cv';
      return refuse(
        context,
        [],
        `a lognormal by its mean needs ${missing}`,
        `Add ${missing}, as in { mean: 2, cv: 1 }.`,
      );
    })
    .meta({ minProperties: 1, maxProperties: 2 });
}

function distribution(id: string, quantity: Quantity): SchemaType<Distribution> {
  const kind = constant(quantity);
  // One definition for all keys of the same quantity: editors load a tenth of the schema.
  const schema = z.union([leaf(kind).meta({ ...kind.json }), written(quantity)]).meta({ id });
  return { range: kind.range, schema };
}

export const durations = distribution('duration', { noun: 'a duration', any: DURATION, scale: POSITIVE_DURATION });
export const rates = distribution('rate', { noun: 'a rate', any: RATE, scale: RATE });
export const tokenCounts = distribution('tokens', {
  noun: 'a number of tokens',
  any: amount('a number of tokens'),
  scale: above(0, 'a number of tokens'),
  spread: OUTPUT_SPREAD,
});
export const counts = distribution('count', {
  noun: 'a count',
  any: amount('a count'),
  scale: above(0, 'a count'),
});
/** Factors with mean 1, such as the size of a task. */
export const factors = distribution('factor', {
  noun: 'a factor',
  any: amount('a factor'),
  scale: above(0, 'a factor'),
});
