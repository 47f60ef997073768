import type { Comparison } from '../../compare/comparison.js';
import type { RunSource } from '../../explain/explain.js';
import { plansFor } from '../../patterns/plan.js';
import type { Scenario } from '../../scenario/scenario.js';
import { keyOf } from '../../sim/luck/seed.js';
import type { RunRecord } from '../../sim/record/record.js';
import { type Story, storyOf } from '../../sim/record/story.js';
import type { Plan } from '../../sim/team/plan.js';
import { World } from '../../sim/world.js';
import { alone } from '../../study/knock-out.js';
import type { StudyWarning } from '../../study/warning.js';
import { type Agreement, agreementOf } from './agree.js';
import { factsOf, type RunFacts } from './facts.js';
import { comparisonOf, ROWS } from './rows.js';
import { factsByPattern, simulate, simulatedFacts } from './simulated.js';
import { likelihoods, type PatternLikelihood } from './which.js';

/** Runs that are enough to name a pattern. */
const PAIRED = 30;

/** What was measured of an application, and what it is held against. */
export interface Measurement {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly requested: number;
  /** Measured runs by replication, from 0. */
  readonly records: readonly RunRecord[];
  /** The pattern or team that the runs are held against. */
  readonly against: string;
  readonly plan: Plan;
  /** Most likely first. */
  readonly likelihoods: readonly PatternLikelihood[];
  /** Runs that they are taken from. */
  readonly paired: number;
  readonly facts: readonly RunFacts[];
  readonly agreement: Agreement;
  /** What has to be known of the measurement itself: unknown callers, blocked connections, what cannot repeat. */
  readonly warnings: readonly StudyWarning[];
}

/** What a measurement is made of. */
export interface MeasurementInput {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly requested: number;
  readonly records: readonly RunRecord[];
  /** Default: the pattern that the runs are most like. */
  readonly against?: string | undefined;
  /** Patterns that it may be; default: all that fit. */
  readonly candidates?: readonly string[];
  readonly warnings: readonly StudyWarning[];
}

/**
 * Holds measured runs against the simulated ones of the same replications: names the pattern, and compares call by call.
 * @throws RangeError where there are no runs, or where there is no such pattern or team, or where it does not fit.
 */
export function measurementOf(input: MeasurementInput): Measurement {
  const { seed, records } = input;
  if (records.length === 0) throw new RangeError('There are no runs to look at.');
  const scenario = alone(input.scenario);
  const facts = records.map(factsOf);
  const paired = Math.min(PAIRED, facts.length);
  const replications = facts.map(({ replication }) => replication);
  const candidates = factsByPattern(scenario, seed, replications.slice(0, paired), input.candidates ?? null);
  const likely = likelihoods(facts.slice(0, paired), candidates);
  const against = input.against ?? likely[0]!.pattern;
  const plan = planOf(scenario, against);
  const predicted = simulatedFacts(scenario, plan, seed, replications);
  return {
    ...{ scenario, seed, requested: input.requested, records, against, plan, paired, facts },
    likelihoods: likely,
    agreement: agreementOf(facts, predicted),
    warnings: input.warnings,
  };
}

function planOf(scenario: Scenario, name: string): Plan {
  const { plans, leftOut } = plansFor(scenario, [name]);
  if (plans[0] !== undefined) return plans[0];
  throw new RangeError(
    leftOut[0] === undefined
      ? `There is no pattern or team '${name}'.`
      : `'${name}' does not fit this task: ${leftOut[0].why}.`,
  );
}

/** Both as a comparison: what tables, charts and the run folder are made from. */
export function measuredComparison(measurement: Measurement): Comparison {
  const { scenario, seed, plan, records, requested, warnings } = measurement;
  const replication = tellingReplication(measurement);
  const typical = storiesOf(measurement, replication).map((story) => ({
    pattern: story.pattern,
    replication,
    isAlone: false,
    story,
  }));
  return comparisonOf({ scenario, seed, plan, records, requested, warnings, typical });
}

/** The measured run and the predicted one of a replication. */
export function storiesOf({ scenario, seed, plan, records }: Measurement, replication: number): [Story, Story] {
  const record = records.find((one) => one.replication === replication);
  if (record === undefined) throw new RangeError(`Replication ${replication} was not measured.`);
  const measured = storyOf({ scenario }, record, { pattern: ROWS.measured, seed, task: 0 });
  let predicted: Story | null = null;
  simulate(scenario, plan, seed, [replication], (one) => {
    predicted = storyOf({ scenario }, one, { pattern: ROWS.predicted, seed, task: 0 });
  });
  return [measured, predicted!];
}

/** The simulated side, replication by replication. */
export function simulatedSource({ scenario, seed, plan }: Measurement): RunSource {
  const world = new World(scenario, plan, keyOf(seed));
  return { name: ROWS.predicted, rehearse: (replication, onTask) => world.rehearse(replication, onTask) };
}

/** The first replication in which a race delivered a false claim; else the first that differs; else the first. */
function tellingReplication({ agreement }: Measurement): number {
  const { races, differences } = agreement;
  const delivered = races.flatMap((race) => race.delivered.filter((one) => !race.deliveredPredicted.includes(one)));
  return delivered[0] ?? races[0]?.replications[0] ?? differences[0]?.replications[0] ?? 0;
}
