import { createColors } from 'picocolors';
import { type Audit, type AuditTrial, effectOf } from '../../audit/result.js';
import { auditAnswer, auditColumns, effectText } from '../words/audit-answer.js';
import { counted, replications } from '../words/format.js';
import { wrap } from '../words/wrap.js';
import type { TableColumn } from './columns.js';
import {
  closing,
  draw,
  GAP,
  notShown,
  pack,
  paragraphs,
  type TerminalView,
  warningLines,
  widthOf,
} from './terminal.js';

const DOES: Readonly<Record<AuditTrial, string>> = { lost: 'lost', errs: 'errs twice', slow: 'twice as slow' };
const COUNTS: Readonly<Record<string, string>> = {
  correct: 'correct lost',
  operationalFailures: 'failures added',
  latency: 'latency added',
};

/** What a person sees after `audit`: the answer, a row a step, and what else was found. */
export function auditTable(audit: Audit, view: TerminalView): string {
  const { width, colour } = view;
  const colours = createColors(colour);
  const { scenario, pattern, parts, seed, warnings } = audit;
  const [answer, ...more] = auditAnswer(audit);
  const facts = [scenario.name, pattern, counted(parts.length, 'part'), replications(audit), `seed ${seed}`];
  const { names, columns } = auditTableColumns(audit);
  const [first, ...others] = columns;
  const room = width - widthOf(first!);
  const fitting = others.filter((column) => widthOf(column) + GAP <= room);
  return paragraphs([
    ...wrap(`Which steps are critical in ${scenario.name}, under ${pattern}?`, width).map(colours.bold),
    ...wrap(facts.join(' · '), width).map(colours.dim),
    '',
    ...pack(fitting, room, 0).flatMap((block) => [...draw([first!, ...block], names, colours), '']),
    ...notShown(others, fitting, width),
    ...warningLines(warnings, width, colours),
    '',
    ...wrap(answer!, width).map(colours.bold),
    ...more.flatMap((sentence) => wrap(sentence, width)),
    ...closing(view, [], [], colours),
  ]);
}

/** A row a step, the worst of the main trial first. */
export function auditTableColumns(audit: Audit): { readonly names: string[]; readonly columns: TableColumn[] } {
  const { parts } = audit;
  const names = parts.map(({ name }) => name);
  const told = auditColumns(audit).map(({ trial, measure }): TableColumn => {
    const cells = parts.map((part) => [part.name, effectText(effectOf(part, trial, measure))] as const);
    return { heading: [DOES[trial], COUNTS[measure]!], align: 'right', cells: new Map(cells) };
  });
  const text = (heading: readonly string[], cell: (part: Audit['parts'][number]) => string): TableColumn => ({
    heading,
    align: 'left',
    cells: new Map(parts.map((part) => [part.name, cell(part)])),
  });
  const marked = text(['marked', 'critical'], ({ kind, isCritical }) =>
    kind === 'coordinator' ? '' : isCritical ? 'yes' : 'no',
  );
  return { names, columns: [text(['step'], ({ name }) => name), ...told, text(['agent'], ({ role }) => role), marked] };
}
