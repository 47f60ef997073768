import type { Scenario } from '../scenario/scenario.js';
import type { Pattern } from './pattern.js';
import { hasCoordinator, type PatternPlan, plansFor, teamsOf } from './plan.js';
import { isExamining } from './slots.js';

/** What the compared patterns are given that is not the same for all of them. Each part is null where it is. */
export interface Inequality {
  readonly attempts: Attempts | null;
  /** Seconds until a caller gives an attempt up, and until the bus delivers an event again. */
  readonly timeouts: { readonly callers: number; readonly bus: number } | null;
  /** Calls at once: of the single agent, of one agent of each role, of the coordinator; null where nobody compared is that. */
  readonly capacity: Capacities | null;
  /** Names of models, in the same way. */
  readonly models: ModelsInUse | null;
  /** Patterns that examine results beside the steps that check. */
  readonly checks: readonly string[];
}

/** Attempts at a step of a caller, and deliveries of an event on the bus; an operator may deliver a dead letter once more. */
export interface Attempts {
  readonly callers: number;
  readonly deliveries: number;
  readonly operator: boolean;
}

export interface Capacities {
  readonly single: number | null;
  readonly roles: readonly number[];
  readonly coordinator: number | null;
}

export interface ModelsInUse {
  readonly single: string | null;
  readonly roles: readonly string[];
  readonly coordinator: string | null;
}

/** A value that is changed so that all patterns are given the same. */
export interface FairChange {
  readonly path: string;
  readonly from: number | string;
  readonly to: number | string;
}

const isEqual = ({ callers, deliveries, operator }: Attempts): boolean => callers === deliveries && !operator;

/** Who takes part in the patterns that are compared. */
interface Compared {
  readonly hasSingle: boolean;
  readonly hasRoles: boolean;
  readonly hasCoordinator: boolean;
  /** Some callers wait for an attempt; some work begins by events alone. */
  readonly hasCallers: boolean;
  readonly hasBus: boolean;
}

/** How unequal the budgets of the patterns and teams of these names are; those that nobody in the catalogue knows count for nothing. */
export function inequalityOf(
  scenario: Scenario,
  names: readonly string[] | null,
  known?: readonly Pattern[],
): Inequality {
  const { plans } = plansFor(scenario, names, known);
  const compared = comparedIn(scenario, plans);
  const { attempts, timeouts } = repeatsOf(scenario, compared);
  const [capacity, models] = [capacitiesOf(scenario, compared), modelsOf(scenario, compared)];
  const checking = plans.filter((plan) => examines(plan)).map(({ name }) => name);
  return {
    attempts: isEqual(attempts) || !isMixed(compared) ? null : attempts,
    timeouts: timeouts.callers === timeouts.bus || !isMixed(compared) ? null : timeouts,
    capacity:
      new Set([capacity.single, ...capacity.roles, capacity.coordinator].filter(isThere)).size > 1 ? capacity : null,
    models: new Set([models.single, ...models.roles, models.coordinator].filter(isThere)).size > 1 ? models : null,
    checks: checking.length === plans.length ? [] : checking,
  };
}

/** What has to change so that the patterns of these names are given the same, as far as a scenario can say it. */
export function fairChanges(
  scenario: Scenario,
  names: readonly string[] | null,
  known?: readonly Pattern[],
): FairChange[] {
  const { attempts, timeouts, capacity, models } = inequalityOf(scenario, names, known);
  return [
    ...(attempts === null ? [] : attemptChanges(scenario, attempts)),
    ...(timeouts === null || timeouts.callers === Number.POSITIVE_INFINITY ? [] : timeoutChanges(scenario, timeouts)),
    ...(models === null
      ? []
      : changesTo(scenario, 'model', commonest(models.roles), models.coordinator, models.single)),
    ...(capacity === null ? [] : capacityChanges(scenario, capacity)),
  ];
}

/** The fewer attempts become as many as the others are. */
function attemptChanges({ policies }: Scenario, { callers, deliveries }: Attempts): FairChange[] {
  if (callers === deliveries) return [];
  if (callers < deliveries) return [{ path: 'policies.retry.attempts', from: callers, to: deliveries }];
  const change = { path: 'policies.redelivery.attempts', from: deliveries, to: callers };
  if (policies.redelivery !== null || policies.timeout === Number.POSITIVE_INFINITY) return [change];
  return [change, { path: 'policies.redelivery.idle', from: 'none', to: `${policies.timeout}s` }];
}

/** The bus waits as long as a caller does. */
function timeoutChanges({ policies }: Scenario, { callers, bus }: { callers: number; bus: number }): FairChange[] {
  if (policies.redelivery === null) return [];
  return [{ path: 'policies.redelivery.idle', from: `${bus}s`, to: `${callers}s` }];
}

/** One value for every role, the coordinator and the single agent, where these take part. */
function changesTo(
  scenario: Scenario,
  key: 'model' | 'capacity',
  to: number | string,
  coordinator: number | string | null,
  single: number | string | null,
): FairChange[] {
  const own = scenario.agents.map((agent) => {
    return { path: `agents.${agent.role}.${key}`, from: key === 'model' ? agent.model.name : agent.capacity, to };
  });
  const others = [
    { path: `coordinator.${key}`, from: coordinator, to },
    { path: `generalist.${key}`, from: single, to },
  ];
  return [...own, ...others].filter((one): one is FairChange => one.from !== null && one.from !== to);
}

/** All have the most that anybody has. Beside agents without a limit, a number says that somebody is a person or a tool. */
function capacityChanges(scenario: Scenario, { single, roles, coordinator }: Capacities): FairChange[] {
  const most = Math.max(...roles, coordinator ?? 0, single ?? 0);
  return most === Number.POSITIVE_INFINITY ? [] : changesTo(scenario, 'capacity', most, coordinator, single);
}

/** The value that most have; of equals, the first. */
function commonest<T>(values: readonly T[]): T {
  const count = (value: T): number => values.filter((one) => one === value).length;
  return values.reduce((best, value) => (count(value) > count(best) ? value : best));
}

function comparedIn(scenario: Scenario, plans: readonly PatternPlan[]): Compared {
  const all = plans.flatMap(teamsOf);
  return {
    hasSingle: all.some(({ pattern }) => !pattern.usesMembers),
    hasRoles: all.some(({ pattern }) => pattern.usesMembers),
    hasCoordinator: all.some((plan) => hasCoordinator(scenario, plan)),
    hasCallers: all.some(({ pattern }) => pattern.waits),
    hasBus: all.some(({ pattern }) => pattern.events === true),
  };
}

const isMixed = ({ hasCallers, hasBus }: Compared): boolean => hasCallers && hasBus;

function repeatsOf({ policies }: Scenario, { hasBus }: Compared) {
  const { retry, redelivery, deadLetters, timeout } = policies;
  const deliveries = hasBus ? (redelivery?.attempts ?? 1) : retry.attempts;
  const operator = deadLetters !== null && deadLetters.alertAfter !== Number.POSITIVE_INFINITY;
  return {
    attempts: { callers: retry.attempts, deliveries, operator },
    timeouts: { callers: timeout, bus: redelivery?.idle ?? Number.POSITIVE_INFINITY },
  };
}

function capacitiesOf({ agents, coordinator, generalist }: Scenario, compared: Compared): Capacities {
  return {
    single: compared.hasSingle ? generalist.capacity : null,
    roles: compared.hasRoles ? agents.map(({ capacity }) => capacity) : [],
    coordinator: compared.hasCoordinator ? coordinator.capacity : null,
  };
}

function modelsOf({ agents, coordinator, generalist }: Scenario, compared: Compared): ModelsInUse {
  return {
    single: compared.hasSingle ? generalist.model.name : null,
    roles: compared.hasRoles ? agents.map(({ model }) => model.name) : [],
    coordinator: compared.hasCoordinator ? coordinator.model.name : null,
  };
}

function examines(plan: PatternPlan): boolean {
  return teamsOf(plan).some(({ pattern }) => pattern.slots.some(({ slot }) => isExamining(slot)));
}

const isThere = <T>(value: T | null): value is T => value !== null;
