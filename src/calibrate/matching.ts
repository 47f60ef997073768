import type { Scenario } from '../scenario/scenario.js';
import { scenarioFrom } from '../scenario/variants.js';
import { mean } from '../statistics/estimates.js';
import type { ScenarioDraft } from './draft.js';
import type { ObservedWork } from './invocations.js';
import type { ReadTask } from './measures.js';
import { simulatedTasks } from './simulate.js';
import type { WorkFound } from './work.js';
import { deviantShare, stemOf, workOf } from './work.js';

/** Simulated tasks of each turn of the matching. */
const TASKS = 200;
const SEED = 'matching';

/** The default of the language. */
const TOKENS_PER_CLAIM = 8;

/** Shares of wrong decisions at which the search begins and ends. */
const FIRST_ERROR = 0.04;
const MOST_ERRORS = 0.3;

/** The scenario that a draft says. @throws ScenarioError */
export function scenarioOf(draft: ScenarioDraft): Scenario {
  return scenarioFrom(draft.data());
}

/**
 * Sets what traces show in sums only, so that simulated tasks agree with the observed ones in these sums: the needless calls of
 * who decides, the tokens that each role's calls read, and what the pattern adds to what they write. Every turn meets the same
 * random numbers, so that a change of the value is all that changes.
 */
export function match(draft: ScenarioDraft, work: WorkFound, tasks: readonly ReadTask[]): void {
  const errs = errorPath(work);
  if (errs !== null && draft.get(errs) !== undefined) matchErrors(draft, errs, work, tasks);
  for (let turn = 0; turn < 3; turn++) {
    const simulated = trial(draft, work.pattern);
    if (simulated.length === 0) return;
    const found = workOf(work.pattern, simulated);
    for (const { role } of work.roles) {
      const own = observedWorks(work, role);
      const theirs = observedWorks(found, role);
      matchRole(draft, ['agents', role], own, theirs);
      matchTools(draft, work, role, own, theirs);
    }
    matchLead(draft, work, found);
  }
}

const observedWorks = (work: WorkFound, role: string): readonly ObservedWork[] =>
  work.roles.find((one) => one.role === role)?.works ??
  work.roles.filter((one) => stemOf(one.role) === role).flatMap(({ works }) => works);

function trial(draft: ScenarioDraft, pattern: string): ReadTask[] {
  return simulatedTasks(scenarioOf(draft), pattern, TASKS, SEED);
}

/** The error rate that brings about further calls, by pattern. */
function errorPath({ pattern, leads }: WorkFound): readonly string[] | null {
  if (pattern === 'maker-checker') return ['coordinator', 'detection'];
  if (pattern === 'handoff') return ['agents', 'defaults', 'misroute'];
  return leads.size > 0 ? ['coordinator', 'misroute'] : null;
}

const callsOf = (tasks: readonly ReadTask[]): number =>
  mean(tasks.map(({ works }) => works.reduce((sum, { calls }) => sum + calls.length, 0)));

/** By bisection: the more errors, the more tasks in which something is done again or left out. */
function matchErrors(draft: ScenarioDraft, path: readonly string[], work: WorkFound, tasks: readonly ReadTask[]): void {
  // A checker sends back whole drafts: there the calls tell it.
  const isChecker = work.pattern === 'maker-checker';
  const read = (some: readonly ReadTask[]): number => (isChecker ? callsOf(some) : deviancesOf(work, some));
  const wanted = read(tasks);
  const at = (value: number): number => {
    draft.change(path, value);
    return read(trial(draft, work.pattern));
  };
  let [low, high] = [0, isChecker ? 1 : FIRST_ERROR];
  if (wanted <= (isChecker ? at(low) : 0)) {
    draft.change(path, low);
    return;
  }
  // Many errors make long tasks, so that they are tried last.
  while (high < MOST_ERRORS && at(high) < wanted) [low, high] = [high, 2 * high];
  for (let turn = 0; turn < 7; turn++) {
    const middle = (low + high) / 2;
    if (at(middle) < wanted) low = middle;
    else high = middle;
  }
  draft.change(path, (low + high) / 2);
}

/** Steps of simulated tasks are counted by role, whatever its agents are called there. */
function deviancesOf(work: WorkFound, tasks: readonly ReadTask[]): number {
  const roles = work.roles.map((one) => {
    const named = tasks
      .flatMap(({ works }) => works.map(({ agent }) => agent))
      .filter((agent) => agent === one.role || stemOf(agent) === one.role);
    return { ...one, agents: [...new Set([...one.agents, ...named])] };
  });
  return deviantShare({ ...work, roles }, tasks);
}

const inputs = (works: readonly ObservedWork[]): number =>
  mean(works.map(({ calls }) => calls[0]!.input ?? Number.NaN));
const outputs = (works: readonly ObservedWork[]): number =>
  mean(works.map(({ calls }) => calls.findLast(({ call }) => call.error === undefined)?.output ?? Number.NaN));

function matchRole(
  draft: ScenarioDraft,
  path: readonly string[],
  own: readonly ObservedWork[],
  theirs: readonly ObservedWork[],
): void {
  shift(draft, [...path, 'prompt'], inputs(own) - inputs(theirs));
  const factor = outputs(own) / outputs(theirs);
  const output = draft.get([...path, 'output']);
  if (output === undefined || output.origin === 'assumed' || !Number.isFinite(factor) || Math.abs(factor - 1) < 0.02)
    return;
  draft.change([...path, 'output'], scaled(output.value, factor));
}

/** Adds to a number that must not fall below 0. */
function shift(draft: ScenarioDraft, path: readonly string[], by: number): void {
  const old = draft.get(path);
  if (old === undefined || typeof old.value !== 'number' || !Number.isFinite(by)) return;
  draft.change(path, Math.max(0, Math.round(old.value + by)));
}

/** Every number of a distribution that has the unit of what it is about. */
function scaled(value: unknown, factor: number): unknown {
  const SCALED = new Set(['mean', 'median', 'p95', 'scale', 'min']);
  const tidy = (v: number): number => Number((v * factor).toPrecision(4));
  if (typeof value === 'number') return tidy(value);
  if (Array.isArray(value)) return value.map((one) => scaled(one, factor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'number' && !SCALED.has(key) ? one : scaled(one, factor),
    ]),
  );
}

function matchTools(
  draft: ScenarioDraft,
  work: WorkFound,
  role: string,
  own: readonly ObservedWork[],
  theirs: readonly ObservedWork[],
): void {
  const growth = (works: readonly ObservedWork[]): number =>
    mean(
      works.flatMap(({ calls }) =>
        calls.slice(1).map((call, i) => (call.input ?? Number.NaN) - (calls[i]!.input ?? Number.NaN)),
      ),
    );
  const by = growth(own) - growth(theirs);
  for (const step of work.steps)
    if (step.role === role) shift(draft, ['task', 'steps', step.name, 'tools', 'result'], by);
}

function matchLead(draft: ScenarioDraft, work: WorkFound, found: WorkFound): void {
  shift(draft, ['coordinator', 'prompt'], inputs(work.leadWorks.flat()) - inputs(found.leadWorks.flat()));
  // What a lead writes is a brief for each, which tells the claims: there are as many of them as that takes.
  if (work.pattern === 'lead-and-subagents') {
    const by = mean(decisionsOf(work)) - mean(decisionsOf(found));
    shift(draft, ['task', 'brief', 'claims'], by / TOKENS_PER_CLAIM);
    return;
  }
  const decided = (one: WorkFound): number => mean(decisionsOf(one));
  shift(draft, ['coordinator', 'decision'], decided(work) - decided(found));
}

/** What those who decide write, but for the last answer of each task. */
export function decisionsOf({ leadWorks }: WorkFound): number[] {
  const works = leadWorks.flatMap((own) => own.slice(0, -1));
  return works.flatMap(({ calls }) => calls.flatMap(({ output }) => (output === undefined ? [] : [output])));
}
