/** One line for each call of a real application, as it ends: who called, with what in the prompt, and what came of it. */
import type { RealRun } from './mock-provider.js';
import { viewOf } from './view.js';

const WIDTHS = { run: 6, at: 9, agent: 18, step: 16, input: 8, output: 8, status: 10 } as const;

const cells = (
  run: string,
  at: string,
  agent: string,
  step: string,
  input: string,
  output: string,
  status: string,
): string =>
  [
    run.padEnd(WIDTHS.run),
    at.padStart(WIDTHS.at),
    `  ${agent.padEnd(WIDTHS.agent)}`,
    step.padEnd(WIDTHS.step),
    input.padStart(WIDTHS.input),
    output.padStart(WIDTHS.output),
    `  ${status.padEnd(WIDTHS.status)}`,
  ].join('');

export const CALL_HEADING = `${cells('run', 'end', 'agent', 'step', 'in', 'out', 'status')}sees and says`;

/** What of a run is worth a line: the call that ended last. */
export function callLine(run: RealRun, call: number): string {
  const told = viewOf(run).calls[call]!;
  const end = told.endedAt === null ? '' : `${told.endedAt.toFixed(2)} s`;
  const tries = told.attempt === 0 ? '' : ` (again)`;
  const line = cells(
    `r/${run.replication}`,
    end,
    told.agent,
    told.step ?? told.act,
    String(told.inputTokens),
    String(told.outputTokens),
    `${told.status}${tries}`,
  );
  return `${line}${[saw(told.saw), said(told)].filter((part) => part !== '').join('; ')}`;
}

const saw = (seen: readonly string[]): string => {
  const content = [...new Set(seen)].filter((name) => name !== 'text' && name !== 'hand-back');
  return content.length === 0 ? 'sees nothing of the task' : `sees ${content.join(', ')}`;
};

function said({
  called,
  born,
  passedOn,
  dropped,
  retracted,
  status,
}: ReturnType<typeof viewOf>['calls'][number]): string {
  if (status !== 'ok') return '';
  const parts = [
    called.length > 0 ? `calls ${called.join(', ')}` : '',
    born.length > 0 ? `makes ${born.join(', ')}` : '',
    passedOn.length > 0 ? `passes ${passedOn.length} on` : '',
    dropped.length > 0 ? `drops ${dropped.join(', ')}` : '',
    retracted.length > 0 ? `retracts ${retracted.join(', ')}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
