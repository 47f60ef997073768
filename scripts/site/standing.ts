import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '../../src/report/folders/csv-reading.js';

/** What a study measured of a pattern: a mean with its 95 % interval. */
export interface SummaryFigure {
  readonly pattern: string;
  readonly measure: string;
  readonly unit: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The rows of a run folder's summary.csv; none where there is no such folder. */
export function summaryFigures(folder: string): SummaryFigure[] {
  const file = join(folder, 'summary.csv');
  if (!existsSync(file)) return [];
  const figures: SummaryFigure[] = [];
  let places: ReadonlyMap<string, number> | null = null;
  readCsv(readFileSync(file, 'utf8'), (cells) => {
    if (places === null) {
      places = new Map(cells.map((name, i) => [name, i]));
      return;
    }
    const cell = (name: string): string => cells[places!.get(name)!]!;
    // An interval that is not known is an empty cell.
    const number = (name: string): number => (cell(name) === '' ? Number.NaN : Number(cell(name)));
    figures.push({
      ...{ pattern: cell('pattern'), measure: cell('measure'), unit: cell('unit') },
      ...{ mean: number('mean'), low: number('low'), high: number('high') },
    });
  });
  return figures;
}
