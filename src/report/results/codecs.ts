import * as z from 'zod';
import { measures, partsOf, wholeNamed } from '../../measures/index.js';
import type { Measure, Whole } from '../../measures/measure.js';
import type { Estimate, Interval, PairedEstimate } from '../../statistics/estimates.js';
import type { PairedDifference, SummaryRow, SummaryVerdict } from '../../study/summary-row.js';

/** How result.json writes values that JSON has no form for, and values that stand there often. Each codec reads and writes. */

const SPECIAL = ['Infinity', '-Infinity', '-0'] as const;
type Special = (typeof SPECIAL)[number];

const isNumber = (value: unknown): boolean => typeof value === 'number';

/** Any double: what is not defined is null, an end of a range without an end stands as text. */
export const number = z.codec(z.union([z.number(), z.enum(SPECIAL), z.null()]), z.custom<number>(isNumber), {
  decode: (value) => (value === null ? Number.NaN : Number(value)),
  encode: (value): number | Special | null => {
    if (Number.isNaN(value)) return null;
    if (Object.is(value, -0)) return '-0';
    return Number.isFinite(value) ? value : (String(value) as Special);
  },
});

const WHOLES: readonly Whole[] = ['latency', 'tokens', 'escaped'];

/** Every measure, and what wholes are taken apart into, by id. */
const known: ReadonlyMap<string, Measure> = new Map(
  [...WHOLES.flatMap((whole) => [...partsOf(whole), wholeNamed(whole)]), ...measures].map((one) => [one.id, one]),
);

/** By its id. */
export const measure = z.codec(z.string(), z.custom<Measure>(), {
  decode: (id, context) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    context.issues.push({ code: 'custom', message: `there is no measure '${id}'`, input: id });
    return z.NEVER;
  },
  encode: ({ id }) => id,
});

/** [n, mean, low, high] */
export const estimate = z.codec(z.tuple([number, number, number, number]), z.custom<Estimate>(), {
  decode: ([n, mean, low, high]) => ({ n, mean, low, high }),
  encode: ({ n, mean, low, high }): [number, number, number, number] => [n, mean, low, high],
});

/** [n, mean, low, high, p] */
export const pairedEstimate = z.codec(z.tuple([number, number, number, number, number]), z.custom<PairedEstimate>(), {
  decode: ([n, mean, low, high, p]) => ({ n, mean, low, high, p }),
  encode: ({ n, mean, low, high, p }): [number, number, number, number, number] => [n, mean, low, high, p],
});

/** [mean, low, high] */
const difference = z.codec(z.tuple([number, number, number]), z.custom<PairedDifference>(), {
  decode: ([mean, low, high]) => ({ mean, low, high }),
  encode: ({ mean, low, high }): [number, number, number] => [mean, low, high],
});

const VERDICTS = [
  'best',
  'better',
  'worse',
  'perhaps',
  'no difference shown',
  '',
] as const satisfies readonly SummaryVerdict[];

/** [low, high] */
const interval = z.codec(z.tuple([number, number]), z.custom<Interval>(), {
  decode: ([low, high]) => ({ low, high }),
  encode: ({ low, high }): [number, number] => [low, high],
});

/** A difference with its own interval, and with that after Holm's correction. */
const judged = z.tuple([difference, interval]);

/** [pattern, measure, estimate, p50, p95 with its interval, against the single agent, against the best, verdict] */
export const summaryRow = z.codec(
  z.tuple([z.string(), measure, estimate, number, difference, judged.nullable(), judged.nullable(), z.enum(VERDICTS)]),
  z.custom<SummaryRow>(),
  {
    decode: ([pattern, measure, { n, mean, low, high }, p50, tail, single, best, verdict]) => ({
      ...{ pattern, measure, n, mean, low, high, p50 },
      ...{ p95: tail.mean, p95Low: tail.low, p95High: tail.high },
      ...{ vsSingle: single?.[0] ?? null, vsBest: best?.[0] ?? null },
      ...{ shown: best?.[1] ?? null, shownSingle: single?.[1] ?? null, verdict },
    }),
    encode: ({ pattern, measure, n, mean, low, high, p50, p95, p95Low, p95High, verdict, ...row }) => {
      const tail = { mean: p95, low: p95Low, high: p95High };
      const single = pairOf(row.vsSingle, row.shownSingle);
      const best = pairOf(row.vsBest, row.shown);
      const encoded: SummaryTuple = [pattern, measure, { n, mean, low, high }, p50, tail, single, best, verdict];
      return encoded;
    },
  },
);

function pairOf(
  difference: PairedDifference | null,
  shown: Interval | null,
): [difference: PairedDifference, shown: Interval] | null {
  return difference === null || shown === null ? null : [difference, shown];
}

type SummaryTuple = [
  pattern: string,
  measure: Measure,
  estimate: Estimate,
  p50: number,
  p95: PairedDifference,
  vsSingle: [PairedDifference, Interval] | null,
  vsBest: [PairedDifference, Interval] | null,
  verdict: SummaryVerdict,
];

export const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

export const warning = z.object({ message: z.string(), next: z.string() });

export const leftOut = list(z.object({ pattern: z.string(), why: z.string() }));

const parameterFields = {
  path: z.string(),
  low: number,
  high: number,
  unit: z.string(),
  isWhole: z.boolean(),
};

export const parameter = z.object({
  ...parameterFields,
  scale: z.enum(['linear', 'log']),
  base: number.nullable(),
});

/** A parameter of the scenario's `decision.uncertain`. */
export const uncertain = z.object({ ...parameterFields, scale: z.literal('linear'), base: number });

export const crossover = {
  measure: z.string(),
  below: z.string(),
  above: z.string(),
  at: number,
  low: number,
  high: number,
};
