import { measures } from '../measures/index.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { settingsFrom, vary } from '../scenario/variants.js';
import { keyOf } from '../sim/luck/seed.js';
import { type Disturbances, withDisturbances } from '../study/disturbances.js';
import { type Executor, type Job, job } from '../study/executor.js';
import { type Gathering, gathering } from '../study/gather.js';
import { measuresOf, quantityNamed, valuesOf } from './quantities.js';

/** A scenario, and how its text comes about: a built-in scenario's, with options as for `--set` written into it. */
export interface Site {
  readonly scenario: Scenario;
  readonly text: string;
  readonly set: readonly string[];
}

/** Reads a built-in scenario by its name. */
export type Sites = (name: string) => { readonly scenario: Scenario; readonly text: string };

/** A built-in scenario with some values changed. */
export function siteWith(sites: Sites, name: string, set: readonly string[]): Site {
  const { scenario, text } = sites(name);
  return { scenario: vary(scenario, settingsFrom(set)), text, set };
}

/** What somebody wants to know of a scenario. */
export interface Need {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly patterns: readonly string[];
  /** Ids of measures or quantities. */
  readonly quantities: readonly string[];
  readonly times: number;
  readonly disturbed: boolean;
}

/** A scenario that was rehearsed. */
export interface Rehearsed {
  readonly need: Need;
  readonly site: Site;
  readonly runs: number;
  /** @throws RangeError where the pattern or the quantity was not asked for. */
  readonly values: (pattern: string, quantity: string) => Float64Array;
}

export interface Usual {
  readonly seed: string;
  /** Replications of one task. */
  readonly runs: number;
}

/** The work was interrupted: there is nothing to tell. */
export class Interrupted extends Error {}

/** What several needs of one scenario come to. */
interface Place {
  readonly site: Site;
  readonly runs: number;
  readonly patterns: Set<string>;
  readonly quantities: Set<string>;
  disturbed: boolean;
}

/** Single tasks that stand for a replication of one, where each has many. */
const TASKS_A_RUN = 10;
const FEWEST = 20;

const DISTURBED = measures.filter(({ readDisturbed }) => readDisturbed !== undefined).map(({ id }) => id);

/** Rehearses what is needed, in rounds, what is needed by several only once. */
export class Bench {
  private nth = 0;

  constructor(
    private readonly sites: Sites,
    private readonly usual: Usual,
    private readonly executor: Executor,
  ) {}

  /** @throws Interrupted */
  async rehearse(needs: readonly Need[]): Promise<Rehearsed[]> {
    const places = new Map<string, Place>();
    for (const need of needs) this.enter(places, need);
    const work = [...places].map(([key, place]) => ({ key, ...this.workAt(place) }));
    const from = 1 - 0.5 ** this.nth++;
    const jobs = work.flatMap(({ jobs }) => jobs);
    if (!(await this.executor.work(jobs, [from, (1 + from) / 2]))) throw new Interrupted();
    const found = new Map(work.map(({ key, results }) => [key, results()]));
    return needs.map((need): Rehearsed => {
      const { site, runs } = places.get(keyOfNeed(need))!;
      const all = found.get(keyOfNeed(need))!;
      return { need, site, runs, values: (pattern, id) => valuesIn(all, pattern, id) };
    });
  }

  private enter(places: Map<string, Place>, need: Need): void {
    const key = keyOfNeed(need);
    let place = places.get(key);
    if (place === undefined) {
      const site = siteWith(this.sites, need.scenario, need.set);
      place = {
        site,
        runs: this.runsOf(site.scenario, need.times),
        patterns: new Set(),
        quantities: new Set(),
        disturbed: false,
      };
      places.set(key, place);
    }
    for (const pattern of need.patterns) place.patterns.add(pattern);
    for (const id of need.quantities) place.quantities.add(id);
    // Its tokens are measured against the single agent's in the same replication.
    if (place.quantities.has('tokenTax')) place.patterns.add('single-agent');
    place.disturbed ||= need.disturbed;
  }

  private runsOf({ workload }: Scenario, times: number): number {
    const runs = Math.ceil(this.usual.runs * times);
    return workload.tasks === 1 ? runs : Math.max(FEWEST, Math.ceil((runs * TASKS_A_RUN) / workload.tasks));
  }

  private workAt({ site, runs, patterns, quantities, disturbed }: Place): {
    jobs: readonly Job[];
    results: () => Map<string, ReadonlyMap<string, Float64Array>>;
  } {
    const { scenario } = site;
    const { plans, leftOut } = plansFor(scenario, [...patterns]);
    const names = plans.map(({ name }) => name);
    const missing = [...patterns].find((name) => !names.includes(name));
    if (missing !== undefined) {
      const why = leftOut.find(({ pattern }) => pattern === missing)?.why ?? 'there is no such pattern or team';
      throw new RangeError(`${scenario.name}: '${missing}' cannot be compared: ${why}.`);
    }
    const read = measuresOf([...quantities], measures);
    const key = keyOf(this.usual.seed);
    const all: Gathering = gathering(scenario, names, read, { key, runs }, 'replications');
    const found = new Map<string, Disturbances>();
    const disturbing = (pattern: string): Job =>
      job(
        { kind: 'disturb', scenario, pattern, key, replications: runs, measures: DISTURBED },
        `disturbing ${pattern}`,
        (result) => {
          found.set(pattern, result);
          return undefined;
        },
      );
    return {
      jobs: [...all.jobs, ...(disturbed ? names.map(disturbing) : [])],
      results: () =>
        new Map(
          all.gathered.results().map((one) => {
            const disturbances = found.get(one.name);
            return [one.name, (disturbances === undefined ? one : withDisturbances(one, disturbances)).columns];
          }),
        ),
    };
  }
}

function keyOfNeed({ scenario, set, times }: Need): string {
  return JSON.stringify([scenario, set, times]);
}

function valuesIn(
  all: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>,
  pattern: string,
  id: string,
): Float64Array {
  const columns = all.get(pattern);
  if (columns === undefined) throw new RangeError(`'${pattern}' was not asked for.`);
  return valuesOf(quantityNamed(id), columns);
}
