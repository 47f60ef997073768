import { definedOnly } from '../measures/measure.js';
import { busiestOf, loadOf, type RunTotals, type Station } from '../measures/run-totals.js';
import type { Scenario } from '../scenario/scenario.js';
import { ModelClient } from '../sim/agents/model-client.js';
import type { ToolStation } from '../sim/agents/tool-station.js';
import { type Participant, type RunRecord, Status } from '../sim/record/record.js';
import type { World } from '../sim/world.js';
import { type LimitStation, limitStationsOf } from './limit-stations.js';
import type { PatternLoad } from './pattern-runs.js';
import { latest, type Stream } from './stream.js';

/**
 * More tasks by this factor are in the system in the last quarter of the time in which tasks arrive than in the second one:
 * 2.3 where their number grows evenly, 1.5 at the very edge, 1 where those who wait too long give up.
 */
const GROWING = 1.3;

const REQUESTS = "the provider's request limit";
const TOKENS = "the provider's token limit";

/**
 * The load that the tasks of some replications put on each station. One row per replication: warm-up tasks; seconds in
 * which tasks arrived; seconds that tasks spent in the system in the second quarter of that time, and in the last; then the
 * tasks that were broken off; busy seconds by station.
 */
export interface LoadRows {
  readonly stations: readonly { readonly name: string; readonly slots: number }[];
  /** Several tasks come by themselves, whether those before them are done or not. */
  readonly isOpen: boolean;
  readonly rows: Float64Array;
}

const DROPPED = 0;
const SPAN = 1;
const EARLY = 2;
const LATE = 3;
const BROKEN_OFF = 4;
const BUSY = 5;

/** Measures the load of one pattern on each station, replication by replication. */
export class LoadMeter {
  private readonly stations: readonly Station[];
  private readonly requests: Station | null;
  private readonly tokens: Station | null;
  /** By participant: the limits of the provider on its model. */
  private readonly limits: readonly (readonly LimitStation[])[];
  /** By server of the world. */
  private readonly servers: readonly Station[];
  private readonly tools: readonly { readonly station: Station; readonly work: () => number }[];
  /** By participant; null: it makes no calls, or any number at once, so that it is no bottleneck. */
  private readonly stationOf: readonly (Station | null)[];
  readonly rows: LoadRows;
  private brokenOff = 0;

  constructor(
    private readonly world: World,
    replications: number,
  ) {
    const { scenario, participants } = world;
    const { requestsPerMinute, tokensPerMinute } = scenario.provider;
    const names = participants.map((participant) => stationName(participant, scenario));
    const slots = (name: string): number =>
      participants.reduce(
        (sum, one, i) => sum + (one instanceof ModelClient && names[i] === name ? one.slots.capacity : 0),
        0,
      );
    const limit = (name: string, most: number): Station | null =>
      Number.isFinite(most) ? { name, slots: 1, busySeconds: 0 } : null;
    const callers = [...new Set(names)].map((name) => ({ name, slots: slots(name), busySeconds: 0 }));
    this.requests = limit(REQUESTS, requestsPerMinute);
    this.tokens = limit(TOKENS, tokensPerMinute);
    this.limits = limitStationsOf(participants.map((one) => (one instanceof ModelClient ? one.spec.model : null)));
    const ofLimits = [...new Set(this.limits.flatMap((some) => some.map(({ station }) => station)))];
    this.servers = world.servers.map(({ name, slots }) => ({ name: `the server of ${name}`, slots, busySeconds: 0 }));
    this.tools = world.tools.flatMap((tool) => stationsOf(tool));
    this.stations = [
      ...callers.filter(({ slots }) => slots > 0 && Number.isFinite(slots)),
      ...[this.requests, this.tokens].filter((one) => one !== null),
      ...ofLimits,
      ...this.servers,
      ...this.tools.map(({ station }) => station),
    ];
    this.stationOf = participants.map((one, i) =>
      one instanceof ModelClient ? (this.stations.find(({ name }) => name === names[i]) ?? null) : null,
    );
    const { tasks, arrivals } = scenario.workload;
    this.rows = {
      stations: this.stations.map(({ name, slots }) => ({ name, slots })),
      isOpen: tasks > 1 && arrivals?.kind === 'open',
      rows: new Float64Array(replications * (BUSY + this.stations.length)),
    };
  }

  /** Before the first task of a replication. */
  clear(): void {
    this.brokenOff = 0;
    for (const station of this.stations) station.busySeconds = 0;
  }

  /** A task is at its end: what it had from the provider. */
  read({ calls, isBrokenOff }: RunRecord): void {
    if (isBrokenOff) this.brokenOff++;
    const isUnlimited =
      this.requests === null && this.tokens === null && this.limits.every((some) => some.length === 0);
    if (isUnlimited && this.servers.length === 0) return;
    const { requestsPerMinute, tokensPerMinute } = this.world.scenario.provider;
    const c = calls.columns;
    for (let call = 0; call < calls.length; call++) {
      const station = this.stationOf[c.participant[call]!]!;
      if (station !== null) station.busySeconds -= c.rateLimited[call]!;
      if (c.service[call] === 0 && c.status[call] !== Status.ok && c.status[call] !== Status.unfinished) continue;
      if (this.requests !== null) this.requests.busySeconds += 60 / requestsPerMinute;
      const tokens = c.inputTokens[call]! + c.outputTokens[call]!;
      if (this.tokens !== null) this.tokens.busySeconds += (60 * tokens) / tokensPerMinute;
      for (const { station, take } of this.limits[c.participant[call]!]!) station.busySeconds += take(c, call);
    }
  }

  /** After the last task of the nth replication, of whose tasks those from `first` on count. */
  close(nth: number, stream: Stream, first: number): RunTotals {
    const { participants, scenario } = this.world;
    for (const [i, one] of participants.entries()) {
      const station = this.stationOf[i]!;
      if (one instanceof ModelClient && station !== null) station.busySeconds += one.busySeconds;
    }
    for (const [i, server] of this.world.servers.entries()) this.servers[i]!.busySeconds = server.busySeconds;
    for (const { station, work } of this.tools) station.busySeconds += work();
    const { arrivals } = scenario.workload;
    const lastArrival = latest(stream.arrivedAt);
    const lastEnd = latest(stream.endedAt);
    const from = first === 0 ? 0 : (stream.arrivedAt[first] ?? Number.NaN);
    const to = arrivals === null ? lastEnd : lastArrival;
    const span = this.rows.isOpen ? lastArrival : lastEnd - stream.arrivedAt[0]!;
    const delivered = stream.deliveredWithin(from, to);
    const run = { tasks: stream.arrived, stations: this.stations, span, window: to - from, delivered };
    this.note(nth, run, stream, first);
    return run;
  }

  private note(nth: number, { span, stations }: RunTotals, stream: Stream, first: number): void {
    const row = this.rows.rows.subarray(nth * (BUSY + stations.length), (nth + 1) * (BUSY + stations.length));
    row[DROPPED] = first;
    row[BROKEN_OFF] = this.brokenOff;
    row[SPAN] = Number.isNaN(span) ? 0 : span;
    for (const [i, station] of stations.entries()) row[BUSY + i] = station.busySeconds;
    if (!this.rows.isOpen) return;
    row[EARLY] = stream.secondsWithin(span / 4, span / 2);
    row[LATE] = stream.secondsWithin((3 * span) / 4, span);
  }
}

/** Over all replications. */
interface Totals {
  readonly replications: number;
  readonly dropped: number;
  readonly span: number;
  readonly early: number;
  readonly late: number;
  readonly brokenOff: number;
  readonly stations: readonly Station[];
  readonly isOpen: boolean;
}

/** Adds the replications up, in their order, without keeping them. */
export class LoadSums {
  private first: Omit<LoadRows, 'rows'> | null = null;
  private sums = new Float64Array(BUSY);
  private replications = 0;

  add({ stations, isOpen, rows }: LoadRows): void {
    const width = BUSY + stations.length;
    if (this.first === null) {
      this.first = { stations, isOpen };
      this.sums = new Float64Array(width);
    }
    const { sums } = this;
    for (let i = 0; i < rows.length; i++) sums[i % width] = sums[i % width]! + rows[i]!;
    this.replications += rows.length / width;
  }

  private totals(): Totals {
    const { sums, replications } = this;
    const { stations, isOpen } = this.first!;
    return {
      replications,
      dropped: sums[DROPPED]!,
      span: sums[SPAN]!,
      early: sums[EARLY]!,
      late: sums[LATE]!,
      brokenOff: sums[BROKEN_OFF]!,
      stations: stations.map((station, i) => ({ ...station, busySeconds: sums[BUSY + i]! })),
      isOpen,
    };
  }

  /** Whether there is a steady state: not if more work arrives than can be served, so that the queue grows without bound. */
  get isSteady(): boolean {
    return isSteadyIn(this.totals());
  }

  /** What all replications together say of one pattern. */
  found(): PatternLoad {
    const totals = this.totals();
    return {
      busiest: busiestOf(totals.stations)?.name ?? null,
      load: definedOnly(loadOfBusiest(totals)),
      isSteady: isSteadyIn(totals),
      isOverloaded: isOverloaded(totals),
      dropped: totals.dropped / totals.replications,
      ...(totals.brokenOff > 0 ? { brokenOff: totals.brokenOff } : {}),
    };
  }
}

function loadOfBusiest({ stations, span }: Totals): number {
  const busiest = busiestOf(stations);
  return busiest === null ? 0 : loadOf(busiest, span);
}

const isOverloaded = (totals: Totals): boolean => totals.isOpen && loadOfBusiest(totals) >= 1;

const isSteadyIn = (totals: Totals): boolean => !isOverloaded(totals) || totals.late <= GROWING * totals.early;

/** The places of a shared tool, and its quota: what serves calls at once, and what admits them one after the other. */
function stationsOf(tool: ToolStation): { station: Station; work: () => number }[] {
  const { name, spec } = tool;
  const places = { name: `the tool ${name}`, slots: spec.capacity, busySeconds: 0 };
  const quota = { name: `the quota of ${name}`, slots: 1, busySeconds: 0 };
  return [
    ...(Number.isFinite(spec.capacity) ? [{ station: places, work: () => tool.busySeconds }] : []),
    ...(Number.isFinite(spec.quota) ? [{ station: quota, work: () => tool.admitted / spec.quota }] : []),
  ];
}

/** Agents of one role are one station, because any free one takes the work; every other participant is a station of its own. */
function stationName({ name, kind }: Participant, { agents }: Scenario): string {
  if (kind !== 'agent') return name;
  const isOf = (role: string): boolean => name.startsWith(`${role}-`) && /^(-\d+)+$/.test(name.slice(role.length));
  const role = agents.find((agent) => agent.role === name) ?? agents.find((agent) => isOf(agent.role));
  return role?.role ?? name;
}
