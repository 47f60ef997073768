import { createColors } from 'picocolors';
import { entries, wordingEntries } from '../patterns/declared.js';
import type { Option } from '../patterns/options.js';
import type { Pattern } from '../patterns/pattern.js';
import { fillingText, slotEntries } from '../patterns/slots.js';
import type { Lesson } from '../study/lesson.js';
import { patternPictureWords } from './charts/pattern-picture.js';
import { timeline } from './exporters/traces/timeline.js';
import { DRAWING_KEY, patternDrawing } from './tables/pattern-drawing.js';
import { wrap } from './words/wrap.js';

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
export function patternCard(lesson: Lesson, width: number, colour: boolean): string {
  const { pattern } = lesson;
  const c = createColors(colour);
  const room = width - 2;
  const indented = (text: string): string[] => wrap(text, room).map((line) => `  ${line}`);
  const paragraph = (title: string, text: string): string[] => ['', c.bold(title), ...indented(text)];
  const lines = [
    `${c.bold(pattern.name)} (${pattern.family})`,
    ...wrap(`also: ${pattern.aliases.join(', ')}`, width).map(c.dim),
    '',
    ...wrap(pattern.card.what, width),
    ...drawingLines(pattern.name).map((line) => `  ${line}`.trimEnd()),
    ...paragraph('How', pattern.card.how),
    ...paragraph('Notice', pattern.card.notice),
    ...paragraph('Try this', pattern.card.tryThis),
    ...paragraph('Breaks when', pattern.card.breaksWhen),
    ...(essentialsOf(pattern).length === 0 ? [] : paragraph('Lives by', essentialsOf(pattern).join(', '))),
    '',
    c.bold('Structure, with independent specialists and one that merges'),
    ...structureLines(lesson).map((line) => `  ${line}`),
  ];
  for (const [title, declared] of declarations(pattern)) {
    lines.push('', c.bold(title));
    for (const [name, option] of declared) {
      lines.push(`  ${name}: ${String(option.initial)}  ${c.dim(`(${option.allowed})`)}`);
      lines.push(...wrap(meaningOf(option), room - 4).map((line) => `      ${line}`));
    }
  }
  const slots = slotEntries(pattern);
  if (slots.length > 0) lines.push('', c.bold('Slots (roles that may fill them)'));
  for (const [slot, { does }] of slots) {
    lines.push(`  ${slot}: ${does}`, ...wrap(fillingText(slot), room - 4).map((line) => `      ${line}`));
  }
  lines.push('', c.bold('What is true of every run'), ...pattern.checks.flatMap(({ says }) => indented(says)));
  const run = smallRunLines(lesson, width, colour);
  if (run.length > 0) lines.push('', c.bold('A small run'), ...run);
  return `${lines.join('\n')}\n`;
}

/** The pattern drawn, and what the brackets mean; nothing for one that the catalogue does not draw. */
function drawingLines(name: string): string[] {
  const drawing = patternDrawing(name);
  return drawing === '' ? [] : ['', ...drawing.split('\n'), '', DRAWING_KEY];
}

type Declared = readonly [string, Option<unknown>][];

/** Options, and lengths of texts, each under a title; no title without any. */
function declarations(pattern: Pattern): [string, Declared][] {
  const wording = `Wording (lengths of texts, under patterns.${pattern.name}.wording)`;
  const all: [string, Declared][] = [
    ['Options', entries(pattern)],
    [wording, wordingEntries(pattern)],
  ];
  return all.filter(([, declared]) => declared.length > 0);
}

/** What an option is, and what switches it off. */
function meaningOf({ about, off }: Option<unknown>): string {
  return off === undefined ? about : `${about}; ${String(off.value)}: ${off.means}`;
}

function structureLines({ structures: rows }: Lesson): string[] {
  return COLUMNS.map(([label, key]) => {
    return label.padEnd(16) + rows.map((row) => String(row[key]).padStart(6)).join('');
  });
}

function smallRunLines({ run }: Lesson, width: number, colour: boolean): string[] {
  if (run === null) return [];
  const title = 'a leaflet: draft, check and draw, print';
  const lines = timeline(run, { title, width: width - 2, colour })
    .trimEnd()
    .split('\n');
  const shown = lines.slice(0, LINES);
  if (lines.length > LINES) shown.push(`... and ${lines.length - LINES} lines more`);
  return shown.map((line) => `  ${line}`.trimEnd());
}

/** The catalogue as Markdown, made from the patterns' own declarations. */
export function patternsMarkdown(lessons: readonly Lesson[]): string {
  const lines = [
    '# Patterns',
    '',
    'Made from the declarations in `src/patterns` by `npm run generate`. Patterns are named by their mechanism; the same name',
    'means different things to different vendors, so the aliases say who uses them. Options say how a pattern behaves; the first ones',
    'are those to try first. Wording says how long the texts are that it puts around the content: presets fill it.',
    '',
    ...lessons.map(({ pattern: { name, card } }) => `- [${name}](#${name}): ${card.what}`),
    '',
    'What the marks of the drawings mean:',
    '',
    ...pictureLines(KEY_PICTURE, KEY_WORDS),
  ];
  for (const lesson of lessons) lines.push(...patternSection(lesson));
  return `${lines.join('\n')}\n`;
}

/** The drawings lie here, beside the page; each also in the colours of a dark page. */
export const pictureFile = (name: string, isDark = false): string =>
  `images/patterns/${name}${isDark ? '-dark' : ''}.svg`;

/** The name of the picture that explains the marks of all others. */
export const KEY_PICTURE = 'key';
const KEY_WORDS =
  'Filled circle: an agent at work. Open circle: an idle agent. Diamond: a model that decides. Square: code that decides. Circle with a dot: it only watches. Arrow: a call, or a result that is handed on. Dashed arrow: an event or signal that no caller waits for.';

function pictureLines(name: string, words: string): string[] {
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${pictureFile(name, true)}">`,
    `  <img src="${pictureFile(name)}" alt="${words}">`,
    '</picture>',
  ];
}

/** A pattern taught on a page: the section of the catalogue, whose pictures lie beside docs/patterns.md. */
export function patternSection(lesson: Lesson): string[] {
  const { pattern, structures: rows } = lesson;
  const { name, aliases, family, card } = pattern;
  const run = smallRunLines(lesson, 100, false);
  return [
    '',
    `## ${name}`,
    '',
    `*${family}; also: ${aliases.join(', ')}*`,
    '',
    card.what,
    '',
    ...pictureLines(name, patternPictureWords(name)),
    '',
    `**How.** ${card.how}`,
    '',
    `**Notice.** ${card.notice}`,
    '',
    `**Try this.** ${card.tryThis}`,
    '',
    `**Breaks when.** ${card.breaksWhen}`,
    '',
    ...livesBy(pattern),
    'Structure, with independent specialists and one that merges:',
    '',
    `| ${COLUMNS.map(([label]) => label).join(' | ')} |`,
    `| ${COLUMNS.map(() => '--:').join(' | ')} |`,
    ...rows.map((row) => `| ${COLUMNS.map(([, key]) => row[key]).join(' | ')} |`),
    '',
    'What is true of every run, whatever fails in it:',
    '',
    ...pattern.checks.map(({ says }) => `- ${says}`),
    ...optionTable('option', entries(pattern)),
    ...slotTable(pattern),
    ...optionTable(`wording, under \`patterns.${name}.wording\``, wordingEntries(pattern)),
    ...(run.length === 0 ? [] : ['', '```text', ...run.map((line) => line.replace(/^ {2}/, '')), '```']),
  ];
}

/** What it lives by with its own options. */
const essentialsOf = (pattern: Pattern): readonly string[] => pattern.withOptions({}).essentials;

function livesBy(pattern: Pattern): string[] {
  const essentials = essentialsOf(pattern);
  return essentials.length === 0 ? [] : [`**Lives by.** ${essentials.map((name) => `\`${name}\``).join(', ')}`, ''];
}

function slotTable(pattern: Pattern): string[] {
  const slots = slotEntries(pattern);
  if (slots.length === 0) return [];
  return [
    '',
    '| slot | the role that fills it | who may |',
    '| --- | --- | --- |',
    ...slots.map(([slot, { does }]) => `| \`${slot}\` | ${does} | ${fillingText(slot)} |`),
  ];
}

function optionTable(heading: string, declared: Declared): string[] {
  if (declared.length === 0) return [];
  return [
    '',
    `| ${heading} | default | allowed | what it is |`,
    '| --- | --- | --- | --- |',
    ...declared.map(([name, option]) => {
      const allowed = option.allowed.replaceAll('|', '\\|');
      return `| \`${name}\` | ${String(option.initial)} | ${allowed} | ${meaningOf(option)} |`;
    }),
  ];
}
