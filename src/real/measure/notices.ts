import { counted, listed } from '../../report/words/format.js';
import type { StudyWarning } from '../../study/warning.js';
import type { BlockedConnection } from '../time/guard.js';
import type { MeasuredRun } from './harness.js';
/** A run to the byte, and its calls in words. */
export interface RunText {
  readonly calls: readonly string[];
  readonly all: string;
}

/** What has to be known of the runs before their figures are read. */
export function runWarnings(measured: readonly MeasuredRun[]): StudyWarning[] {
  return [...unknownWarnings(measured), ...failureWarnings(measured), ...sentenceWarnings(measured)];
}

function unknownWarnings(measured: readonly MeasuredRun[]): StudyWarning[] {
  const found = new Map<string, { message: string; replications: number }>();
  for (const { run } of measured) {
    for (const { fingerprint, message } of run.unknown) {
      const known = found.get(fingerprint) ?? { message, replications: 0 };
      known.replications++;
      found.set(fingerprint, known);
    }
  }
  return [...found.values()].map(({ message, replications }) => {
    const [what, ...next] = message.split('\n');
    return {
      message: `In ${counted(replications, 'replication')} a request came from no agent of the scenario, and was answered with an error: ${what}`,
      next:
        next.length > 0
          ? next.map((line) => line.trim()).join(' ')
          : 'Say in the block real: of the scenario who it is.',
    };
  });
}

function failureWarnings(measured: readonly MeasuredRun[]): StudyWarning[] {
  const failed = measured.filter(({ failed: error }) => error !== undefined);
  if (failed.length === 0) return [];
  const kinds = new Map<string, number>();
  for (const { failed: error } of failed) {
    const kind = error!.split('\n')[0]!.slice(0, 160);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const [most] = [...kinds].sort((a, b) => b[1] - a[1]);
  return [
    {
      message: `In ${counted(failed.length, 'replication')} the application ended with an error, most often (${most![1]}) with: ${most![0]}`,
      next: 'These count as failed tasks; where the scenario has no failures, run the application with --verbose.',
    },
  ];
}

function sentenceWarnings(measured: readonly MeasuredRun[]): StudyWarning[] {
  const of = (pick: (one: MeasuredRun) => readonly string[]): [string, number][] => {
    const times = new Map<string, number>();
    for (const one of measured) for (const text of new Set(pick(one))) times.set(text, (times.get(text) ?? 0) + 1);
    return [...times].sort((a, b) => b[1] - a[1]);
  };
  return [
    ...of(({ run }) => run.unrepeatable).map(([text, times]) => ({
      message: `In ${counted(times, 'replication')}: ${text}`,
      next: 'Such a run cannot be repeated exactly: compare shares and means, not single replications.',
    })),
    ...of(({ run }) => run.notes).map(([text, times]) => ({
      message: `In ${counted(times, 'replication')}: ${text}`,
      next: 'Keep the marks in the texts that the application passes on; they carry the claims.',
    })),
  ];
}

/** None where both are the same to the byte. */
export function unrepeatedWarning(replication: number, first: RunText, second: RunText): StudyWarning[] {
  if (first.all === second.all) return [];
  const call = first.calls.findIndex((one, i) => one !== second.calls[i]);
  const where =
    call < 0
      ? first.calls.length === second.calls.length
        ? 'in what was read or delivered'
        : `from call ${first.calls.length + 1} on`
      : `from call ${call + 1} on (${first.calls[call]}; the second time ${second.calls[call] ?? 'there is none'})`;
  return [
    {
      message: `Replication ${replication} was run twice and did not come out the same, ${where}.`,
      next: 'Look for what the application keeps from one task to the next, or for work that virtual time does not see: worker threads, sockets, native timers.',
    },
  ];
}

export function blockedWarnings(blocked: readonly BlockedConnection[]): StudyWarning[] {
  if (blocked.length === 0) return [];
  const names = blocked.map(({ target, times }) => (times === 1 ? target : `${target} (${times} times)`));
  return [
    {
      message: `The application tried to reach ${listed(names)}; while it is measured, nothing leaves this machine.`,
      next: 'Turn off what is not needed (tracing, telemetry, token tables), or replace it by a function of your own.',
    },
  ];
}

/** Of real time: how late this machine was. */
export function latenessWarning({ late, waits }: { readonly late: number; readonly waits: number }): StudyWarning {
  const each = waits === 0 ? 0 : (late / waits) * 1000;
  return {
    message: `Measured in real time: latency holds what the processes themselves took, and answers came ${each.toFixed(1)} ms late on average.`,
    next: 'Compare calls, tokens and outcomes; for exact times, measure a JavaScript application with --app.',
  };
}
