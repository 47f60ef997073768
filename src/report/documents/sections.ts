import type { Measure } from '../../measures/measure.js';
import type { StudyWarning } from '../../study/warning.js';
import { type Provenance, scenarioHash } from '../folders/manifest.js';
import type { TableColumn } from '../tables/columns.js';
import { headingUnit } from '../words/format.js';
import type { ReportBlock, ReportSection, RichText, TableBlock } from './document.js';

/** What the documents of all commands are made of. */

/** A section, or none where it has no content. */
export function section(id: string, title: string, blocks: readonly ReportBlock[]): ReportSection[] {
  return blocks.length === 0 ? [] : [{ id, title, blocks }];
}

export function paragraphs(sentences: readonly string[]): ReportBlock[] {
  return sentences.map((text) => ({ kind: 'text', text }));
}

/** A list, or none where it has no items. */
export function list(items: readonly RichText[]): ReportBlock[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** Folded, because a picture says it already; none where there is nothing in it. */
export function folded(summary: string, blocks: readonly ReportBlock[]): ReportBlock[] {
  return blocks.length === 0 ? [] : [{ kind: 'details', summary, blocks }];
}

/** A row a name; none where there are no columns. */
export function tables(
  corner: string,
  names: readonly string[],
  columns: readonly TableColumn[],
  ofPatterns: boolean,
): ReportBlock[] {
  return columns.length === 0 ? [] : [table(corner, names, columns, ofPatterns)];
}

export function table(
  corner: string,
  names: readonly string[],
  columns: readonly TableColumn[],
  ofPatterns: boolean,
): TableBlock {
  return {
    kind: 'table',
    columns: [{ heading: [corner], align: 'left' }, ...columns.map(({ heading, align }) => ({ heading, align }))],
    rows: names.map((name) => [name, ...columns.map(({ cells }) => cells.get(name) ?? '')]),
    ofPatterns,
  };
}

/** Warnings that are read without being asked for; more are folded. */
const WARNED = 2;

export function warningsSection(warnings: readonly StudyWarning[]): ReportSection[] {
  const told = list(warnings.map(({ message, next }) => [{ strong: message }, ` ${next}`]));
  return section(
    'warnings',
    'Warnings',
    warnings.length > WARNED ? folded(`${warnings.length} warnings: ${warnings[0]!.message}`, told) : told,
  );
}

/** The command, what the same bytes depend on, and what lies in the folder. */
export function reproduction(
  { version, scenarioText, command }: Provenance,
  files: RichText,
  measures: readonly Measure[],
): ReportSection[] {
  const hash: RichText = [`Version ${version}; scenario SHA-256 `, { code: scenarioHash(scenarioText) }];
  const same = '. The same version, scenario and seed give the same bytes. ';
  return section('reproduce', 'How to reproduce', [
    { kind: 'code', language: 'sh', text: command },
    { kind: 'text', text: [...hash, same, ...(typeof files === 'string' ? [files] : files)] },
    { kind: 'details', summary: 'Definitions of the measures', blocks: [definitions(measures)] },
  ]);
}

function definitions(measures: readonly Measure[]): TableBlock {
  const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
  return {
    kind: 'table',
    columns: [left('Measure'), left('Unit'), left('Definition')],
    rows: measures.map(({ id, unit, definition }) => [[{ code: id }], headingUnit(unit), definition]),
    ofPatterns: false,
  };
}
