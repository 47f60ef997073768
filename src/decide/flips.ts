import type { Uncertain } from '../scenario/scenario.js';
import type { Interval } from '../statistics/estimates.js';
import { type Flip, flipBetween, isShown, type Lead } from '../study/flip.js';
import type { DecisionFlip, ParameterLook, Sensitivity } from './decision.js';
import { distanceBeyond, isKept, tightest } from './limits.js';
import { nearestOf } from './nearest.js';
import { bestOf, leadOf, type ScoredStanding, shownLeads, tiedWith } from './score.js';

/** How every pattern stands at one value of a parameter. */
export interface Stop {
  readonly value: number;
  readonly standings: readonly ScoredStanding[];
}

/** Rehearses some patterns at a value of a parameter. */
export type LookAt = (
  parameter: Uncertain,
  value: number,
  names: readonly string[],
) => Promise<readonly ScoredStanding[]>;

/** Something that changes sides where the answer flips. */
interface Cause {
  readonly kind: DecisionFlip['kind'];
  readonly bound: DecisionFlip['bound'];
  /** Patterns that it depends on. */
  readonly names: readonly string[];
  readonly height: (standings: readonly ScoredStanding[]) => Interval & { readonly mean: number };
}

const UNKNOWN = { mean: Number.NaN, low: Number.NaN, high: Number.NaN };

/** What was seen of a parameter at its stops, which are in order and have the scenario's own value among them. */
function looksOf(stops: readonly Stop[], answer: string | null): ParameterLook[] {
  return stops.map(({ value, standings }) => {
    const own = named(standings, answer);
    const rival = bestOf(standings.filter((one) => one !== own));
    const best = bestOf(standings);
    const isScored = own !== undefined && rival !== null && !Number.isNaN(own.score);
    return {
      value,
      answer: best?.name ?? null,
      holds:
        best === null ? answer === null : best === own || tiedWith(best, standings).some((name) => name === answer),
      lead: isScored ? leadOf(own, rival) : null,
      shown: isScored ? (shownLeads(own, standings).get(rival.name) ?? null) : null,
      rival: rival?.name ?? null,
      isFeasible: own?.isFeasible === true,
    };
  });
}

/** The nearest change of the answer on either side of the scenario's own value, nearest first. */
export async function sensitivityOf(
  parameter: Uncertain,
  stops: readonly Stop[],
  answer: string | null,
  lookAt: LookAt,
): Promise<Sensitivity> {
  const looks = looksOf(stops, answer);
  const flips: DecisionFlip[] = [];
  const start = stops.findIndex(({ value }) => value === parameter.base);
  for (const step of [-1, 1] as const) {
    let out = start + step;
    while (looks[out]?.holds === true) out += step;
    const beyond = looks[out];
    if (beyond === undefined) continue;
    flips.push(await flipAt(parameter, stops, changeBefore(stops, start, out, answer, beyond.answer), lookAt));
  }
  const nearest = answer === null && flips.length === 0 ? closestIn(stops) : null;
  return { parameter, looks, flips: flips.sort((a, b) => a.distance - b.distance), nearest };
}

/** Where some pattern comes nearest to keeping every limit. */
function closestIn(stops: readonly Stop[]): Sensitivity['nearest'] {
  const all = stops.flatMap(({ value, standings }) => standings.map((one) => ({ ...one, value })));
  const found = nearestOf(all);
  const place = all.find((one) => one === found?.standing);
  return found === null || place === undefined ? null : { name: place.name, value: place.value, check: found.hardest };
}

/** Between which neighbouring stops the answer changes, and why; no cause where no number can be followed there. */
interface AnswerChange {
  readonly from: number;
  readonly out: number;
  readonly to: string | null;
  readonly cause: Cause | null;
}

/** From where another pattern is shown to be the answer back to where that began. */
function changeBefore(
  stops: readonly Stop[],
  start: number,
  shown: number,
  answer: string | null,
  to: string | null,
): AnswerChange {
  const step = Math.sign(shown - start);
  const last = { from: shown - step, out: shown, to };
  const own = named(stops[shown]!.standings, answer);
  if (answer !== null && own?.isFeasible !== true) return { ...last, cause: ofLimit('breaks', answer, own) };
  const other = stops.map(({ standings }) => named(standings, to));
  if (to === null) return { ...last, cause: null };
  if (answer !== null) {
    const height = (standings: readonly ScoredStanding[]) => {
      const [a, b] = [named(standings, answer), named(standings, to)];
      return a === undefined || b === undefined ? UNKNOWN : leadOf(a, b);
    };
    const overtaken: Cause = { kind: 'overtaken', bound: null, names: [answer, to], height };
    for (let i = shown - step; i !== start - step; i -= step) {
      if (height(stops[i]!.standings).mean > 0) return { from: i, out: i + step, to, cause: overtaken };
    }
  }
  // Ahead all the way, or without a rival: then it broke a limit until some stop.
  let from = shown - step;
  while (from !== start && other[from]?.isFeasible === true) from -= step;
  const cause = other[from]?.isFeasible === true ? null : ofLimit('admitted', to, other[from]);
  return { from, out: from + step, to, cause };
}

async function flipAt(
  parameter: Uncertain,
  stops: readonly Stop[],
  { from, out, to, cause }: AnswerChange,
  lookAt: LookAt,
): Promise<DecisionFlip> {
  const found = cause === null ? null : await locate(parameter, stops, from, out, cause, lookAt);
  const ends = [stops[from]!.value, stops[out]!.value] as const;
  const between = { low: Math.min(...ends), high: Math.max(...ends) };
  const at = found === null ? (ends[0] + ends[1]) / 2 : Math.min(Math.max(found.at, between.low), between.high);
  const place = found ?? { ...between, isOpen: { low: false, high: false } };
  return {
    kind: found === null ? 'somewhere' : cause!.kind,
    side: out < from ? 'below' : 'above',
    to,
    bound: found === null ? null : cause!.bound,
    at,
    low: Math.min(place.low, at),
    high: Math.max(place.high, at),
    isOpen: place.isOpen,
    distance: Math.abs(at - parameter.base) / (parameter.high - parameter.low),
  };
}

/** The limit that a pattern is farthest from. What is followed is the one that it keeps least surely at each value: all are kept where that is. */
function ofLimit(kind: 'breaks' | 'admitted', name: string, standing: ScoredStanding | undefined): Cause | null {
  const broken = standing?.limits.filter((check) => !isKept(check)) ?? [];
  const farthest = broken.sort((a, b) => distanceBeyond(b) - distanceBeyond(a))[0];
  if (farthest === undefined) return null;
  const height = (standings: readonly ScoredStanding[]) =>
    tightest(named(standings, name)?.limits ?? [])?.margin ?? UNKNOWN;
  return { kind, bound: farthest.bound, names: [name], height };
}

/**
 * Where the height falls or rises through zero. The bisection begins at the nearest stops on either side at which its sign is
 * shown, so that the interval has room; where there is none it is open there, and ends at the last stop.
 */
async function locate(
  parameter: Uncertain,
  stops: readonly Stop[],
  from: number,
  out: number,
  { names, height }: Cause,
  lookAt: LookAt,
): Promise<(Flip & Pick<DecisionFlip, 'isOpen'>) | null> {
  const leads = stops.map(({ value, standings }): Lead => ({ ...height(standings), value }));
  const [inner, outer] = [leads[from]!, leads[out]!];
  if (!(inner.mean * outer.mean < 0)) return null;
  const look = async (value: number): Promise<Lead> => ({ ...height(await lookAt(parameter, value, names)), value });
  const step = out - from;
  const a = await shownEnd(parameter, leads, from, -step, look);
  const b = await shownEnd(parameter, leads, out, step, look);
  const flip = await flipBetween(parameter, [a, b], look);
  const [lower, upper] = a.value < b.value ? [a, b] : [b, a];
  const isOpen = { low: !isShown(lower), high: !isShown(upper) };
  return {
    at: flip.at,
    low: isOpen.low ? lower.value : Math.max(flip.low, lower.value),
    high: isOpen.high ? upper.value : Math.min(flip.high, upper.value),
    isOpen,
  };
}

/** The first stop from here on at which the sign is shown, if need be by a closer look, as long as it stays the same. */
async function shownEnd(
  parameter: Uncertain,
  leads: readonly Lead[],
  from: number,
  step: number,
  look: (value: number) => Promise<Lead>,
): Promise<Lead> {
  let end = leads[from]!;
  for (let i = from; leads[i] !== undefined && leads[i]!.mean * leads[from]!.mean > 0; i += step) {
    const closer = isShown(leads[i]!) || leads[i]!.value === parameter.base ? leads[i]! : await look(leads[i]!.value);
    if (!(closer.mean * leads[from]!.mean > 0)) break;
    end = closer;
    if (isShown(closer)) break;
  }
  return end;
}

function named(standings: readonly ScoredStanding[], name: string | null): ScoredStanding | undefined {
  return standings.find((one) => one.name === name);
}
