/** How much runs differ, under scenarios that are fitted to means, beside recordings. */
import { describe, expect, it } from 'vitest';
import { isNews } from '../../src/validation/index.js';
import { RECORDED, valuesOf, variationRows } from '../../src/validation/variation.js';

const rows = variationRows({ key: 11, runs: 6000 });
const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('the variation of recorded systems', () => {
  it('is met within a factor of 1.5, or it is said what is missing', () => {
    expect(rows.filter(isNews).map(({ name, what }) => `${name}: ${what}`)).toEqual([]);
    const lacking = rows.filter(({ verdict }) => verdict === 'lacks');
    expect(lacking.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      'Magentic-One, 25 runs: how much runs differ in time (CV)',
      'AutoGen: planner, two executors, aggregator, 192 runs: how much runs differ in tokens read (CV)',
    ]);
    for (const row of rows) {
      if (row.verdict !== 'agrees' || row.expected === 0) continue;
      expect(Math.abs(Math.log(row.got / row.expected)), row.name).toBeLessThan(Math.log(1.5));
    }
  });

  it('holds only figures of other recordings beside the means', () => {
    for (const { role, basis } of rows) {
      expect(role).toBe('checked');
      expect(basis).toMatch(/^set by .*answers \(1\.0\), of tasks \(\.40\) and of tool calls within one \(\.33\)$/);
    }
  });

  it('is of scenarios that meet the recorded means', () => {
    const means = RECORDED.map((recorded) => {
      const values = valuesOf(recorded, { key: 12, runs: 3000 });
      return Object.fromEntries([...values].map(([id, column]) => [id, mean(column)]));
    });
    const [magentic, , airline, autogen] = means;
    const near = (got: number, wanted: number): void => expect(Math.abs(got / wanted - 1)).toBeLessThan(0.15);
    near(magentic!.calls!, 25.2);
    near(magentic!.inputTokens!, 44_450);
    near(magentic!.outputTokens!, 11_650);
    near(magentic!.latency!, 206);
    near(airline!.calls!, 13.8);
    near(airline!.inputTokens!, 39_300);
    near(autogen!.inputTokens!, 200 + 2 * 470 + 825);
    near(autogen!.outputTokens!, 170 + 2 * 280 + 640);
  });
});
