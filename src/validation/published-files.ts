/**
 * Published comparisons of teams with one agent that stand as figures in scenario files of the package: the command that
 * anybody can run is what is checked here. A file's figures set nothing; its sizes and rates are assumed where it says so.
 */
import { taskValue } from '../measures/index.js';
import { plansFor } from '../patterns/plan.js';
import { parseScenario } from '../scenario/load.js';
import type { Published, Scenario } from '../scenario/scenario.js';
import { type Luckily, replayed } from './effort.js';
import { meanOf } from './estimate.js';
import { checks, type PublishedRow, ranks } from './published-row.js';

/** The text of a scenario file of the package, by its name. */
export type ScenarioFile = (name: string) => string;

/** A file, and what is published of it beside its figures. */
interface PublishedFile {
  readonly name: string;
  /** Lowest first, all measured by the first figure's measure. */
  readonly ranking?: { readonly what: string; readonly least: string; readonly others: readonly string[] };
  /** What the simulator lacks, by the pattern or team whose row does not agree, or `ranking`. */
  readonly missing: Readonly<Record<string, string>>;
}

const FILES: readonly PublishedFile[] = [
  {
    name: 'published/kim-parallel',
    ranking: {
      what: 'agents that do not hear each other gain least',
      least: 'independent',
      others: ['decentralized', 'centralized', 'hybrid'],
    },
    missing: { ranking: 'peers who examine what others found in parts that are not their own' },
  },
  { name: 'published/kim-sequential', missing: {} },
];

/** Of each figure its sign, and the ranking where one was published: sizes hang on rates that nobody published. */
export function fileRows(file: ScenarioFile, luck: Luckily): PublishedRow[] {
  return FILES.flatMap(({ name, ranking, missing }) => {
    const scenario = scenarioIn(name, file(name));
    const { measure, source } = scenario.published[0]!;
    const values = measured(scenario, measure, luck);
    const command = `set by no figure; a file of the package: rehearse compare ${name}`;
    const rows = scenario.published.map((figure) => signRow(figure, values, command, missing[figure.pattern]));
    if (ranking === undefined) return rows;
    const all = [ranking.least, ...ranking.others].map((each) => [each, values.get(each)!] as const);
    const finding = { name: `${scenario.name}, ${measure}`, what: ranking.what, source, basis: command };
    return [...rows, ranks(finding, 'first', all, missing.ranking)];
  });
}

function scenarioIn(name: string, text: string): Scenario {
  const read = parseScenario(text, `${name}.yaml`, []);
  if (!read.ok) throw new Error(`${name}: ${read.problems[0]!.message}`);
  return read.scenario;
}

function measured(scenario: Scenario, measure: string, luck: Luckily): Map<string, Float64Array> {
  const { plans } = plansFor(scenario, null);
  return new Map(plans.map((plan) => [plan.name, replayed(scenario, plan, luck, (run) => taskValue(measure, run))]));
}

/** 1 where all of the 99.9 % interval of the paired difference lies on the published side of zero. */
function signRow(
  { pattern, against, change, claim, source, measure }: Published,
  values: ReadonlyMap<string, Float64Array>,
  basis: string,
  missing: string | undefined,
): PublishedRow {
  const [ours, others] = [values.get(pattern)!, values.get(against)!];
  const { value, low, high } = meanOf(ours.map((one, i) => one - others[i]!));
  const sign = low > 0 ? 1 : high < 0 ? -1 : 0;
  const base = meanOf(others).value;
  const share = (x: number): string => `${((100 * x) / base).toFixed(0)} %`;
  const finding = {
    name: `${pattern} against ${against}, ${measure}`,
    what: `sign of the difference: ${claim} (here ${share(value)}, 99.9 % interval ${share(low)} to ${share(high)})`,
    unit: '+1 gains, -1 loses, 0 not shown',
    source,
    basis,
  };
  return checks(finding, Math.sign(change), sign, 0, missing);
}
