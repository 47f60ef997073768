import type { TaskMeasure } from './measure.js';

/** Stands between a measure's id and the index of a kind of tasks; no id of a measure has one. */
const MARK = '@';

/** The measure in tasks of one kind (its index in the scenario); it has no value in those of others. */
export function ofKind(measure: TaskMeasure, kind: number): TaskMeasure {
  const { pass: _, ...plain } = measure;
  return {
    ...plain,
    id: `${measure.id}${MARK}${kind}`,
    read: (run, single) => (run.kind === kind ? measure.read(run, single) : Number.NaN),
  };
}

/** The measure's id and the kind's index, of an id that `ofKind` made; null: it is none. */
export function kindOf(id: string): { readonly measure: string; readonly kind: number } | null {
  const at = id.lastIndexOf(MARK);
  return at < 0 ? null : { measure: id.slice(0, at), kind: Number(id.slice(at + 1)) };
}
