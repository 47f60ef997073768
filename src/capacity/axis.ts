import { pathOf, valueAt } from '../scenario/plain-data.js';
import { dataOf } from '../scenario/read-data.js';
import type { Scenario } from '../scenario/scenario.js';
import { largestAt, type RangeEnd, rangeEndOf } from '../scenario/text/own-value.js';
import { type ParameterReading, parameterAt } from '../scenario/text/parameter-path.js';
import { type Settings, written } from '../scenario/variants.js';
import type { Parameter } from '../study/parameter.js';

/** What grows until it is too much: users, arrivals, tasks at once, or the size of a team. */
export interface CapacityAxis {
  readonly parameter: Parameter;
  /** Further paths that take the same value. */
  readonly also: readonly string[];
  /** What it counts, in words: "users". */
  readonly label: string;
  /** The first value that is looked at: what the scenario itself says. */
  readonly start: number;
}

const CLOSED = 'workload.arrivals.closed.users';
const RATES: Readonly<Record<string, string>> = {
  'workload.arrivals.poisson': 'arrivals',
  'workload.arrivals.gamma.rate': 'arrivals',
  'workload.arrivals.bursts.rate': 'arrivals',
};
const BURST = 'workload.tasks';
/** Paths of growth that say how many there are. */
const COUNTS = /\.(replicas|instances|users|tasks|voices|members|agents)$/;

/** How far from the scenario's own value a search goes that was given no ends: that of a team takes longer with its size. */
const FURTHEST = 16;
/** Tasks at once are cheap: as many at least. */
const BURST_AT_LEAST = 100;

/** What grows where nobody says it: the arrivals of a workload, else what the scenario's growth names, else tasks at once. */
export function usualAxis(scenario: Scenario): CapacityAxis | ParameterReading {
  const data = dataOf(scenario);
  const given = (path: string): boolean => valueAt(data, pathOf(path)) !== undefined;
  if (given(CLOSED)) return axisAt(scenario, CLOSED, null);
  const rate = Object.keys(RATES).find(given);
  if (rate !== undefined) return axisAt(scenario, rate, null);
  const { growth } = scenario;
  if (growth === null) return axisAt(scenario, BURST, null);
  // What grows may be no size of anything: a share, or the length of a text.
  const [path, ...also] = growth.paths;
  const axis = axisAt(scenario, path!, null);
  if ('ok' in axis || !COUNTS.test(path!)) return axisAt(scenario, BURST, null);
  return { ...axis, also, label: growth.label };
}

/** An axis along one path, between ends that are written as the file would; null: around the scenario's own value. */
export function axisAt(
  scenario: Scenario,
  path: string,
  ends: readonly [string, string] | null,
): CapacityAxis | ParameterReading {
  const own = rangeEndOf(scenario, path);
  const [low, high] = ends ?? endsAround(path, own);
  const reading = parameterAt(scenario, path, low, high, 'linear');
  if (!reading.ok) return reading;
  const { parameter } = reading;
  const isLog = !parameter.isWhole && parameter.low > 0;
  const middle = isLog ? Math.sqrt(parameter.low * parameter.high) : (parameter.low + parameter.high) / 2;
  const wanted = parameter.base ?? middle;
  const start = Math.min(parameter.high, Math.max(parameter.low, parameter.isWhole ? Math.round(wanted) : wanted));
  const scaled: Parameter = { ...parameter, scale: isLog ? 'log' : 'linear' };
  return { parameter: scaled, also: [], label: labelOf(path), start };
}

function endsAround(path: string, own: RangeEnd | null): readonly [string, string] {
  const { value, unit } = own ?? { value: 1, unit: '' };
  if (unit === '' && Number.isInteger(value)) {
    const most = Math.max(path === BURST ? BURST_AT_LEAST : 2 * FURTHEST, value * FURTHEST);
    return ['1', `${Math.min(largestAt(path), most)}`];
  }
  const high = unit === '' ? Math.min(largestAt(path), value * FURTHEST) : value * FURTHEST;
  return [`${value / FURTHEST}${unit}`, `${high}${unit}`];
}

function labelOf(path: string): string {
  if (path === CLOSED) return 'users';
  if (path === BURST) return 'tasks at once';
  const parts = path.split('.');
  const last = parts.at(-1)!;
  return RATES[path] ?? (last === 'replicas' || last === 'instances' ? `${last} of ${parts.at(-2)}` : path);
}

/**
 * The settings that give a scenario a value of the axis. With a higher rate or more users come more tasks, so that the time
 * in which they arrive stays the scenario's own: what a quota over hours or a bucket holds is not outrun by a short study.
 */
export function settingsAt(scenario: Scenario, axis: CapacityAxis, value: number): Settings {
  const { parameter, also, start } = axis;
  const { path, unit } = parameter;
  const own = Object.fromEntries([path, ...also].map((one) => [one, written(value, unit)]));
  const isArriving = path === CLOSED || RATES[path] !== undefined;
  if (!isArriving || value <= start) return own;
  return { ...own, [BURST]: Math.min(MOST_TASKS, Math.ceil((scenario.workload.tasks * value) / start)) };
}

/** As many as a workload may have at most, and as a study can afford at every value. */
const MOST_TASKS = 20_000;
