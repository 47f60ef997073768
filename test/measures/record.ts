/** A run written by hand: only what is given is not zero or "none". */
import { measureNamed } from '../../src/measures/index.js';
import { readTask } from '../../src/measures/measure.js';
import { type Artifact, ArtifactStore } from '../../src/sim/content/artifact.js';
import { RunRecord } from '../../src/sim/record/record.js';

type Row<T extends { readonly columns: object }> = Partial<Record<keyof T['columns'] & string, number>>;

/** Columns whose "none" is -1. */
const NONE = ['step', 'cause', 'sender', 'artifact', 'basis', 'origin', 'call'];

function fill<T extends { readonly columns: object; add(): number }>(table: T, rows: readonly Row<T>[]): void {
  for (const row of rows) {
    const index = table.add();
    for (const [name, column] of Object.entries(table.columns as Record<string, Float64Array>)) {
      column[index] = row[name as keyof Row<T>] ?? (NONE.includes(name) ? -1 : 0);
    }
  }
}

export interface HandMade {
  readonly outcome?: RunRecord['outcome'];
  readonly endedAt?: number;
  readonly participants?: number;
  readonly calls?: readonly Row<RunRecord['calls']>[];
  readonly lastCall?: number;
  readonly messages?: readonly (readonly [number, number])[];
  readonly claims?: readonly Row<RunRecord['claims']>[];
  readonly rejections?: readonly Row<RunRecord['rejections']>[];
  readonly delivered?: readonly Row<RunRecord['delivered']>[];
  readonly believed?: readonly number[];
  /** Artifact 0, 1, ...: who made it in which call, and whether anybody used it. */
  readonly artifacts?: readonly Partial<Pick<Artifact, 'author' | 'call' | 'used' | 'newestPart'>>[];
}

export function handMade(given: HandMade): RunRecord {
  const run = new RunRecord();
  const count = given.participants ?? 3;
  run.participants = Array.from({ length: count }, (_, i) => ({ name: `p${i}`, kind: 'agent' as const }));
  run.outcome = given.outcome ?? 'correct';
  run.endedAt = given.endedAt ?? 10;
  run.lastCall = given.lastCall ?? -1;
  run.believed = Uint8Array.from(given.believed ?? new Array<number>(count).fill(0));
  run.store = new ArtifactStore(count, 1);
  for (const { author = 0, call = -1, used = false, newestPart = -1 } of given.artifacts ?? []) {
    Object.assign(run.store.create(author, call, -1, 0, 0), { used, newestPart });
  }
  fill(run.calls, given.calls ?? []);
  fill(
    run.messages,
    (given.messages ?? []).map(([from, to]) => ({ from, to })),
  );
  fill(run.claims, given.claims ?? []);
  fill(run.rejections, given.rejections ?? []);
  fill(run.delivered, given.delivered ?? []);
  return run;
}

export function read(id: string, given: HandMade, single: { tokens: number } | null = null): number {
  const measure = measureNamed(id);
  if (measure === undefined) throw new Error(`no measure '${id}'`);
  return readTask(measure, handMade(given), single);
}
