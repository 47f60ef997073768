import type { Comparison, Warning } from '../experiment/comparison.js';
import type { Measure } from '../measures/measure.js';
import type { AgentSpec } from '../scenario/scenario.js';
import { answer } from './answer.js';
import { BAD_DAY_NOTE, badDayColumns } from './bad-days.js';
import type { BundleInput } from './bundle.js';
import type { Chart } from './charts/theme.js';
import { type Column, comparisonColumns, tableNote } from './columns.js';
import {
  counted,
  fixed,
  formatEstimate,
  formatValue,
  headingUnit,
  inSentence,
  replications,
  scaled,
} from './format.js';
import { crossoverSentences, saturationSentences } from './load.js';
import { measureOf, OUTCOMES, rowOf } from './lookup.js';
import { scenarioHash } from './manifest.js';
import { publishedSentences } from './published.js';

export interface MarkdownInput extends BundleInput {
  readonly charts: readonly Chart[];
}

/** report.md: the answer first, then the numbers, the pictures, what was assumed, and how to get it again. */
export function markdown(comparison: Comparison, input: MarkdownInput): string {
  const { scenario, seed } = comparison;
  const sections = [
    `# ${text(scenario.question)}`,
    `Scenario \`${scenario.name}\`: ${counted(comparison.patterns.length, 'pattern')}, ${replications(comparison)}, seed ${text(seed)}.`,
    answer(comparison).map(text).join('\n\n'),
    ...publishedSentences(comparison).map(text),
    ...warningList(comparison.warnings),
    '## The patterns side by side',
    ...outcomeTable(comparison),
    table('Pattern', comparison.ranking, comparisonColumns(comparison)),
    text(tableNote(comparison)),
    ...thresholds(comparison),
    ...leftOut(comparison),
    ...load(comparison),
    ...badDays(comparison),
    ...input.charts.flatMap(({ name, spec }) => [`## ${text(spec.title.text)}`, image(name, spec.description)]),
    ...assumptions(comparison),
    ...reproduction(comparison, input),
  ];
  return `${sections.join('\n\n')}\n`;
}

export function warningList(warnings: readonly Warning[]): string[] {
  if (warnings.length === 0) return [];
  return ['## Warnings', warnings.map(({ message, next }) => `- **${text(message)}** ${text(next)}`).join('\n')];
}

function outcomeTable(comparison: Comparison): string[] {
  const ends = OUTCOMES.filter((outcome) => measureOf(comparison, outcome) !== undefined);
  if (ends.length === 0) return [];
  const columns = ends.map((outcome): Column => {
    const cells = comparison.ranking.map((name) => {
      const row = rowOf(comparison, name, outcome);
      return [name, row === undefined ? '' : fixed(scaled('share', row.mean), 1)] as const;
    });
    return {
      heading: [`${inSentence(measureOf(comparison, outcome)!.label)}, %`],
      align: 'right',
      cells: new Map(cells),
    };
  });
  const note = 'How tasks end. Wrong and stalled ends are silent: nobody knows. A failed task failed loudly.';
  return [table('Pattern', comparison.ranking, columns), note];
}

export function table(corner: string, names: readonly string[], columns: readonly Column[]): string {
  const head = [corner, ...columns.map((column) => column.heading.map(text).join('<br>'))];
  const rule = [':--', ...columns.map((column) => (column.align === 'right' ? '--:' : ':--'))];
  const rows = names.map((name) => [name, ...columns.map((column) => column.cells.get(name) ?? '')].map(text));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function thresholds(comparison: Comparison): string[] {
  if (comparison.thresholds.length === 0) return [];
  const rows = comparison.thresholds.map(({ pattern, measure, condition, value, met }) => {
    const declared = measureOf(comparison, measure);
    const row = rowOf(comparison, pattern, measure);
    const measured = declared === undefined || row === undefined ? 'not measured' : formatEstimate(declared.unit, row);
    const [operator, limit] = condition.split(' ');
    const wanted = declared === undefined ? condition : `${operator} ${formatValue(declared.unit, Number(limit))}`;
    const cells = [pattern, measure, wanted, Number.isNaN(value) ? 'not measured' : measured].map(text);
    return `| ${cells.join(' | ')} | ${met ? 'met' : '**failed**'} |`;
  });
  return [
    '## Thresholds',
    ['| Pattern | Measure | Wanted | Measured | |', '| :-- | :-- | :-- | --: | :-- |', ...rows].join('\n'),
  ];
}

function leftOut(comparison: Comparison): string[] {
  if (comparison.leftOut.length === 0) return [];
  return [
    '## Patterns left out',
    comparison.leftOut.map(({ pattern, why }) => `- \`${pattern}\`: ${text(why)}`).join('\n'),
  ];
}

function badDays(comparison: Comparison): string[] {
  const columns = badDayColumns(comparison);
  if (columns.length === 0) return [];
  return ['## On a bad day', table('Pattern', comparison.ranking, columns), BAD_DAY_NOTE];
}

function load(comparison: Comparison): string[] {
  const sections = [
    ['## What it can take', saturationSentences(comparison)],
    ['## Where the order flips', crossoverSentences(comparison)],
  ] as const;
  return sections.flatMap(([title, sentences]) =>
    sentences.length === 0 ? [] : [title, sentences.map((sentence) => `- ${text(sentence)}`).join('\n')],
  );
}

/** A chart of the folder, with its alt text. */
export function image(name: string, description: string): string {
  return `![${text(description)}](charts/${name}.svg)`;
}

function assumptions({ scenario, measures }: Comparison): string[] {
  const { agents, coordinator, policies, provider } = scenario;
  const workers: readonly AgentSpec[] = [...agents, coordinator];
  const share = (heading: string, read: (agent: AgentSpec) => number): Column => ({
    heading: [heading],
    align: 'right',
    cells: new Map(workers.map((agent) => [agent.role, `${formatValue('share', read(agent))}`])),
  });
  const columns: Column[] = [
    { heading: ['model'], align: 'left', cells: new Map(workers.map((agent) => [agent.role, agent.model.name])) },
    share('hallucination', (agent) => agent.hallucination),
    share('detection', (agent) => agent.detection),
    share('false alarm', (agent) => agent.falseAlarm),
    share('credulity', (agent) => agent.credulity),
    share('deference', (agent) => agent.deference),
    share('call failure', (agent) => agent.failure),
    share('call hang', (agent) => agent.hang),
  ];
  const seconds = (value: number): string => (Number.isFinite(value) ? formatValue('s', value) : 'none');
  const policy = `Timeout ${seconds(policies.timeout)}; attempts ${policies.retry.attempts}; deadline ${seconds(policies.deadline)}; tolerance ${policies.tolerance} false claims; writes ${policies.writes}; prompt cache ${provider.promptCache ? 'on' : 'off'}; on overflow ${provider.overflow}.`;
  const labels = (of: (measure: Measure) => boolean): string =>
    measures
      .filter(of)
      .map((measure) => inSentence(measure.label))
      .join(', ');
  const structural = ({ group }: Measure): boolean => group === 'structure';
  const quality = ({ group, id }: Measure): boolean =>
    id === 'correct' || id === 'wrong' || group === 'errors' || group === 'legibility';
  const types = [
    ['**Structural**: follows from counting who tells whom what', labels(structural)],
    [
      '**Emergent**: follows from timing, queues, faults and prices, under this scenario',
      labels((one) => !structural(one) && !quality(one)),
    ],
    [
      '**Assumed quality**: true only through the parameters in the table above, which nobody measured here',
      labels(quality),
    ],
  ].filter(([, names]) => names !== '');
  return [
    '## What was assumed',
    'These values come from `scenario.yaml`; the simulator takes them as given.',
    table(
      'Role',
      workers.map((agent) => agent.role),
      columns,
    ),
    policy,
    'Not every number rests on the same ground:',
    types.map(([kind, names]) => `- ${kind}: ${text(names!)}.`).join('\n'),
  ];
}

function reproduction({ measures, growth, crossovers }: Comparison, input: MarkdownInput): string[] {
  const files = `\`summary.csv\` has a row a pattern and measure, \`runs.csv\` a row a pattern and replication${growth.length > 0 ? ', `growth.csv` a row a pattern, size and measure' : ''}${crossovers.length > 0 ? ', `crossovers.csv` a row for each place where two patterns change their order' : ''}.`;
  return [...howToReproduce(input, files), ...definitions(measures)];
}

/** The command, and what the same bytes depend on; `files` says what lies in the folder. */
export function howToReproduce({ version, scenarioText, command }: BundleInput, files: string): string[] {
  return [
    '## How to reproduce',
    ['```sh', command, '```'].join('\n'),
    `Version ${version}; scenario SHA-256 \`${scenarioHash(scenarioText)}\`. The same version, scenario and seed give the same bytes. ${files}`,
  ];
}

export function definitions(measures: readonly Measure[]): string[] {
  const rows = measures.map(({ id, unit, definition }) => `| \`${id}\` | ${headingUnit(unit)} | ${text(definition)} |`);
  return [
    '<details>\n<summary>Definitions of the measures</summary>',
    ['| Measure | Unit | Definition |', '| :-- | :-- | :-- |', ...rows].join('\n'),
    '</details>',
  ];
}

/** Text from a scenario or a label, so that it does not become markup or break a table. */
export function text(raw: string): string {
  return raw
    .replace(/\s+/g, ' ')
    .replace(/</g, '&lt;')
    .replace(/[\\|*`$[\]]/g, '\\$&');
}
