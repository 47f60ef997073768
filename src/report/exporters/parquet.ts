import type { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Comparison } from '../../compare/comparison.js';
import { partOfColumn } from '../../study/columns.js';
import { type FileContent, type FilePieces, isLarge, joinedPieces } from './exporter.js';

/** Rows of a group, which are encoded at once: few in the first one, so that a reader sees the columns soon. */
const GROUPS = [1000, 100_000] as const;

type ParquetTable = Pick<Comparison, 'patterns' | 'runs' | 'scenario' | 'measures'>;

/** runs.csv as Apache Parquet: the same rows and columns; null where a measure is undefined. */
export async function runsParquet(comparison: ParquetTable): Promise<FileContent | FilePieces> {
  const packages = await import('hyparquet-writer');
  const pieces = (): Iterable<Uint8Array> => parquetPieces(comparison, packages);
  const { patterns, runs, measures } = comparison;
  return isLarge(patterns.length * runs * measures.length) ? { pieces } : joinedPieces(pieces());
}

interface ParquetPackages {
  readonly ByteWriter: typeof ByteWriter;
  readonly ParquetWriter: typeof ParquetWriter;
  readonly schemaFromColumnData: typeof import('hyparquet-writer').schemaFromColumnData;
}

/** A group of rows at a time, then what a reader finds them by. */
function* parquetPieces(table: ParquetTable, packages: ParquetPackages): Generator<Uint8Array> {
  const writer = new packages.ByteWriter();
  const schema = packages.schemaFromColumnData({ columnData: columnsOf(table, 0, 0) });
  const file = new packages.ParquetWriter({ writer, schema, createdBy: 'dress-rehearsal' });
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  const rows = table.patterns.length * table.runs;
  for (let from = 0; from < rows; ) {
    const to = Math.min(rows, from + (from === 0 ? GROUPS[0] : GROUPS[1]));
    file.write({ columnData: columnsOf(table, from, to), rowGroupSize: to - from });
    yield taken();
    from = to;
  }
  file.finish();
  yield taken();
}

/** All columns of the rows from one to another: a row per replication, one pattern after the other. */
function columnsOf({ patterns, runs, scenario, measures }: ParquetTable, from: number, to: number) {
  const shares = patterns
    .map((pattern, p) => ({ ...pattern, from: Math.max(0, from - p * runs), to: Math.min(runs, to - p * runs) }))
    .filter((share) => share.from < share.to);
  const each = <T>(read: (name: string, run: number) => T): T[] =>
    shares.flatMap((share) =>
      Array.from({ length: share.to - share.from }, (_, i) => read(share.name, share.from + i)),
    );
  return [
    {
      name: 'scenario',
      data: new Array<string>(to - from).fill(scenario.name),
      type: 'STRING' as const,
      nullable: false,
    },
    { name: 'pattern', data: each((name) => name), type: 'STRING' as const, nullable: false },
    { name: 'replication', data: each((_, run) => run), type: 'INT32' as const, nullable: false },
    ...measures.map(({ id }) => ({
      name: id,
      data: shares.flatMap((share) => Array.from(partOfColumn(share.columns, id, share.from, share.to), definedOrNull)),
      type: 'DOUBLE' as const,
    })),
  ];
}

const definedOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
