import { type Audit, type AuditTrial, effectOf } from '../../audit/result.js';
import { auditAnswer, auditColumns, effectText } from '../words/audit-answer.js';
import { counted, replications } from '../words/format.js';
import type { TableColumn } from './columns.js';
import { studyText, type TerminalView } from './terminal.js';

const DOES: Readonly<Record<AuditTrial, string>> = { lost: 'lost', errs: 'errs twice', slow: 'twice as slow' };
const COUNTS: Readonly<Record<string, string>> = {
  correct: 'correct lost',
  operationalFailures: 'failures added',
  latency: 'latency added',
};

/** What a person sees after `audit`: the answer, a row a step, and what else was found. */
export function auditTable(audit: Audit, view: TerminalView): string {
  const { scenario, pattern, parts, seed, warnings } = audit;
  return studyText(
    {
      question: `Which steps are critical in ${scenario.name}, under ${pattern}?`,
      facts: [scenario.name, pattern, counted(parts.length, 'part'), replications(audit), `seed ${seed}`],
      ...auditTableColumns(audit),
      between: () => [],
      warnings,
      sentences: auditAnswer(audit),
    },
    view,
  );
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
