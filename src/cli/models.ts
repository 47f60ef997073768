import type { Command } from 'commander';
import { PRICE_SOURCE } from '../scenario/models/prices.js';
import { REAL_MODEL_NAMES, type RealModel, realModel } from '../scenario/models/real.js';
import { colours, Refusal } from './session.js';

export function addModels(program: Command): void {
  program
    .command('models')
    .description(
      'Lists the models on the market whose prices are known, in US dollars per million tokens. An agent takes one by its name, or a model is like one. What a price list does not say (speed, window, accuracy in long contexts) is that of a class: assumed.',
    )
    .argument('[filter]', 'a part of the name (default: list all)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  rehearse models claude')
    .action(show);
}

function show(filter: string | undefined, options: { readonly json?: boolean }): void {
  const part = filter?.toLowerCase() ?? '';
  const found = REAL_MODEL_NAMES.filter((name) => name.toLowerCase().includes(part)).map((name) => realModel(name)!);
  if (found.length === 0) throw new Refusal(`no model's name contains '${filter}'.\n  List all with rehearse models.`);
  process.stdout.write(options.json === true ? `${JSON.stringify(found, null, 2)}\n` : table(found));
}

const HEADINGS = ['model', 'input', 'cached', 'output', 'prices of', 'else like'];

function table(models: readonly RealModel[]): string {
  const c = colours(process.stdout);
  const rows = [HEADINGS, ...models.map(cellsOf)];
  const widths = HEADINGS.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i >= 1 && i <= 3 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ');
  const [head, ...body] = rows.map((row) => line(row).trimEnd());
  return `${[c.bold(head!), ...body].join('\n')}\n\nSource: ${PRICE_SOURCE}.\n`;
}

function cellsOf({ price, cache, listed }: RealModel): string[] {
  const cached = cache === null ? '-' : String(price.cachedInput);
  return [listed.name, String(price.input), cached, String(price.output), listed.date, listed.class];
}
