import { describe, expect, it } from 'vitest';
import { measureNamed } from '../../src/measures/index.js';
import { inkOn } from '../../src/report/charts/contrast.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { sweepCharts } from '../../src/report/charts/sweep.js';
import { wordsOf } from '../../src/report/charts/theme.js';
import { flipsCsv, sweepCsv } from '../../src/report/exporters/sweep-csv.js';
import { sweepTable } from '../../src/report/tables/sweep-terminal.js';
import { sweepAnswer } from '../../src/report/words/sweep-answer.js';
import { flipText } from '../../src/report/words/sweep-values.js';
import type { Parameter } from '../../src/study/parameter.js';
import type { SummaryRow, SummaryVerdict } from '../../src/study/summary-row.js';
import type { SweepAxis, SweepCell } from '../../src/sweep/cells.js';
import type { ParameterFlip } from '../../src/sweep/flips.js';
import type { Sweep } from '../../src/sweep/sweep.js';
import { scenario } from './fixture.js';

const correct = measureNamed('correct')!;
const NAMES = ['single-agent', 'pipeline', 'mesh'];

const parameter = (more: Partial<Parameter> = {}): Parameter => ({
  ...{ path: 'agents.fact-checker.detection', low: 0.2, high: 0.8, unit: '', scale: 'linear' },
  ...{ isWhole: false, base: 0.5, ...more },
});
const axis = (values: number[], more: Partial<Parameter> = {}): SweepAxis => ({
  parameter: parameter({ low: values[0]!, high: values.at(-1)!, ...more }),
  values,
});

/** A cell whose winner and tied patterns are told; means fall in the order winner, tied, others. */
function cell(values: number[], winner: string | null, tied: string[] = []): SweepCell {
  const rows = NAMES.map((pattern): SummaryRow => {
    const verdict: SummaryVerdict =
      winner === null ? '' : pattern === winner ? 'best' : tied.includes(pattern) ? 'no difference shown' : 'worse';
    const mean =
      winner === null ? Number.NaN : { best: 0.8, 'no difference shown': 0.78, worse: 0.5 }[verdict as 'best'];
    const behind = mean - 0.8;
    return {
      ...{
        pattern,
        measure: correct,
        n: 100,
        mean,
        low: mean - 0.04,
        high: mean + 0.04,
        p50: 1,
        p95: 1,
        p95Low: 1,
        p95High: 1,
        verdict,
      },
      vsSingle: null,
      shownSingle: null,
      shown: verdict === 'best' ? null : { low: behind - 0.04, high: behind + 0.04 },
      vsBest: verdict === 'best' ? null : { mean: behind, low: behind - 0.03, high: behind + 0.03 },
    };
  });
  return { values, rows, winner, tied, equal: [], endless: [], replications: 200 };
}

const flip = (more: Partial<ParameterFlip> = {}): ParameterFlip => ({
  ...{ measure: 'correct', below: 'pipeline', above: 'mesh', at: 0.4312, low: 0.4051, high: 0.4598 },
  ...{ between: [0.2, 0.6] as const, settles: true, ...more },
});

function sweepOf(axes: SweepAxis[], cells: SweepCell[], more: Partial<Sweep> = {}): Sweep {
  return {
    ...{ scenario, seed: 'rehearsal', runs: 200, mostRuns: 200, margin: { amount: 0.01, isRelative: false } },
    ...{ flipRuns: 1000, axes, measure: correct, measures: [correct] },
    ...{ patterns: NAMES, leftOut: [], cells, size: cells.length, flips: [], unconfirmed: [], warnings: [], ...more },
  };
}

const line = (...winners: [string | null, string[]?][]): Sweep => {
  const values = winners.map((_, i) => Number((0.2 * (i + 1)).toPrecision(2)));
  return sweepOf(
    [axis(values)],
    winners.map(([name, tied], i) => cell([values[i]!], name, tied)),
  );
};

describe('the answer of a sweep', () => {
  it('says who wins from where to where, where that flips, and how sure it is', () => {
    const found = { ...line(['pipeline'], ['pipeline', ['mesh']], ['mesh'], ['mesh']), flips: [flip()] };
    expect(sweepAnswer(found)).toEqual([
      'On correct, pipeline is ahead below about 0.43, and mesh above.',
      'On correct, along agents.fact-checker.detection: pipeline is ahead at 0.2; at 0.4 no difference is shown between pipeline and mesh; mesh is ahead from 0.6 to 0.8.',
      'mesh overtakes pipeline at 0.431 (0.405 to 0.460).',
      'Every value has 200 replications with the same random numbers; at 1 of 4 that is too few to tell the best pattern from the others: raise --runs, or choose the cheaper pattern there.',
    ]);
  });

  it('says that nobody overtakes, that a value is missing, and that a change of places is not shown', () => {
    expect(sweepAnswer(line(['mesh'], ['mesh']))[1]).toBe('No pattern overtakes mesh between 0.2 and 0.4.');
    expect(sweepAnswer(line(['mesh', ['pipeline']], ['mesh', ['pipeline']]))[1]).toBe(
      'mesh has the best mean from 0.2 to 0.4.',
    );
    expect(sweepAnswer(line(['mesh'], [null]))[1]).toContain('mesh is ahead at 0.2; no pattern has a value at 0.4.');
    const unconfirmed = [flip()];
    expect(sweepAnswer({ ...line(['pipeline'], ['mesh']), unconfirmed })[2]).toBe(
      'Between 0.2 and 0.6, mesh may overtake pipeline: its mean does, but with 1,000 replications the lead is not shown on both sides.',
    );
  });

  it('counts cells of two parameters', () => {
    const axes = [axis([1, 2]), axis([1, 2])];
    const cells = [
      cell([1, 1], 'mesh'),
      cell([1, 2], 'mesh', ['pipeline']),
      cell([2, 1], 'pipeline'),
      cell([2, 2], 'mesh'),
    ];
    expect(sweepAnswer(sweepOf(axes, cells)).slice(0, 2)).toEqual([
      'mesh is ahead on correct at 2 of 4 pairs of values; at 1 no difference is shown.',
      'On correct, of 4 pairs of values, mesh is ahead at 2, pipeline is ahead at 1 and at 1 no difference between the best is shown (by the mean, mesh at 1).',
    ]);
  });
});

describe('a flip in words', () => {
  it('has the digits of its interval, its unit, and of a count none', () => {
    const rate = axis([40, 360], { unit: '/h' });
    expect(flipText(rate, { at: 314.6, low: 301.2, high: 327.9 })).toBe('315/h (301 to 328)');
    expect(flipText(axis([2, 12], { isWhole: true }), { at: 7, low: 6, high: 8 })).toBe('7 (6 to 8)');
    expect(flipText(axis([2, 12], { isWhole: true }), { at: 7, low: 7, high: 7 })).toBe('7');
    expect(flipText(axis([0, 1]), { at: 0.5, low: 0.5, high: 0.5 })).toBe('0.5');
  });
});

describe('the table of a sweep', () => {
  it('has no line longer than the terminal, however narrow', () => {
    const curve = { ...line(['pipeline'], ['pipeline', ['mesh']], ['mesh']), flips: [flip()] };
    const many = Array.from({ length: 12 }, (_, i) => i + 1);
    const map = sweepOf(
      [axis(many, { path: 'agents.a.x' }), axis([1, 2])],
      many.flatMap((x) => [1, 2].map((y) => cell([x, y], 'mesh'))),
    );
    for (const sweep of [curve, map]) {
      for (const width of [60, 80, 120]) {
        const lines = sweepTable(sweep, { width, colour: false, folder: null, given: 'x' }).split('\n');
        expect(Math.max(...lines.map((one) => one.length))).toBeLessThanOrEqual(width);
      }
    }
  });

  it('maps winners as letters, small where no difference is shown', () => {
    const axes = [axis([1, 2]), axis([10, 20])];
    const cells = [
      cell([1, 10], 'mesh'),
      cell([1, 20], 'mesh', ['pipeline']),
      cell([2, 10], 'pipeline'),
      cell([2, 20], 'mesh'),
    ];
    expect(sweepTable(sweepOf(axes, cells), { width: 100, colour: false, folder: null, given: 'x' })).toMatch(
      /20 +a +A\n10 +A +B\n/,
    );
  });
});

describe('the files of a sweep', () => {
  it('have one row per cell, measure and pattern, and one row per crossover', () => {
    const found = { ...line(['pipeline'], ['mesh', ['pipeline']]), flips: [flip()] };
    const rows = sweepCsv(found).trimEnd().split('\n');
    expect(rows).toHaveLength(7);
    expect(rows[2]).toBe(
      'fixture,0.2,pipeline,correct,share,higher,100,0.8,0.76,0.8400000000000001,1,1,1,1,,,,,,best,yes,200'.replace(
        'fixture',
        scenario.name,
      ),
    );
    expect(flipsCsv(found).split('\n')[1]).toBe(
      `${scenario.name},agents.fact-checker.detection,,correct,pipeline,mesh,0.4312,0.4051,0.4598,0.2,0.6,yes`,
    );
  });

  it('hold charts that compile, whole or stopped half-way, with a name for each winner', async () => {
    const curve = { ...line(['pipeline'], ['pipeline', ['mesh']], ['mesh']), flips: [flip()] };
    const axes = [axis([1, 10, 100], { scale: 'log', base: 10 }), axis([1, 2], { base: 3 })];
    const cells = [1, 10, 100].flatMap((x) => [1, 2].map((y) => cell([x, y], x > 5 ? 'mesh' : 'pipeline')));
    const map = sweepOf(axes, cells);
    for (const found of [
      curve,
      { ...curve, cells: curve.cells.slice(0, 2), size: 3 },
      map,
      { ...map, cells: cells.slice(0, 3) },
    ]) {
      for (const one of sweepCharts(found)) {
        expect(await renderSvg(one)).toContain('<svg');
        expect(JSON.stringify(one)).toContain('pipeline');
        expect(wordsOf(one).description.length).toBeGreaterThan(50);
      }
    }
  });

  it('write on dark colours in white, on light ones in black', () => {
    expect(inkOn('#0072B2')).toBe('#ffffff');
    expect(inkOn('#e3e6e9')).toBe('#111111');
    expect(inkOn('#222222')).toBe('#ffffff');
  });
});
