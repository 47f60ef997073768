import { readFileSync, writeFileSync } from 'node:fs';
import { path } from './generated.js';

/**
 * Makes src/scenario/models/prices.ts of a price table of Langfuse: `npx tsx scripts/prices.ts FILE`, where FILE is
 * worker/src/constants/default-model-prices.json of github.com/langfuse/langfuse.
 */

interface Tier {
  readonly name: string;
  readonly prices: Readonly<Record<string, number>>;
  readonly conditions: readonly { readonly operator: string; readonly value?: number }[];
}

interface Listed {
  readonly modelName: string;
  readonly updatedAt: string;
  readonly pricingTiers: readonly Tier[];
}

const PROVIDERS: readonly (readonly [RegExp, string])[] = [
  [/^(gpt|o\d)/, 'openai'],
  [/^claude/, 'anthropic'],
  [/^gemini/, 'google'],
];
/** No chat models, or withdrawn long ago. */
const LEFT_OUT =
  /embedding|audio|realtime|live|instruct|claude-(1|2|instant)|gpt-4-(32k|0|1106|turbo-|preview)|gpt-3.5-turbo-|gemini-(1|pro)|o1-(preview|mini)/;
const DATED = /-20\d\d-?\d\d-?\d\d$/;

const rounded = (dollars: number): number => Number((dollars * 1e6).toPrecision(6));

function rowOf({ modelName, updatedAt, pricingTiers }: Listed): string | null {
  const provider = PROVIDERS.find(([pattern]) => pattern.test(modelName))?.[1];
  if (provider === undefined || LEFT_OUT.test(modelName)) return null;
  const named = (test: (name: string) => boolean): Tier | undefined => pricingTiers.find(({ name }) => test(name));
  const { prices } = named((name) => name === 'Standard')!;
  const cached = prices.input_cache_read ?? prices.input_cached_tokens;
  const long = named((name) => /^Large Context/i.test(name));
  const fast = named((name) => name === 'Fast mode');
  const more = {
    ...(long === undefined ? {} : { above: long.conditions.find(({ operator }) => operator === 'gt')!.value }),
    ...(fast === undefined ? {} : { priority: Number((fast.prices.input! / prices.input!).toFixed(3)) }),
  };
  const cells = [`${provider}/${modelName}`, rounded(prices.input!), cached === undefined ? null : rounded(cached)];
  const row = [
    ...cells,
    rounded(prices.output!),
    updatedAt.slice(0, 10),
    ...(Object.keys(more).length > 0 ? [more] : []),
  ];
  return JSON.stringify(row);
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the price table: npx tsx scripts/prices.ts default-model-prices.json');
const table = JSON.parse(readFileSync(file, 'utf8')) as Listed[];
const names = new Set(table.map(({ modelName }) => modelName));
// A name without its date is the newest one of that name.
const newest = table.flatMap((one) => {
  const short = one.modelName.replace(DATED, '');
  return short === one.modelName || names.has(short) ? [] : [{ ...one, modelName: short }];
});
const rows = [...table, ...newest].flatMap((one) => rowOf(one) ?? []).sort();
const target = path('src/scenario/models/prices.ts');
const [head] = readFileSync(target, 'utf8').split(/(?<=readonly PriceRow\[\] = \[\n)/);
writeFileSync(target, `${head}${rows.map((row) => `  ${row},\n`).join('')}];\n`);
