import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { comparing } from '../../src/compare/compare.js';
import { measures } from '../../src/measures/index.js';
import { runsCsv, runsCsvBy, writeRowsHere } from '../../src/report/exporters/csv.js';
import { joinedPieces } from '../../src/report/exporters/exporter.js';
import { runsParquet } from '../../src/report/exporters/parquet.js';
import { builtInCatalogue } from '../../src/study/catalogue.js';
import { columnsInMemory, ReadColumns } from '../../src/study/columns.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { SpilledColumns } from '../../src/workers/spill.js';
import { freshFolder } from '../cli/helper.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const alone = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });
/** So that everything goes to a file. */
const spilled = (): SpilledColumns => new SpilledColumns(freshFolder(), 0);

describe('columns in a file', () => {
  it('are what they are in memory, in batches and parts of any size', () => {
    const tables = [spilled(), columnsInMemory].map((store) => store.table(3, 5000, 1));
    let next = 0;
    for (const size of [1, 200, 823, 1024, 2048, 77]) {
      const batch = [0, 1, 2].map((c) => Float64Array.from({ length: size }, (_, i) => 1000 * (next + i) + c));
      for (const table of tables) table.append(batch);
      next += size;
    }
    const [file, memory] = tables;
    expect([file!.length, memory!.length]).toEqual([next, next]);
    for (const [from, to] of [
      [0, next],
      [5, 6],
      [1000, 1030],
      [1023, 3100],
      [4090, next],
      [next, next],
    ] as const) {
      for (const column of [0, 1, 2]) expect(file!.read(column, from, to)).toEqual(memory!.read(column, from, to));
    }
  });

  it('leave no file behind, and small studies in memory', () => {
    const folder = freshFolder();
    const store = new SpilledColumns(folder, 10_000);
    expect(store.table(3, 100, 1).isInMemory).toBe(true);
    expect(store.table(3, 100, 20).isInMemory).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    store.close();
  });

  it('go elsewhere where the folder cannot be written', () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, 'in the way');
    expect(new SpilledColumns(join(file, 'work'), 0).table(1, 1, 1).isInMemory).toBe(false);
  });
});

describe('a comparison whose columns lie in a file', () => {
  const scenario = scenarioOf(builtin('article'));
  const effort = { seed: 'a', runs: 1300, precision: null, only: ['pipeline'] };
  const compared = async (store = columnsInMemory) => {
    const study = comparing(scenario, effort, builtInCatalogue, store);
    return study.comparison(await study.work(alone));
  };

  it('comes to the same, and leaves the same bytes, at once and in pieces', async () => {
    const [memory, file] = [await compared(), await compared(spilled())];
    expect(file.patterns[0]!.columns).toBeInstanceOf(ReadColumns);
    expect(file.summary).toEqual(memory.summary);
    expect(file.breakdowns).toEqual(memory.breakdowns);
    expect(file.spread).toEqual(memory.spread);
    for (const { id } of measures) {
      expect(file.patterns.map(({ columns }) => columns.get(id))).toEqual(
        memory.patterns.map((one) => one.columns.get(id)),
      );
    }
    const whole = runsCsv(memory);
    expect(runsCsv(file)).toBe(whole);
    expect(textOf(await runsCsvBy(file, writeRowsHere))).toBe(whole);
    // The same columns over and over, so that there are enough of them to be written in pieces.
    const many = Array.from({ length: 64 }, (_, i) => ({ ...memory.patterns[0]!, name: `pattern-${i}` }));
    const large = { ...memory, patterns: many };
    const pieces = await runsCsvBy(large, writeRowsHere);
    expect('pieces' in pieces).toBe(true);
    expect(textOf(pieces)).toBe(runsCsv(large));
  });

  it('has the same bytes as Parquet as when all is written at once', async () => {
    const file = await compared(spilled());
    const { patterns, runs } = file;
    const ofPattern = <T>(read: (name: string, run: number) => T): T[] =>
      patterns.flatMap(({ name }) => Array.from({ length: runs }, (_, run) => read(name, run)));
    const rows = patterns.length * runs;
    const atOnce = parquetWriteBuffer({
      createdBy: 'dress-rehearsal',
      columnData: [
        { name: 'scenario', data: new Array<string>(rows).fill('article'), type: 'STRING', nullable: false },
        { name: 'pattern', data: ofPattern((name) => name), type: 'STRING', nullable: false },
        { name: 'replication', data: ofPattern((_, run) => run), type: 'INT32', nullable: false },
        ...measures.map(({ id }) => ({
          name: id,
          data: patterns.flatMap(({ columns }) =>
            Array.from(columns.get(id)!, (value) => (Number.isNaN(value) ? null : value)),
          ),
          type: 'DOUBLE' as const,
        })),
      ],
    });
    const written = await runsParquet(file);
    expect(Buffer.from(written as Uint8Array).equals(Buffer.from(atOnce))).toBe(true);
  });
});

const textOf = (content: Awaited<ReturnType<typeof runsCsvBy>>): string =>
  new TextDecoder().decode('pieces' in content ? joinedPieces(content.pieces()) : content);
