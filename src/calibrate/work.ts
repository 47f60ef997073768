import { flowOf } from './flow.js';
import type { ObservedWork } from './invocations.js';
import type { ReadTask } from './measures.js';
import { type Done, type StepFound, stepsOf } from './steps.js';

/** A role of the scenario: agents that do the same, such as writer-1 and writer-2. */
export interface RoleFound {
  /** As the scenario names it. */
  readonly role: string;
  readonly agents: readonly string[];
  readonly works: readonly ObservedWork[];
}

/** What the traces tell of the work itself, once it is known which calls the pattern adds. */
export interface WorkFound {
  readonly pattern: string;
  readonly roles: readonly RoleFound[];
  readonly steps: readonly StepFound[];
  /** Agents that decide, collect or check, and do no step. */
  readonly leads: ReadonlySet<string>;
  /** What these do, task by task. */
  readonly leadWorks: readonly (readonly ObservedWork[])[];
  /** How often the members of a wave answer, and how many answer one question: options of the pattern. */
  readonly rounds: number;
  readonly panel: number;
  /** Most pieces of work of those who decide, or of all where nobody does, in one task. */
  readonly turns: number;
}

/** Separates the work from what the pattern adds to it. */
export function workOf(pattern: string, tasks: readonly ReadTask[]): WorkFound {
  const leads = leadsOf(pattern, tasks);
  const isLead = ({ agent }: ObservedWork): boolean => leads.has(agent);
  const done = tasks.map((task, i) =>
    stepsDone(pattern, task, leads).map((work): Done => ({ task: i, work, since: work.start - task.works[0]!.start })),
  );
  const byRole = rolesOf(tasks.flatMap(({ works }) => works.filter((work) => !isLead(work))));
  const roleOf = new Map(byRole.flatMap(({ role, agents }) => agents.map((agent) => [agent, role] as const)));
  const steps = stepsOf(pattern, done, roleOf, tasks.length);
  return {
    pattern,
    roles: byRole,
    steps,
    leads,
    leadWorks: tasks.map(({ works }) => works.filter(isLead)),
    ...roundsOf(pattern, tasks, leads),
    turns: Math.max(...tasks.map(({ works }) => works.filter((work) => leads.size === 0 || isLead(work)).length)),
  };
}

/** The agent that most tasks give for a question. */
function mostly(tasks: readonly ReadTask[], read: (task: ReadTask) => string): string {
  const counts = new Map<string, number>();
  for (const task of tasks) counts.set(read(task), (counts.get(read(task)) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

function leadsOf(pattern: string, tasks: readonly ReadTask[]): Set<string> {
  const some = tasks.filter(({ works }) => works.length > 0);
  const agents = new Set(some.flatMap(({ works }) => works.map(({ agent }) => agent)));
  if (agents.size < 2) return new Set();
  const hub = (): string => mostly(some, (task) => flowOf(task).hub);
  const first = (): string => mostly(some, ({ works }) => works[0]!.agent);
  const last = (): string => mostly(some, (task) => flowOf(task).last.agent);
  switch (pattern) {
    case 'router':
      return new Set([first()]);
    case 'fan-out-fan-in':
      return new Set([last()]);
    case 'maker-checker':
    case 'supervisor':
    case 'lead-and-subagents':
      return new Set([hub()]);
    case 'magentic':
      return new Set([hub(), ...planners(some, hub())]);
    case 'hierarchy':
      return new Set([...agents].filter((agent) => isOften(some, (task) => flowOf(task).returns(agent), agent)));
    case 'trunk-and-meshes': {
      const ends = [first(), last()];
      const gates = [...agents].filter(
        (agent) => !ends.includes(agent) && isOften(some, (task) => isGate(task, agent), agent),
      );
      return new Set([...ends, ...gates]);
    }
    default:
      return new Set();
  }
}

/** Who is called before the busiest one, and never after it has begun. */
function planners(tasks: readonly ReadTask[], hub: string): string[] {
  const before = new Set<string>();
  const later = new Set<string>();
  for (const { works } of tasks) {
    const at = works.findIndex(({ agent }) => agent === hub);
    for (const [i, { agent }] of works.entries()) (i < at ? before : later).add(agent);
  }
  return [...before].filter((agent) => !later.has(agent));
}

function isOften(tasks: readonly ReadTask[], has: (task: ReadTask) => boolean, agent: string): boolean {
  const own = tasks.filter(({ works }) => works.some((work) => work.agent === agent));
  return 2 * own.filter(has).length > own.length;
}

/** It never begins together with others, and is called when somebody has ended. */
function isGate(task: ReadTask, agent: string): boolean {
  const { waves, works } = flowOf(task);
  const own = works.filter((work) => work.agent === agent);
  return (
    own.every((work) => waves.some((wave) => wave.length === 1 && wave[0] === work)) && own[0]!.start > works[0]!.end
  );
}

/** The first time of each step in a task; what the pattern repeats is left out. */
function stepsDone(pattern: string, task: ReadTask, leads: ReadonlySet<string>): ObservedWork[] {
  const others = task.works.filter(({ agent }) => !leads.has(agent));
  if (pattern === 'maker-checker') return others.filter((work, i) => others[i - 1]?.agent !== work.agent);
  if (pattern === 'mesh' || pattern === 'trunk-and-meshes' || pattern === 'debate') {
    const { waves } = flowOf(task);
    const seen = new Set<string>();
    const firsts = waves.flatMap((wave) => {
      const fresh = wave.filter(({ agent }) => !leads.has(agent) && !seen.has(agent));
      for (const { agent } of fresh) seen.add(agent);
      return fresh;
    });
    if (pattern !== 'debate') return firsts;
    const stems = new Set<string>();
    return firsts.filter(({ agent }) => !stems.has(stemOf(agent)) && stems.add(stemOf(agent)));
  }
  if (pattern === 'contract-net') {
    const { waves } = flowOf(task);
    const bids = new Set(waves.filter((wave) => new Set(wave.map(({ agent }) => agent)).size > 2).flat());
    return others.filter((work) => !bids.has(work));
  }
  return others;
}

function roundsOf(
  pattern: string,
  tasks: readonly ReadTask[],
  leads: ReadonlySet<string>,
): { rounds: number; panel: number } {
  const per = (key: (work: ObservedWork) => string, pick: (counts: readonly number[]) => number): number => {
    const all = tasks.flatMap(({ works }) => {
      const counts = new Map<string, number>();
      for (const work of works) if (!leads.has(work.agent)) counts.set(key(work), (counts.get(key(work)) ?? 0) + 1);
      return [...counts.values()];
    });
    return all.length === 0 ? 1 : pick(all);
  };
  const most = (counts: readonly number[]): number => Math.max(...counts);
  if (pattern === 'mesh' || pattern === 'trunk-and-meshes' || pattern === 'maker-checker')
    return { rounds: per(({ agent }) => agent, most), panel: 1 };
  if (pattern !== 'debate') return { rounds: 1, panel: 1 };
  const rounds = per(
    ({ agent }) => agent,
    (counts) => [...counts].sort((a, b) => a - b)[counts.length >> 1]!,
  );
  const works = per(
    ({ agent }) => stemOf(agent),
    (counts) => [...counts].sort((a, b) => a - b)[counts.length >> 1]!,
  );
  return { rounds, panel: Math.max(1, Math.round(works / rounds)) };
}

/** A name without the number of a copy. */
export const stemOf = (agent: string): string => agent.replace(/[-_ ]?(?:\d+)$/, '').replace(/[-_ ]\d+$/, '') || agent;

/** Keys of a scenario that no role can have. */
const RESERVED = new Set(['defaults', 'generalist', 'coordinator', 'user', 'engine']);

/** As the scenario may write it. */
export function keyOf(name: string): string {
  const tidy = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
  if (tidy === '') return 'agent';
  return RESERVED.has(tidy) ? `${tidy}-agent` : tidy;
}

/** Agents whose names differ by a number only are one role, where there are several of them. */
function rolesOf(works: readonly ObservedWork[]): RoleFound[] {
  const agents = [...new Set(works.map(({ agent }) => agent))];
  const stems = new Map<string, string[]>();
  for (const agent of agents) stems.set(stemOf(agent), [...(stems.get(stemOf(agent)) ?? []), agent]);
  const taken = new Set<string>();
  return [...stems].map(([stem, own]) => {
    let role = keyOf(own.length > 1 ? stem : own[0]!);
    while (taken.has(role)) role += '-x';
    taken.add(role);
    return { role, agents: own, works: works.filter(({ agent }) => own.includes(agent)) };
  });
}

/**
 * The share of tasks in which a step is done more often than usual, or left out although nearly all tasks have it: what wrong
 * decisions lead to. Whether there is one, not how many: one wrong turn can lead to any number of others.
 */
export function deviantShare(work: WorkFound, tasks: readonly ReadTask[]): number {
  const roles = work.roles.map(({ role, agents }) => {
    const steps = work.steps.filter((step) => step.role === role);
    const usual = steps.some(({ copies }) => copies !== null) ? Number.POSITIVE_INFINITY : steps.length;
    return { agents: new Set(agents), usual, least: steps.filter(({ done, of }) => done === of).length };
  });
  const isDeviant = ({ works }: ReadTask): boolean =>
    roles.some(({ agents, usual, least }) => {
      const count = works.filter(({ agent }) => agents.has(agent)).length;
      return count > usual || count < least;
    });
  return tasks.filter(isDeviant).length / tasks.length;
}
