import type { Crossover } from '../compare/comparison.js';
import { leadsOf } from '../compare/crossovers.js';
import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import { vary } from '../scenario/variants.js';
import { ERRORS } from '../statistics/together.js';
import { BASELINE } from '../study/baseline.js';
import type { Executor } from '../study/executor.js';
import { flipBetween, isShown, type Lead } from '../study/flip.js';
import { gathering } from '../study/gather.js';
import { type Parameter, settingsOf, settingText } from '../study/parameter.js';
import type { SweepCell } from './cells.js';
import type { SweptCell } from './race.js';

/** Between which two neighbouring values of a sweep two patterns change places. */
export interface Bracket {
  /** Ahead at the lower values; at the higher ones. */
  readonly below: string;
  readonly above: string;
  readonly between: readonly [number, number];
  /** Whether the two are the best, or tied with it, on their sides: then it is about who wins. */
  readonly settles: boolean;
}

/** Where two patterns change places along a parameter, with its interval. */
export interface ParameterFlip extends Crossover, Bracket {}

/** How the looks that a bisection takes are made. */
export interface Looking {
  readonly parameter: Parameter;
  readonly measure: Measure;
  readonly key: number;
  readonly runs: number;
  readonly scenario: Scenario;
  readonly executor: Executor;
}

/** Thrown where whoever waits has asked to stop. */
class Stopped extends Error {}

/**
 * Of every two patterns that are best somewhere: the values between which the lead is shown for one, then for the other.
 * Where it is shown nowhere, those at which each of the two leads the furthest by the mean: more replications may show it.
 */
export function bracketsOf(steps: readonly SweptCell[]): Bracket[] {
  const best = new Set(steps.map(({ cell }) => cell.winner));
  const names = (steps[0]?.names ?? []).filter((name) => best.has(name));
  return names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) => {
      const known = steps.flatMap(({ cell, leads }): Known[] => {
        const lead = leads([a, b], cell.values[0]!);
        return lead === null ? [] : [{ lead, cell }];
      });
      const shown = bracketsBetween(a, b, known);
      return shown.length > 0 ? shown : widest(a, b, known);
    }),
  );
}

/** How far the one of two patterns is ahead at a cell. */
interface Known {
  readonly lead: Lead;
  readonly cell: SweepCell;
}

function bracketsBetween(a: string, b: string, known: readonly Known[]): Bracket[] {
  const shown = known.filter(({ lead }) => isShown(lead));
  return shown.slice(1).flatMap((next, i) => {
    const last = shown[i]!;
    return last.lead.mean > 0 === next.lead.mean > 0 ? [] : [bracket(a, b, last, next)];
  });
}

function widest(a: string, b: string, known: readonly Known[]): Bracket[] {
  const means = known.map(({ lead }) => lead.mean);
  const [most, least] = [Math.max(...means), Math.min(...means)];
  if (known.length === 0 || most <= 0 || least >= 0) return [];
  const ends = [means.indexOf(most), means.indexOf(least)].sort((left, right) => left - right);
  return [bracket(a, b, known[ends[0]!]!, known[ends[1]!]!)];
}

function bracket(a: string, b: string, first: Known, last: Known): Bracket {
  const [below, above] = first.lead.mean > 0 ? [a, b] : [b, a];
  const settles = leads(below, first.cell) && leads(above, last.cell);
  return { below, above, between: [first.lead.value, last.lead.value], settles };
}

const leads = (name: string, { winner, tied }: SweepCell): boolean => name === winner || tied.includes(name);

/** Flips of brackets one after the other; `unconfirmed` are those that more replications do not show. */
export interface Flips {
  readonly flips: readonly ParameterFlip[];
  readonly unconfirmed: readonly Bracket[];
  /** False: it was stopped before the last bracket. */
  readonly complete: boolean;
}

/** Looks for every flip with replications of its own, under its two patterns only. `share` of the progress is filled. */
export async function flipsOf(
  brackets: readonly Bracket[],
  looking: Looking,
  share: readonly [number, number],
): Promise<Flips> {
  const flips: ParameterFlip[] = [];
  const unconfirmed: Bracket[] = [];
  const width = (share[1] - share[0]) / brackets.length;
  for (const [i, bracket] of brackets.entries()) {
    try {
      const flip = await flipOf(bracket, looking, ERRORS / brackets.length, [share[0] + i * width, width]);
      if (flip === null) unconfirmed.push(bracket);
      else flips.push(flip);
    } catch (error) {
      if (error instanceof Stopped) return { flips, unconfirmed, complete: false };
      throw error;
    }
  }
  return { flips, unconfirmed, complete: true };
}

/** Null where, with more replications, the lead is no longer shown on both sides. */
async function flipOf(
  bracket: Bracket,
  { parameter, measure, key, runs, scenario, executor }: Looking,
  allowed: number,
  [from, width]: readonly [number, number],
): Promise<ParameterFlip | null> {
  const pair = [bracket.below, bracket.above] as const;
  const names = measure.relative === true ? [...new Set([BASELINE, ...pair])] : pair;
  let done = from;
  const leadAt = async (value: number, errors = ERRORS): Promise<Lead> => {
    const varied = vary(scenario, settingsOf([parameter], [value]));
    const what = settingText(parameter, value);
    const { gathered, jobs } = gathering(varied, names, [measure], { key, runs }, what);
    // How many looks it takes is not known: each fills a tenth of what is left.
    const to = done + (from + width - done) / 10;
    if (!(await executor.work(jobs, [done, to]))) throw new Stopped();
    done = to;
    return leadsOf(measure, gathered.results(), errors)(pair, value) ?? unknown(value);
  };
  const [low, high] = bracket.between;
  // Whether there is a flip at all is asked for all brackets together; where it is, for this one.
  const ends = [await leadAt(low, allowed), await leadAt(high, allowed)] as const;
  if (!ends.every(isShown) || ends[0].mean <= 0 || ends[1].mean >= 0) return null;
  const flip = await flipBetween(parameter, ends, (value) => leadAt(value));
  return { measure: measure.id, ...bracket, ...flip };
}

/** Nothing is known of the lead: it may be anything. */
const unknown = (value: number): Lead => ({
  ...{ value, mean: 0 },
  ...{ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
});
