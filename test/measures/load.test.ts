import { describe, expect, it } from 'vitest';
import { measureNamed } from '../../src/measures/index.js';
import { busiestOf, type RunTotals } from '../../src/measures/run-totals.js';

const station = (name: string, slots: number, busySeconds: number) => ({ name, slots, busySeconds });

const run: RunTotals = {
  tasks: 100,
  stations: [station('writer', 1, 300), station('checker', 4, 800), station('idle', 1, 0)],
  span: 500,
  window: 450,
  delivered: 90,
};

const read = (id: string, over: Partial<RunTotals> = {}): number => measureNamed(id)!.readRun!({ ...run, ...over });

describe('measures of a run', () => {
  it('are throughput, the load of whoever is busiest, and what that one can take at most', () => {
    expect(read('throughput')).toBe((3600 * 90) / 450);
    expect(read('bottleneck')).toBe(300 / 500);
    expect(read('saturation')).toBe((3600 * 100) / 300);
    expect(busiestOf(run.stations)!.name).toBe('writer');
  });

  it('count slots: the most seconds of work are not the most load', () => {
    const stations = [station('writer', 1, 300), station('checker', 2, 800)];
    expect(busiestOf(stations)!.name).toBe('checker');
    expect(read('bottleneck', { stations })).toBe(800 / (2 * 500));
    expect(read('saturation', { stations })).toBe((3600 * 2 * 100) / 800);
  });

  it('of one task are only how busy somebody is until its end', () => {
    const alone = { tasks: 1, span: 400, window: 400, delivered: 1 };
    expect(read('bottleneck', alone)).toBe(300 / 400);
    expect(read('throughput', alone)).toBeNaN();
    expect(read('saturation', alone)).toBeNaN();
  });

  it('are undefined where nobody worked, or no time passed', () => {
    const stations = [station('idle', 1, 0)];
    for (const id of ['bottleneck', 'saturation']) expect(read(id, { stations })).toBeNaN();
    expect(read('bottleneck', { span: Number.NaN })).toBeNaN();
    expect(read('throughput', { window: 0 })).toBeNaN();
  });
});
