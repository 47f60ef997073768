import { busiestOf, loadOf, type RunTotals, type Station } from '../measures/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { Caller } from '../sim/caller.js';
import { type Participant, type RunRecord, Status } from '../sim/record.js';
import type { World } from '../sim/world.js';
import type { Load } from './comparison.js';
import { latest, type Stream } from './stream.js';

/**
 * More tasks by this factor are in the house in the last quarter of the time in which tasks arrive than in the second one:
 * 2.3 where their number grows evenly, 1.5 at the very edge, 1 where those who wait too long give up.
 */
const GROWING = 1.3;

const REQUESTS = "the provider's request limit";
const TOKENS = "the provider's token limit";

/** What the tasks of one pattern ask of whom: replication by replication, and over all of them. */
export class LoadMeter {
  private readonly stations: readonly Station[];
  private readonly requests: Station | null;
  private readonly tokens: Station | null;
  /** By participant; null: it makes no calls. */
  private readonly stationOf: readonly (Station | null)[];
  /** Over all replications so far. */
  private readonly all: readonly Station[];
  private span = 0;
  private replications = 0;
  private dropped = 0;
  /** Seconds that tasks spent in the house in the second quarter of the time in which tasks arrived, and in the last. */
  private early = 0;
  private late = 0;

  constructor(private readonly world: World) {
    const { scenario, participants } = world;
    const { requestsPerMinute, tokensPerMinute } = scenario.provider;
    const names = participants.map((participant) => stationName(participant, scenario));
    const slots = (name: string): number =>
      participants.reduce(
        (sum, one, i) => sum + (one instanceof Caller && names[i] === name ? one.slots.capacity : 0),
        0,
      );
    const limit = (name: string, most: number): Station | null =>
      Number.isFinite(most) ? { name, slots: 1, busySeconds: 0 } : null;
    const callers = [...new Set(names)].map((name) => ({ name, slots: slots(name), busySeconds: 0 }));
    this.requests = limit(REQUESTS, requestsPerMinute);
    this.tokens = limit(TOKENS, tokensPerMinute);
    this.stations = [...callers.filter((one) => one.slots > 0), this.requests, this.tokens].filter(
      (one) => one !== null,
    );
    this.stationOf = participants.map((one, i) =>
      one instanceof Caller ? this.stations.find(({ name }) => name === names[i])! : null,
    );
    this.all = this.stations.map((station) => ({ ...station }));
  }

  /** Before the first task of a replication. */
  clear(): void {
    for (const station of this.stations) station.busySeconds = 0;
  }

  /** A task is at its end: what it had from the provider. */
  read({ calls }: RunRecord): void {
    if (this.requests === null && this.tokens === null) return;
    const { requestsPerMinute, tokensPerMinute } = this.world.scenario.provider;
    const c = calls.columns;
    for (let call = 0; call < calls.length; call++) {
      this.stationOf[c.participant[call]!]!.busySeconds -= c.rateLimited[call]!;
      if (c.service[call] === 0 && c.status[call] !== Status.ok && c.status[call] !== Status.unfinished) continue;
      if (this.requests !== null) this.requests.busySeconds += 60 / requestsPerMinute;
      const tokens = c.inputTokens[call]! + c.outputTokens[call]!;
      if (this.tokens !== null) this.tokens.busySeconds += (60 * tokens) / tokensPerMinute;
    }
  }

  /** After the last task of a replication, of whose tasks those from `first` on count. */
  totals(stream: Stream, first: number): RunTotals {
    const { participants, scenario } = this.world;
    for (const [i, one] of participants.entries()) {
      if (one instanceof Caller) this.stationOf[i]!.busySeconds += one.busySeconds;
    }
    const { arrivals } = scenario.workload;
    const lastArrival = latest(stream.arrivedAt);
    const lastEnd = latest(stream.endedAt);
    const from = first === 0 ? 0 : (stream.arrivedAt[first] ?? Number.NaN);
    const to = arrivals === null ? lastEnd : lastArrival;
    const span = this.isOpen ? lastArrival : lastEnd - stream.arrivedAt[0]!;
    const delivered = stream.deliveredWithin(from, to);
    const run = { tasks: stream.arrived, stations: this.stations, span, window: to - from, delivered };
    this.add(run, stream, first);
    return run;
  }

  private add(run: RunTotals, stream: Stream, first: number): void {
    this.replications++;
    this.dropped += first;
    this.span += Number.isNaN(run.span) ? 0 : run.span;
    for (const [i, station] of this.stations.entries()) this.all[i]!.busySeconds += station.busySeconds;
    if (!this.isOpen) return;
    this.early += stream.secondsWithin(run.span / 4, run.span / 2);
    this.late += stream.secondsWithin((3 * run.span) / 4, run.span);
  }

  /** Whether waiting has an end: not where more work comes in than can be done, and ever more tasks wait for it. */
  get isSteady(): boolean {
    return !this.isOverloaded || this.late <= GROWING * this.early;
  }

  /** What all replications together say. */
  found(): Load {
    const { isSteady, isOverloaded } = this;
    const dropped = this.dropped / this.replications;
    return { busiest: busiestOf(this.all)?.name ?? null, load: this.load(), isSteady, isOverloaded, dropped };
  }

  /** Several tasks come by themselves, whether those before them are done or not. */
  private get isOpen(): boolean {
    const { tasks, arrivals } = this.world.scenario.workload;
    return tasks > 1 && arrivals?.kind === 'open';
  }

  private get isOverloaded(): boolean {
    return this.isOpen && this.load() >= 1;
  }

  private load(): number {
    const busiest = busiestOf(this.all);
    return busiest === null ? 0 : loadOf(busiest, this.span);
  }
}

/** Agents of one role are one station, since whoever is free takes the work; everybody else is one alone. */
function stationName({ name, kind }: Participant, { agents }: Scenario): string {
  if (kind !== 'agent') return name;
  const isOf = (role: string): boolean => name.startsWith(`${role}-`) && /^(-\d+)+$/.test(name.slice(role.length));
  const role = agents.find((agent) => agent.role === name) ?? agents.find((agent) => isOf(agent.role));
  return role?.role ?? name;
}
