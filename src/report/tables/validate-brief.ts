import { createColors } from 'picocolors';
import { isFailure, isNews } from '../../validation/published-row.js';
import type { Row } from '../../validation/row.js';
import { counted, fixed } from '../words/format.js';
import { familyCounts, isChecked, type ValidationFound, validationSentence } from '../words/validation.js';
import { wrap } from '../words/wrap.js';
import { type Colours, closing, shortened, type TableOptions } from './terminal.js';
import { roundedNumber } from './validate-tables.js';

/** Lines that a terminal shows at once. */
const LINES = 20;

/** What a person sees after `validate`: a line a kind of evidence, a line a row that does not agree, and last the answer. */
export function validationBrief(
  { rows, notCovered, notExpressible }: ValidationFound,
  { width, colour, folder }: TableOptions & { readonly folder: string | null },
): string {
  const c = createColors(colour);
  const counts = familyCounts(rows);
  const nameRoom = Math.max(0, ...counts.map(({ family }) => family.short.length));
  const numberRoom = Math.max(0, ...counts.map(({ checked, agree }) => agreeText(checked, agree).length));
  const families = counts.flatMap(({ family, checked, agree }) => {
    const mark = agree === checked ? c.green('✓') : c.red('✗');
    const start = `${family.short.padEnd(nameRoom)}  ${agreeText(checked, agree).padStart(numberRoom)}  `;
    return shortened(family.expected, width - start.length - 2, 1).map((text) => `${mark} ${start}${c.dim(text)}`);
  });
  const answer = wrap(validationSentence(rows), width).map(c.bold);
  const where = closing({ width, folder }, [], [], c);
  const unused = notCovered.reduce((sum, { runs }) => sum + runs, 0);
  const notes = [
    ...(rows.some((row) => !isChecked(row))
      ? [`${rows.filter((row) => !isChecked(row)).length} published figures set parameters`]
      : []),
    ...(notExpressible.length === 0 ? [] : [`${counted(notExpressible.length, 'recorded fault')} cannot be staged`]),
    ...(unused === 0 ? [] : [`${counted(unused, 'recorded run')} had nothing to be held against`]),
  ];
  const noteLines = shortened(`${[...notes, 'every row'].join('; ')}: --all`, width, 2).map(c.dim);
  const used = families.length + answer.length + where.length + noteLines.length + 4;
  return [...families, ...failureLines(rows, LINES - used, width, c), '', ...noteLines, '', ...answer, ...where].join(
    '\n',
  );
}

const agreeText = (checked: number, agree: number): string => `${fixed(agree, 0)} of ${fixed(checked, 0)}`;

/** A line a row that does not agree, those first of which nobody knows why; the others are counted. */
function failureLines(rows: readonly Row[], most: number, width: number, c: Colours): string[] {
  const failed = rows.filter(isFailure);
  if (failed.length === 0) return [];
  const ordered = [...failed.filter(isNews), ...failed.filter((row) => !isNews(row))];
  const shown = ordered.length > most ? ordered.slice(0, most - 1) : ordered;
  const lines = shown.map((row) => {
    const got = `${roundedNumber(row.got)} for ${roundedNumber(row.expected)}`;
    const why = isNews(row) ? ', not known why' : '';
    const room = width - got.length - why.length - 4;
    const [text = ''] = shortened(`${row.name}: ${row.what}`, room, 1);
    return `${c.red('✗')} ${text.padEnd(room)}  ${got}${why}`;
  });
  const more = ordered.length - shown.length;
  return ['', ...lines, ...(more === 0 ? [] : [c.dim(`  ${more} more that do not agree`)])];
}
