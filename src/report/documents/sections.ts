import type { Measure } from '../../measures/measure.js';
import type { Warning } from '../../study/comparison.js';
import { type Provenance, scenarioHash } from '../folders/manifest.js';
import type { Column } from '../tables/columns.js';
import { headingUnit } from '../words/format.js';
import type { Block, Prose, Section, TableBlock } from './document.js';

/** What the documents of all commands are made of. */

/** A section, or none where it has no content. */
export function section(id: string, title: string, blocks: readonly Block[]): Section[] {
  return blocks.length === 0 ? [] : [{ id, title, blocks }];
}

export function paragraphs(sentences: readonly string[]): Block[] {
  return sentences.map((text) => ({ kind: 'text', text }));
}

/** A list, or none where it has no items. */
export function list(items: readonly Prose[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** Folded, because a picture says it already; none where there is nothing in it. */
export function folded(summary: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'details', summary, blocks }];
}

/** A row a name; none where there are no columns. */
export function tables(
  corner: string,
  names: readonly string[],
  columns: readonly Column[],
  ofPatterns: boolean,
): Block[] {
  return columns.length === 0 ? [] : [table(corner, names, columns, ofPatterns)];
}

export function table(
  corner: string,
  names: readonly string[],
  columns: readonly Column[],
  ofPatterns: boolean,
): TableBlock {
  return {
    kind: 'table',
    columns: [{ heading: [corner], align: 'left' }, ...columns.map(({ heading, align }) => ({ heading, align }))],
    rows: names.map((name) => [name, ...columns.map(({ cells }) => cells.get(name) ?? '')]),
    ofPatterns,
  };
}

export function warningsSection(warnings: readonly Warning[]): Section[] {
  return section('warnings', 'Warnings', list(warnings.map(({ message, next }) => [{ strong: message }, ` ${next}`])));
}

/** The command, what the same bytes depend on, and what lies in the folder. */
export function reproduction(
  { version, scenarioText, command }: Provenance,
  files: Prose,
  measures: readonly Measure[],
): Section[] {
  const hash: Prose = [`Version ${version}; scenario SHA-256 `, { code: scenarioHash(scenarioText) }];
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
