import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { vary } from '../scenario/variants.js';
import { type Parameter, settingsOf, settingText, valuesOf } from '../study/parameter.js';
import type { SummaryRow } from '../study/summary-row.js';

/** A parameter, and the values that it takes in turn, ascending. */
export interface SweepAxis {
  readonly parameter: Parameter;
  readonly values: readonly number[];
}

/** How far a value may be from where it belongs, in steps. */
const NEAR = 0.02;

/** An axis of about even steps: the ends as they are, what lies between in as few digits as keep it in its place. */
export function axisOf(parameter: Parameter, steps: number): SweepAxis {
  const exact = valuesOf(parameter, steps);
  const last = exact.length - 1;
  const values = exact.map((value, i) => {
    if (i === 0 || i === last || parameter.isWhole) return value;
    const room = NEAR * Math.min(value - exact[i - 1]!, exact[i + 1]! - value);
    const digits = [2, 3, 4, 5].find((count) => Math.abs(Number(value.toPrecision(count)) - value) <= room);
    return digits === undefined ? value : Number(value.toPrecision(digits));
  });
  return { parameter, values };
}

/** Values of a parameter where no number is asked for: of one, and of each of two. */
const STEPS = { alone: 9, each: 7 };
/** As many times the usual number of values are still few, where they are whole numbers. */
const FEW = 1.5;

/** How many values a parameter takes where no number is asked for. Of few whole numbers, all: leaving out every fifth puzzles. */
export function usualSteps({ isWhole, low, high }: Parameter, axes: number): number {
  const usual = axes === 1 ? STEPS.alone : STEPS.each;
  return isWhole && high - low + 1 <= FEW * usual ? high - low + 1 : usual;
}

/** What every pattern gave at one value, or one pair of values. */
export interface SweepCell {
  /** A value an axis. */
  readonly values: readonly number[];
  /** A row a measure and pattern: measures in the sweep's order, patterns in the catalogue's. */
  readonly rows: readonly SummaryRow[];
  /** Ahead on the swept measure by its mean, the first of equals; null where no pattern has a value. */
  readonly winner: string | null;
  /** Those of which no difference to the winner is shown, after Holm's correction over all pairs of the cell and all looks. */
  readonly tied: readonly string[];
  /** Of these: shown to be no further from it than the margin. */
  readonly equal: readonly string[];
  /** Those without a steady state: they count as behind wherever the swept measure depends on waiting. */
  readonly endless: readonly string[];
  /** The most that a pattern has: those that may be the best have more than the others. */
  readonly replications: number;
}

/** A scenario with the values of one cell. */
export interface CellScenario {
  readonly values: readonly number[];
  readonly scenario: Scenario;
}

/** Every combination of the axes' values, the last axis the fastest. */
export function cellScenarios(scenario: Scenario, axes: readonly SweepAxis[]): CellScenario[] {
  const combinations = axes.reduce<number[][]>(
    (all, { values }) => all.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
  const parameters = axes.map(({ parameter }) => parameter);
  return combinations.map((values) => ({ values, scenario: vary(scenario, settingsOf(parameters, values)) }));
}

/** The patterns that fit at every cell, and those that do not, with the first cell at which they do not and why. */
export function fittingEverywhere(
  cells: readonly CellScenario[],
  axes: readonly SweepAxis[],
  only: readonly string[] | null,
  known: readonly Pattern[],
): { names: string[]; leftOut: { pattern: string; why: string }[] } {
  const found = cells.map(({ values, scenario }) => ({ values, ...plansFor(scenario, only, known) }));
  const leftOut = new Map<string, string>();
  for (const { values, leftOut: some } of found) {
    const isEverywhere = (pattern: string): boolean =>
      found.every((cell) => cell.leftOut.some((one) => one.pattern === pattern));
    for (const { pattern, why } of some) {
      if (leftOut.has(pattern)) continue;
      const at = values.map((value, i) => settingText(axes[i]!.parameter, value)).join(', ');
      leftOut.set(pattern, isEverywhere(pattern) ? why : `at ${at}: ${why}`);
    }
  }
  const names = found[0]!.plans.map(({ name }) => name).filter((name) => !leftOut.has(name));
  return { names, leftOut: [...leftOut].map(([pattern, why]) => ({ pattern, why })) };
}
