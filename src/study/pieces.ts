import type { PatternRuns } from './pattern-runs.js';

/** A pattern's replications from share `from` to share `to` of them, in their order, with the tasks that belong to them. */
export function pieceOf(runs: PatternRuns, from: number, to: number): PatternRuns {
  return changed(runs, (values) => values.subarray(...bounds(values, from, to)));
}

/** All replications of one pattern that was rehearsed in several rounds. */
export function joined(rounds: readonly PatternRuns[]): PatternRuns {
  const [first, ...rest] = rounds as readonly [PatternRuns, ...PatternRuns[]];
  if (rest.length === 0) return first;
  return changed(first, (values, id, kind) => {
    const others = rest.map((round) => round[kind]?.get(id) ?? new Float64Array(0));
    return concatenated([values, ...others]);
  });
}

/** The replications with these numbers, in that order, each as often as it is named. */
export function picked(runs: PatternRuns, replications: readonly number[]): PatternRuns {
  const n = replications.length;
  return changed(runs, (values, _, kind) => {
    if (kind === 'columns') return Float64Array.from(replications, (replication) => values[replication]!);
    return concatenated(replications.map((r) => values.subarray(...bounds(values, r / n, (r + 1) / n))));
  });
}

type Kind = 'columns' | 'tasks';

function changed(
  { columns, tasks, ...rest }: PatternRuns,
  change: (values: Float64Array, id: string, kind: Kind) => Float64Array,
): PatternRuns {
  const each = (map: ReadonlyMap<string, Float64Array>, kind: Kind) =>
    new Map([...map].map(([id, values]) => [id, change(values, id, kind)]));
  const all = { ...rest, columns: each(columns, 'columns') };
  return tasks === undefined ? all : { ...all, tasks: each(tasks, 'tasks') };
}

const bounds = ({ length }: Float64Array, from: number, to: number): [number, number] => [
  Math.round(from * length),
  Math.round(to * length),
];

function concatenated(all: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of all) {
    whole.set(values, at);
    at += values.length;
  }
  return whole;
}
