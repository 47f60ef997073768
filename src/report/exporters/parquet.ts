import type { Comparison } from '../../compare/comparison.js';

/** runs.csv as Apache Parquet: the same rows and columns; null where a measure is undefined. */
export async function runsParquet(comparison: Comparison): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const { patterns, runs, scenario, measures } = comparison;
  const rows = patterns.length * runs;
  const ofPattern = <T>(read: (name: string, run: number) => T): T[] =>
    patterns.flatMap(({ name }) => Array.from({ length: runs }, (_, run) => read(name, run)));
  return new Uint8Array(
    parquetWriteBuffer({
      createdBy: 'dress-rehearsal',
      columnData: [
        { name: 'scenario', data: new Array<string>(rows).fill(scenario.name), type: 'STRING', nullable: false },
        { name: 'pattern', data: ofPattern((name) => name), type: 'STRING', nullable: false },
        { name: 'replication', data: ofPattern((_, run) => run), type: 'INT32', nullable: false },
        ...measures.map(({ id }) => ({
          name: id,
          data: patterns.flatMap(({ columns }) => Array.from(columns.get(id)!, definedOrNull)),
          type: 'DOUBLE' as const,
        })),
      ],
    }),
  );
}

const definedOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
