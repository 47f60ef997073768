import { createColors } from 'picocolors';
import type { Pattern } from '../patterns/pattern.js';
import { entries } from '../patterns/plan.js';
import { smallRun, structureOf } from '../study/lesson.js';
import { timeline } from './exporters/traces/timeline.js';
import { wrap } from './words/wrap.js';

/** Team sizes at which the structure is shown. */
const SIZES = [2, 4, 8, 16];
/** Lines of the small run: enough to see who speaks to whom. */
const LINES = 20;

const COLUMNS = [
  ['specialists', 'specialists'],
  ['calls', 'calls'],
  ['calls in a row', 'criticalPathCalls'],
  ['edges', 'edges'],
  ['messages', 'messages'],
] as const;

/** One pattern, taught: what it is, its structure, what breaks it, its options, and a small run of it. */
export function patternCard(pattern: Pattern, width: number, colour: boolean): string {
  const c = createColors(colour);
  const room = width - 2;
  const indented = (text: string): string[] => wrap(text, room).map((line) => `  ${line}`);
  const paragraph = (title: string, text: string): string[] => ['', c.bold(title), ...indented(text)];
  const lines = [
    `${c.bold(pattern.name)} (${pattern.family})`,
    ...wrap(`also: ${pattern.aliases.join(', ')}`, width).map(c.dim),
    '',
    ...wrap(pattern.card.what, width),
    ...paragraph('How', pattern.card.how),
    ...paragraph('Notice', pattern.card.notice),
    ...paragraph('Try this', pattern.card.tryThis),
    ...paragraph('Breaks when', pattern.card.breaksWhen),
    '',
    c.bold('Structure, with independent specialists and one who merges'),
    ...structureLines(pattern).map((line) => `  ${line}`),
  ];
  if (entries(pattern).length > 0) lines.push('', c.bold('Options'));
  for (const [name, option] of entries(pattern)) {
    lines.push(`  ${name}: ${String(option.initial)}  ${c.dim(`(${option.allowed})`)}`);
    lines.push(...wrap(option.about, room - 4).map((line) => `      ${line}`));
  }
  const run = smallRunLines(pattern, width, colour);
  if (run.length > 0) lines.push('', c.bold('A small run'), ...run);
  return `${lines.join('\n')}\n`;
}

function structureLines(pattern: Pattern): string[] {
  const rows = SIZES.map((size) => structureOf(pattern, size));
  return COLUMNS.map(([label, key]) => {
    return label.padEnd(16) + rows.map((row) => String(row[key]).padStart(6)).join('');
  });
}

function smallRunLines(pattern: Pattern, width: number, colour: boolean): string[] {
  const trace = smallRun(pattern);
  if (trace === null) return [];
  const title = 'a leaflet: draft, check and draw, print';
  const lines = timeline(trace, { title, width: width - 2, colour })
    .trimEnd()
    .split('\n');
  const shown = lines.slice(0, LINES);
  if (lines.length > LINES) shown.push(`... and ${lines.length - LINES} lines more`);
  return shown.map((line) => `  ${line}`.trimEnd());
}

/** The catalogue as Markdown, made from the patterns' own declarations. */
export function patternsMarkdown(patterns: readonly Pattern[]): string {
  const lines = [
    '# Patterns',
    '',
    'Made from the declarations in `src/patterns` by `npm run generate`. Patterns are named by their mechanism; the same name',
    'means different things to different vendors, so the aliases say who uses them.',
    '',
    ...patterns.map(({ name, card }) => `- [${name}](#${name}): ${card.what}`),
  ];
  for (const pattern of patterns) lines.push(...patternSection(pattern));
  return `${lines.join('\n')}\n`;
}

function patternSection(pattern: Pattern): string[] {
  const { name, aliases, family, card } = pattern;
  const options = entries(pattern);
  const rows = SIZES.map((size) => structureOf(pattern, size));
  const run = smallRunLines(pattern, 100, false);
  return [
    '',
    `## ${name}`,
    '',
    `*${family}; also: ${aliases.join(', ')}*`,
    '',
    card.what,
    '',
    `**How.** ${card.how}`,
    '',
    `**Notice.** ${card.notice}`,
    '',
    `**Try this.** ${card.tryThis}`,
    '',
    `**Breaks when.** ${card.breaksWhen}`,
    '',
    'Structure, with independent specialists and one who merges:',
    '',
    `| ${COLUMNS.map(([label]) => label).join(' | ')} |`,
    `| ${COLUMNS.map(() => '--:').join(' | ')} |`,
    ...rows.map((row) => `| ${COLUMNS.map(([, key]) => row[key]).join(' | ')} |`),
    ...(options.length === 0 ? [] : ['', '| option | default | allowed | what it is |', '| --- | --- | --- | --- |']),
    ...options.map(([option, { initial, allowed, about }]) => {
      return `| \`${option}\` | ${String(initial)} | ${allowed.replaceAll('|', '\\|')} | ${about} |`;
    }),
    ...(run.length === 0 ? [] : ['', '```text', ...run.map((line) => line.replace(/^ {2}/, '')), '```']),
  ];
}
