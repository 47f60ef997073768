import type { CalibratedValue, Calibration } from '../../calibrate/result.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { heldOutColumns } from '../tables/calibrate-terminal.js';
import { calibrateAnswer } from '../words/calibrate-answer.js';
import { counted } from '../words/format.js';
import type { ReportBlock, ReportDocument, ReportSection } from './document.js';
import { csv, fromSentences, headOf, mainSection } from './head.js';
import { folded, list, paragraphs, reproduction, section, table } from './sections.js';

/** The report of a calibration: what the traces look like, observed against simulated, what is known, what is assumed. */
export function calibrateDocument(found: Calibration, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { tasks, calls, dialects, gaps, grade, heldOut, runs, seed } = found;
  const { names, columns } = heldOutColumns(found);
  const pictures = charts.map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const said = fromSentences(calibrateAnswer(found));
  const what = heldOut > 0 ? 'tasks that were held out' : 'tasks that it was fitted to';
  return {
    title: 'What do these traces look like, and does a simulation of them tell the same?',
    subtitle: `${counted(tasks, 'task')} with ${counted(calls, 'call')} (${dialects.join(', ')}); ${runs} simulated tasks, seed ${seed}`,
    head: headOf(said, [csv('held-out.csv', 'Held-out tasks (CSV)'), csv('values.csv', 'All values (CSV)')], input),
    sections: [
      mainSection('agreement', `Simulated against ${what}`, pictures.slice(0, 1), [
        { ...table('Per task', names, columns.slice(1), false) },
        ...paragraphs([
          `Intervals: how uncertain the real mean itself is, by resampling the real tasks. An error inside it is no error that these traces could show.`,
        ]),
      ]),
      ...section('quantiles', 'Quantile plots', pairsOf(pictures.slice(1))),
      ...namingSection(found),
      ...valuesSection(
        found,
        'fitted',
        'What is known',
        'Estimated from the traces, each with its observations and 95 % interval.',
      ),
      ...valuesSection(
        found,
        'matched',
        'What was matched',
        'The traces tell sums of these only: they were set so that simulated tasks agree with the observed ones.',
      ),
      ...valuesSection(
        found,
        'assumed',
        'What is assumed',
        'No trace tells these. They decide who is right; a decision varies them over their ranges.',
      ),
      ...section('data', `The data: ${grade.grade}`, [
        ...list(grade.reasons),
        ...folded(`What the traces do not tell: ${counted(gaps.length, 'gap')}`, list(gaps)),
      ]),
      ...reproduction(
        input,
        'The file scenario.yaml is the calibrated scenario; held-out.csv has a row per figure and statistic, values.csv one per value.',
        [],
      ),
    ],
  };
}

/** Two pictures side by side. */
function pairsOf(pictures: readonly ReportBlock[]): ReportBlock[] {
  const pairs: ReportBlock[] = [];
  for (let i = 0; i < pictures.length; i += 2)
    pairs.push({ kind: 'beside', sides: pictures.slice(i, i + 2).map((one) => [one]) });
  return pairs;
}

function namingSection({ naming }: Calibration): ReportSection[] {
  if (naming === null) return [];
  const shown = naming.ranked.filter(({ probability }, i) => i < 3 || probability > 0.001).slice(0, 8);
  const rows = shown.map(({ pattern, probability }) => [
    pattern,
    probability < 0.001 ? '< .001' : probability.toFixed(3).replace(/^0/, ''),
  ]);
  const signs = naming.signs.map(
    ({ says, value, factor }) =>
      `${says}: ${Number.isNaN(value) ? 'never' : `${Math.round(100 * value)} %`}, which is ${Number(factor.toPrecision(2))} times as likely as under the first runner-up`,
  );
  return section('pattern', 'Which pattern it looks like', [
    {
      kind: 'table',
      columns: [
        { heading: ['Pattern'], align: 'left' },
        { heading: ['Probability'], align: 'right' },
      ],
      rows,
      ofPatterns: true,
    },
    ...list(signs),
    ...paragraphs([
      'All patterns are taken for equally likely beforehand. The names of agents and workflows are not read.',
    ]),
  ]);
}

function valuesSection(
  { values }: Calibration,
  origin: CalibratedValue['origin'],
  title: string,
  about: string,
): ReportSection[] {
  const own = values.filter((value) => value.origin === origin && value.path[0] !== 'decision');
  const rows = own.map(({ path, value, comment }) => [[{ code: path.join('.') }], shortText(value), comment]);
  const columns = ['Value', 'Set to', 'Source'].map((heading) => ({ heading: [heading], align: 'left' as const }));
  return section(
    origin,
    title,
    own.length === 0 ? [] : [...paragraphs([about]), { kind: 'table', columns, rows, ofPatterns: false }],
  );
}

/** A value in a cell: a long sample by its ends. */
function shortText(value: unknown): string {
  const text =
    typeof value === 'object'
      ? JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(4)) : one))
          .replace(/["{}]/g, ' ')
          .replace(/ +/g, ' ')
          .trim()
      : typeof value === 'number'
        ? String(Number(value.toPrecision(4)))
        : String(value);
  return text.length <= 60 ? text : `${text.slice(0, 40)} … ${text.slice(-12)}`;
}
