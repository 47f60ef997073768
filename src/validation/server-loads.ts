/**
 * A recorded model server: each of its loads is fitted in turn, and the two others are predicted. Planner, two executors at once and an
 * aggregator make four calls a task; 192 tasks from so many users, who hand in their next one at once.
 */
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { World } from '../sim/world.js';
import { quantile } from '../statistics/estimates.js';
import type { Luckily } from './effort.js';
import { meanOf } from './estimate.js';
import { planFor } from './plain.js';
import { checks, type PublishedRow } from './published-row.js';
import { type FittedServer, fittedTo, type RecordedLoad, type RecordedTask, type SpeedLaw } from './server-fit.js';

const SOURCE = 'github.com/UCSD-JP/multi-agent-bench, commit a6f026ff, two GPUs (tp2-fp16): figures only';
const TASKS = 192;

interface Recorded extends RecordedLoad {
  readonly p95: number;
}

/** Means and 95th percentiles of 192 tasks each; medians of 768 calls. */
const LOADS: readonly Recorded[] = [
  { users: 1, makespan: 8.21, cv: 0.48, p95: 14.9, firstToken: 0.6309, perToken: 0.0059 },
  { users: 8, makespan: 13.16, cv: 0.58, p95: 26.6, firstToken: 0.4956, perToken: 0.0102 },
  { users: 64, makespan: 29.81, cv: 0.46, p95: 50.1, firstToken: 0.7503, perToken: 0.027 },
];

/** Mean tokens that each role writes, as recorded; how much they vary beside the size of the task is assumed. */
const ROLES = { planner: { mean: 170, cv: 1.4 }, executor: { mean: 280, cv: 0.5 }, aggregator: { mean: 640, cv: 0.6 } };

/** The longer of two executors writes 340 tokens or so. */
const TASK: RecordedTask = { levels: 3, inLine: 170 + 340 + 640, written: 170 + 2 * 280 + 640, within: 0.41 };

/** Speeds fall with the number of calls to the power of about .35 over all three loads: this exponent is seen in all of them. */
const POWER: SpeedLaw = { slowdown: 0.35, halfSpeed: Number.POSITIVE_INFINITY };
/** A step of the batch that takes longer by the same for each call in it: the best such law over all three loads. */
const LINEAR: SpeedLaw = { slowdown: 0, halfSpeed: 24 };

const ALLOWED = 0.25;

interface Makespans {
  readonly mean: number;
  readonly p95: number;
}

export function serverLoadRows({ key, runs }: Luckily): PublishedRow[] {
  const replications = Math.max(2, Math.ceil(runs / TASKS));
  const predict = (fit: Recorded, law: SpeedLaw) =>
    LOADS.map(({ users }) => makespansOf(fittedTo(fit, TASK, law), law, users, { key, runs: replications }));
  const power = LOADS.map((fit) => predict(fit, POWER));
  const linear = LOADS.map((fit) => predict(fit, LINEAR));
  return [...LOADS.flatMap((fit, i) => rowsOf(fit, power[i]!)), betterLaw(power, linear)];
}

function rowsOf(fit: Recorded, predicted: readonly Makespans[]): PublishedRow[] {
  return LOADS.flatMap((load, i) => {
    if (load === fit) return [];
    const got = predicted[i]!;
    const finding = { name: `a model server, ${users(load)}, fitted to ${users(fit)}`, unit: 's', source: SOURCE };
    const basis = `set by the load of ${users(fit)}, and slowdown ${POWER.slowdown}, an exponent that was seen in all three loads`;
    return [
      checks({ ...finding, what: 'mean time of a task', basis }, load.makespan, got.mean, ALLOWED * load.makespan),
      checks(
        { ...finding, what: '95th percentile of the time of a task', basis },
        load.p95,
        got.p95,
        ALLOWED * load.p95,
      ),
    ];
  });
}

/** By fitted load, whether the worst error of the others is smaller with the power than with the straight line. */
function betterLaw(power: readonly (readonly Makespans[])[], linear: readonly (readonly Makespans[])[]): PublishedRow {
  const worst = (predicted: readonly Makespans[], fit: number): number =>
    Math.max(...LOADS.flatMap((load, i) => (i === fit ? [] : errorsOf(load, predicted[i]!))));
  const [curved, straight] = [power.map(worst), linear.map(worst)];
  const better = LOADS.filter((_, fit) => curved[fit]! < straight[fit]!).length;
  const percent = (errors: readonly number[]): string =>
    errors.map((error) => `${Math.round(100 * error)} %`).join(', ');
  const finding = {
    name: 'a model server, fitted to each load in turn',
    what: `slowdown ${POWER.slowdown} predicts the others better than halfSpeed ${LINEAR.halfSpeed}`,
    unit: 'fits',
    source: SOURCE,
    basis: `set by all three loads: the best exponent and the best line; worst errors ${percent(curved)} against ${percent(straight)}`,
  };
  return checks(finding, LOADS.length, better, 0);
}

function errorsOf(load: Recorded, { mean, p95 }: Makespans): number[] {
  return [Math.abs(mean / load.makespan - 1), Math.abs(p95 / load.p95 - 1)];
}

const users = ({ users: many }: RecordedLoad): string => `${many} ${many === 1 ? 'user' : 'users'}`;

/** As they come out where so many users share the server. */
function makespansOf(fitted: FittedServer, law: SpeedLaw, many: number, { key, runs }: Luckily): Makespans {
  const scenario = scenarioOf(fitted, law, many);
  const world = new World(scenario, planFor(scenario, 'workflow'), key);
  const times: number[] = [];
  for (let replication = 0; replication < runs; replication++) {
    world.rehearse(replication, ({ arrivedAt, endedAt }) => times.push(endedAt - arrivedAt));
  }
  return { mean: meanOf(times).value, p95: quantile(times, 0.95) };
}

function scenarioOf({ outputRate, firstToken, lengths, sizes }: FittedServer, law: SpeedLaw, many: number): Scenario {
  const output = ({ mean, cv }: { mean: number; cv: number }) => `output: { mean: ${lengths * mean}, cv: ${cv} }`;
  const half = law.halfSpeed === Number.POSITIVE_INFINITY ? '' : `halfSpeed: ${law.halfSpeed}, `;
  const text = `
scenario: server
question: What do other loads of this server look like?
task:
  size: { mean: 1, cv: ${sizes} }
  brief: { tokens: 120 }
  steps:
    plan: { role: planner }
    execute: { role: executor, replicas: 2, after: [plan] }
    join: { role: aggregator, after: [execute] }
agents:
  defaults: { model: own, prompt: 70 }
  planner: { ${output(ROLES.planner)} }
  executor: { ${output(ROLES.executor)} }
  aggregator: { ${output(ROLES.aggregator)} }
models:
  own:
    like: medium
    ttft: ${firstToken}
    inputRate: 16000
    outputRate: ${outputRate}
    contextWindow: 10000000
    server: { slowdown: ${law.slowdown}, ${half}prefill: shared }
workload: { tasks: ${TASKS}, arrivals: { closed: { users: ${many}, think: 0 } } }`;
  const read = parseScenario(text, 'server', []);
  if (!read.ok) throw new Error(`server: ${read.problems[0]!.message}`);
  return read.scenario;
}
