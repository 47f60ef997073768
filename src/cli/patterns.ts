import type { Command } from 'commander';
import { entries, wordingEntries } from '../patterns/declared.js';
import { patternNamed, patterns } from '../patterns/index.js';
import type { Option } from '../patterns/options.js';
import type { Pattern } from '../patterns/pattern.js';
import { patternCard } from '../report/patterns.js';
import { wrap } from '../report/words/wrap.js';
import { suggest } from '../scenario/checks/words.js';
import { lessonOf } from '../study/lesson.js';
import { colours, isColourful, Refusal, widthOf } from './session.js';

export function addPatterns(program: Command): void {
  program
    .command('patterns')
    .description(
      'Lists the patterns, or explains one: what it is, what to notice, what breaks it, its structure, its options and a small run.',
    )
    .argument('[name]', 'name of a pattern (default: list all)')
    .option('--json', 'print the result as JSON')
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
  process.stdout.write(
    options.json === true
      ? asJson([pattern])
      : patternCard(lessonOf(pattern), widthOf(process.stdout), isColourful(process.stdout)),
  );
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

function asJson(shown: readonly Pattern[]): string {
  const plain = shown.map((pattern) => ({
    name: pattern.name,
    family: pattern.family,
    aliases: pattern.aliases,
    card: pattern.card,
    options: plainOptions(entries(pattern)),
    wording: plainOptions(wordingEntries(pattern)),
  }));
  return `${JSON.stringify(plain, null, 2)}\n`;
}

function plainOptions(declared: readonly [string, Option<unknown>][]): object {
  return Object.fromEntries(
    declared.map(([name, { initial, about, allowed, off }]) => [name, { default: initial, allowed, about, off }]),
  );
}
