import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/compare/summarise.js';
import { growthCsv, runsCsv, summaryCsv } from '../../src/report/exporters/csv.js';
import { comparison, measures, scenario } from './fixture.js';

const small = summarise({
  scenario: { ...scenario, name: '=evil', thresholds: [] },
  seed: '1',
  requested: 3,
  runs: 3,
  measures: measures.filter(({ id }) => id === 'correct' || id === 'latency'),
  patterns: [
    {
      name: 'single-agent',
      columns: new Map([
        ['correct', Float64Array.of(1, 1, 1)],
        ['latency', Float64Array.of(4, 4, 4)],
      ]),
    },
    {
      name: 'a "b", c',
      columns: new Map([
        ['correct', Float64Array.of(1, 1, 1)],
        ['latency', Float64Array.of(2.5, Number.NaN, 2.5)],
      ]),
    },
  ],
  leftOut: [],
  growth: [{ pattern: '-mesh', size: 4, measure: 'edges', n: 1, mean: 1e-7, low: Number.NaN, high: Number.NaN }],
  warnings: [],
});

describe('CSV files', () => {
  it('summary.csv is exactly this', () => {
    expect(summaryCsv(small)).toBe(
      [
        'scenario,pattern,measure,unit,better,n,mean,low,high,p50,p95,p95_low,p95_high,vs_single,vs_single_low,vs_single_high,vs_single_holm_low,vs_single_holm_high,vs_best,vs_best_low,vs_best_high,vs_best_holm_low,vs_best_holm_high,verdict',
        "'=evil,single-agent,correct,share,higher,3,1,0.43850296824495455,1,1,1,,,,,,,,,,,,,best",
        "'=evil,single-agent,latency,s,lower,3,4,4,4,4,4,,,,,,,,1.5,1.5,1.5,1.5,1.5,worse",
        `'=evil,"a ""b"", c",correct,share,higher,3,1,0.43850296824495455,1,1,1,,,0,0,0,0,0,0,0,0,0,0,no difference shown`,
        `'=evil,"a ""b"", c",latency,s,lower,2,2.5,2.5,2.5,2.5,2.5,,,-1.5,-1.5,-1.5,-1.5,-1.5,,,,,,best`,
        '',
      ].join('\n'),
    );
  });

  it('runs.csv is exactly this', () => {
    expect(runsCsv(small)).toBe(
      [
        'scenario,pattern,replication,correct,latency',
        "'=evil,single-agent,0,1,4",
        "'=evil,single-agent,1,1,4",
        "'=evil,single-agent,2,1,4",
        `'=evil,"a ""b"", c",0,1,2.5`,
        `'=evil,"a ""b"", c",1,1,`,
        `'=evil,"a ""b"", c",2,1,2.5`,
        '',
      ].join('\n'),
    );
  });

  it('growth.csv is exactly this', () => {
    expect(growthCsv(small)).toBe("scenario,pattern,size,measure,n,mean,low,high\n'=evil,'-mesh,4,edges,1,1e-7,,\n");
  });

  it('numbers read back to the same doubles', () => {
    const found = comparison({ runs: 30 });
    const lines = summaryCsv(found).trimEnd().split('\n').slice(1);
    found.summary.forEach((row, index) => {
      const cells = lines[index]!.split(',');
      expect([cells[1], cells[2]]).toEqual([row.pattern, row.measure.id]);
      const defined = [row.n, row.mean, row.low, row.high, row.p50, row.p95, row.p95Low, row.p95High];
      const written = cells.slice(5, 13).map((cell) => (cell === '' ? Number.NaN : Number(cell)));
      expect(written).toEqual(defined);
      const numbers = (from: number, to: number): number[] => cells.slice(from, to).map(Number);
      if (row.vsSingle !== null && row.shownSingle !== null) {
        const { mean, low, high } = row.vsSingle;
        expect(numbers(13, 18)).toEqual([mean, low, high, row.shownSingle.low, row.shownSingle.high]);
      }
      if (row.vsBest !== null && row.shown !== null) {
        const { mean, low, high } = row.vsBest;
        expect(numbers(18, 23)).toEqual([mean, low, high, row.shown.low, row.shown.high]);
      }
    });
  });

  it('has one line a pattern and replication, all with as many cells', () => {
    const lines = runsCsv(comparison({ runs: 9 }))
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(1 + 7 * 9);
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([3 + measures.length]));
  });
});
