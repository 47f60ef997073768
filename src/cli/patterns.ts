import type { Command } from 'commander';
import { patternNamed, patterns } from '../patterns/index.js';
import type { Pattern } from '../patterns/pattern.js';
import { entries } from '../patterns/plan.js';
import { wrap } from '../report/table.js';
import { suggest } from '../scenario/words.js';
import { colours, Refusal, widthOf } from './session.js';

export function addPatterns(program: Command): void {
  program
    .command('patterns')
    .summary('the catalogue of coordination patterns')
    .description('Lists the patterns, or tells one: what it is, what to notice, what breaks it, its options.')
    .argument('[name]', 'a pattern')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  rehearse patterns supervisor')
    .action(show);
}

function show(name: string | undefined, options: { readonly json?: boolean }): void {
  if (name === undefined) {
    process.stdout.write(options.json === true ? asJson(patterns) : list());
    return;
  }
  const pattern = patternNamed(name);
  if (pattern === undefined) {
    throw new Refusal(
      `there is no pattern '${name}'.\n  ${suggest(
        name,
        patterns.map((p) => p.name),
      )}`,
    );
  }
  process.stdout.write(options.json === true ? asJson([pattern]) : card(pattern));
}

function list(): string {
  const c = colours(process.stdout);
  const width = Math.max(...patterns.map((pattern) => pattern.name.length)) + 2;
  const room = widthOf(process.stdout) - width;
  return patterns
    .map((pattern) => {
      const [first, ...rest] = wrap(pattern.card.what, room);
      return [`${c.bold(pattern.name.padEnd(width))}${first}`, ...rest.map((line) => ' '.repeat(width) + line)].join(
        '\n',
      );
    })
    .join('\n')
    .concat('\n');
}

function card(pattern: Pattern): string {
  const c = colours(process.stdout);
  const room = widthOf(process.stdout) - 2;
  const paragraph = (title: string, text: string): string[] => [
    '',
    c.bold(title),
    ...wrap(text, room).map((line) => `  ${line}`),
  ];
  const lines = [
    `${c.bold(pattern.name)} (${pattern.family})`,
    ...wrap(`also: ${pattern.aliases.join(', ')}`, room).map((line) => c.dim(line)),
    '',
    ...wrap(pattern.card.what, room),
    ...paragraph('How', pattern.card.how),
    ...paragraph('Notice', pattern.card.notice),
    ...paragraph('Try this', pattern.card.tryThis),
    ...paragraph('Breaks when', pattern.card.breaksWhen),
  ];
  if (entries(pattern).length > 0) lines.push('', c.bold('Options'));
  for (const [name, option] of entries(pattern)) {
    lines.push(
      `  ${name}: ${String(option.initial)}  ${c.dim(`(${option.allowed})`)}`,
      ...wrap(option.about, room - 4).map((line) => `      ${line}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

function asJson(shown: readonly Pattern[]): string {
  const plain = shown.map((pattern) => ({
    name: pattern.name,
    family: pattern.family,
    aliases: pattern.aliases,
    card: pattern.card,
    options: Object.fromEntries(
      entries(pattern).map(([name, { initial, about, allowed }]) => [name, { default: initial, allowed, about }]),
    ),
  }));
  return `${JSON.stringify(plain, null, 2)}\n`;
}
