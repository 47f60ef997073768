import type { Executor } from '../study/executor.js';
import { type Flip, flipBetween, isShown, type Lead } from '../study/flip.js';
import { Bench, type Need, type Rehearsed, type Sites, type Usual } from './bench.js';
import type { Claim, ClaimReading, ClaimSweep } from './claim.js';
import { type Estimated, estimate } from './estimate.js';
import { ALL, armsOf, needOfSetting, needsAt, parameterOf } from './needs.js';
import { together } from './rounds.js';
import {
  allOf,
  type ClaimVerdict,
  type ConditionFound,
  type FlipFound,
  leadOf,
  type Measured,
  outcomeOf,
  type SweepFound,
  verdictOf,
} from './verdict.js';

/** A claim, and everything that was measured about it. */
export interface Examined {
  readonly claim: Claim;
  readonly verdict: ClaimVerdict;
  readonly conditions: readonly ConditionFound[];
  readonly sweeps: readonly SweepFound[];
  /** What was rehearsed: its settings by name, then every value and arm of its sweeps. */
  readonly places: readonly { readonly name: string; readonly rehearsed: Rehearsed }[];
}

/**
 * Examines claims: everything that is known to be needed in one round, then all flips side by side.
 * @throws Interrupted where the executor was.
 */
export async function examine(
  claims: readonly Claim[],
  sites: Sites,
  usual: Usual,
  executor: Executor,
): Promise<readonly Examined[]> {
  const bench = new Bench(sites, usual, executor);
  const needs = claims.flatMap((claim) => [
    ...claim.settings.map((setting) => needOfSetting(claim, setting)),
    ...claim.sweeps.flatMap((sweep) => sweep.values.flatMap((value) => needsAt(sweep, value))),
  ]);
  const found = await bench.rehearse(needs);
  let next = 0;
  const take = (count: number): readonly Rehearsed[] => {
    next += count;
    return found.slice(next - count, next);
  };
  const opened = claims.map((claim) => ({
    claim,
    settings: take(claim.settings.length),
    sweeps: claim.sweeps.map((sweep) => sweep.values.map(() => take(armsOf(sweep).length))),
  }));
  const tasks = opened.flatMap(({ claim, sweeps }) =>
    claim.sweeps.flatMap((sweep, s) => turnsOf(sweep, sweeps[s]!).map((turn) => seek(sweep, turn, claim, s))),
  );
  const flips = await together(tasks, async (all: readonly (readonly Need[])[]) => {
    const rehearsed = await bench.rehearse(all.flat());
    let at = 0;
    return all.map((own) => {
      at += own.length;
      return rehearsed.slice(at - own.length, at);
    });
  });
  return opened.map(({ claim, settings, sweeps }) => {
    const own = (s: number): FlipFound[] =>
      flips.filter((flip) => flip.claim === claim && flip.sweep === s).map(({ flip }) => flip);
    return concluded(claim, settings, sweeps, own);
  });
}

function concluded(
  claim: Claim,
  settings: readonly Rehearsed[],
  sweeps: readonly (readonly (readonly Rehearsed[])[])[],
  flips: (sweep: number) => FlipFound[],
): Examined {
  const conditions = claim.conditions.map((condition): ConditionFound => {
    const named = new Map(claim.settings.map(({ name }, i) => [name, settings[i]!]));
    const statements = condition.statements.map((statement): Measured => {
      const estimated = estimateIn(statement.contrast, named);
      return { statement, estimate: estimated, outcome: outcomeOf(statement, estimated) };
    });
    return { condition, statements, outcome: allOf(statements.map(({ outcome }) => outcome)) };
  });
  const swept = claim.sweeps.map((sweep, s): SweepFound => {
    const estimates = sweeps[s]!.map((arms) => estimateAt(sweep, arms));
    const leads = estimates.map((estimated, i) => leadOf(sweep, sweep.values[i]!, estimated));
    const outcomes = estimates.map((estimated) => outcomeOf(sweep, estimated));
    return { sweep, leads, estimates, outcomes, flips: flips(s) };
  });
  const places = [
    ...claim.settings.map(({ name }, i) => ({ name, rehearsed: settings[i]! })),
    ...claim.sweeps.flatMap((sweep, s) =>
      sweep.values.flatMap((value, v) =>
        armsOf(sweep).map(([arm], a) => ({ name: placeName(sweep, value, arm), rehearsed: sweeps[s]![v]![a]! })),
      ),
    ),
  ];
  return { claim, verdict: verdictOf(claim.type, conditions, swept), conditions, sweeps: swept, places };
}

function placeName(sweep: ClaimSweep, value: number, arm: string): string {
  const at = `${sweep.scenario}, ${sweep.paths[0]} ${value}${sweep.unit ?? ''}`;
  return arm === ALL ? at : `${at}, ${arm}`;
}

/** Neighbours of which the one shows the claim and the other its contrary, with what is only open between them. */
function turnsOf(sweep: ClaimSweep, values: readonly (readonly Rehearsed[])[]): [Lead, Lead][] {
  const leads = values.map((arms, i) => leadOf(sweep, sweep.values[i]!, estimateAt(sweep, arms)));
  const shown = leads.filter(isShown);
  return shown.slice(1).flatMap((lead, i): [Lead, Lead][] => {
    const before = shown[i]!;
    return before.mean > 0 === lead.mean > 0 ? [] : [[before, lead]];
  });
}

interface Sought {
  readonly claim: Claim;
  readonly sweep: number;
  readonly flip: FlipFound;
}

type Ask = (needs: readonly Need[]) => Promise<readonly Rehearsed[]>;

const seek =
  (sweep: ClaimSweep, turn: readonly [Lead, Lead], claim: Claim, nth: number) =>
  async (ask: Ask): Promise<Sought> => {
    const leadAt = async (value: number): Promise<Lead> =>
      leadOf(sweep, value, estimateAt(sweep, await ask(needsAt(sweep, value))));
    const flip: Flip = await flipBetween(parameterOf(sweep), turn, leadAt);
    return { claim, sweep: nth, flip: { ...flip, trueIs: turn[0].mean > 0 ? 'below' : 'above' } };
  };

function estimateAt(sweep: ClaimSweep, arms: readonly Rehearsed[]): Estimated {
  return estimateIn(sweep.contrast, new Map(armsOf(sweep).map(([name], a) => [name, arms[a]!])));
}

/** A contrast of what was rehearsed, by name; the first one where a reading names none. */
function estimateIn(contrast: ClaimSweep['contrast'], named: ReadonlyMap<string, Rehearsed>): Estimated {
  const [first] = [...named.keys()];
  const of = (at: string = first!): Rehearsed => {
    const found = named.get(at);
    if (found === undefined) throw new RangeError(`There is no setting '${at}'.`);
    return found;
  };
  const read = ({ at, pattern, measure }: ClaimReading): Float64Array => of(at).values(pattern, measure);
  return estimate(contrast, read, (at) => of(at).site.scenario);
}
