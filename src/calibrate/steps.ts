import type { ObservedWork } from './invocations.js';

/** A step of the work, with the pieces of work in which it was done. */
export interface StepFound {
  readonly name: string;
  readonly role: string;
  readonly after: readonly string[];
  /** Tasks in which it was done, of all. */
  readonly done: number;
  readonly of: number;
  /** How often a task takes it, where that differs: a count a task. */
  readonly copies: readonly number[] | null;
}

/** A piece of work that did a step. */
export interface Done {
  readonly task: number;
  readonly work: ObservedWork;
  /** Seconds after the task's first call. */
  readonly since: number;
}

/** Patterns in which what needs what shows in what begins when; in the others one step follows another anyway. */
const SHOWS_ORDER = new Set([
  'workflow',
  'choreography',
  'blackboard',
  'overseer',
  'critical-path-hybrid',
  'lead-and-subagents',
  'contract-net',
]);
/** A model decides what comes next, and may err: a step done again, or left out, is its error. */
const DECIDED = new Set([
  'supervisor',
  'lead-and-subagents',
  'magentic',
  'hierarchy',
  'group-chat',
  'handoff',
  'router',
  'trunk-and-meshes',
]);
/** Of the tasks, the share that has the usual number of a step, above which other numbers are errors of who decides. */
const USUALLY = 0.75;
const NO_ORDER = new Set(['fan-out', 'fan-out-fan-in', 'mesh', 'trunk-and-meshes']);

/** A share of the tasks in which one step has to come before another to be taken for its condition. */
const NEARLY_ALL = 0.98;
/** The same where a model decides, and errs now and then. */
const MOSTLY = 0.85;
/** A step whose end another one waits for in fewer of its tasks than this share is none of its conditions. */
const RARELY = 0.03;

/** The steps of the tasks, in their order. */
export function stepsOf(
  pattern: string,
  done: readonly (readonly Done[])[],
  roleOf: ReadonlyMap<string, string>,
  tasks: number,
): StepFound[] {
  const named: { readonly name: string; readonly role: string; readonly own: Done[]; copies: number[] | null }[] = [];
  const roles = [...new Set(done.flat().map(({ work }) => roleOf.get(work.agent)!))];
  for (const role of roles) {
    const perTask = done.map((own) => own.filter(({ work }) => roleOf.get(work.agent) === role));
    const counts = perTask.map(({ length }) => length);
    const usual = usualCount(counts, DECIDED.has(pattern));
    const most = usual ?? Math.max(...counts);
    const differs = usual === null && counts.some((count) => count !== most);
    if (most > 2 && differs) {
      named.push({
        name: role,
        role,
        own: perTask.flatMap((own) => own.slice(0, 1)),
        copies: counts.filter((count) => count > 0),
      });
      continue;
    }
    for (let i = 0; i < most; i++) {
      const own = perTask.flatMap((some) => some.slice(i, i + 1));
      named.push({ name: most === 1 ? role : `${role}-${i + 1}`, role, own, copies: null });
    }
  }
  // A copy of a step comes after the one before it, although it is done in other tasks.
  const rank = (own: readonly Done[]): number => own.reduce((sum, { since }) => sum + since, 0) / own.length;
  named.sort((a, b) => rank(a.own) - rank(b.own));
  return named.map(({ name, role, own, copies }, i) => ({
    name,
    role,
    after: NO_ORDER.has(pattern)
      ? []
      : SHOWS_ORDER.has(pattern)
        ? conditions(i, named, DECIDED.has(pattern) ? MOSTLY : NEARLY_ALL)
        : named.slice(Math.max(0, i - 1), i).map((one) => one.name),
    // What is left out now and then, by one who decides, is an error of theirs.
    done: DECIDED.has(pattern) && own.length >= 0.95 * tasks ? tasks : own.length,
    of: tasks,
    copies,
  }));
}

/** The number that nearly all tasks have that have any, where other numbers may be errors; null: tasks differ. */
function usualCount(counts: readonly number[], mayErr: boolean): number | null {
  const some = counts.filter((count) => count > 0);
  if (!mayErr || some.length === 0) return null;
  const often = new Map<number, number>();
  for (const count of some) often.set(count, (often.get(count) ?? 0) + 1);
  const [usual, times] = [...often].reduce((a, b) => (b[1] > a[1] ? b : a));
  return times >= USUALLY * some.length ? usual : null;
}

interface NamedStep {
  readonly name: string;
  readonly own: readonly Done[];
}

/** Steps that nearly always end before it begins, and with whose end it sometimes begins, but for those that others imply. */
function conditions(at: number, all: readonly NamedStep[], least: number): string[] {
  const precedes = (a: NamedStep, b: NamedStep): boolean => {
    const pairs = pairsOf(a, b);
    return pairs.length > 0 && pairs.filter(([x, y]) => x.end <= y.start + 1e-9).length >= least * pairs.length;
  };
  const step = all[at]!;
  const before = all.filter((one) => one !== step && precedes(one, step));
  const direct = before.filter(
    (one) => !before.some((other) => other !== one && precedes(one, other) && !isFree(one, other, step)),
  );
  return direct.filter((one) => isTrigger(one, step, before)).map(({ name }) => name);
}

const pairsOf = (a: NamedStep, b: NamedStep): (readonly [ObservedWork, ObservedWork])[] => {
  const works = new Map(a.own.map(({ task, work }) => [task, work]));
  return b.own.flatMap(({ task, work }) => (works.has(task) ? [[works.get(task)!, work] as const] : []));
};

/** Whether `one` ends after `other`'s start was possible; a step in between does not imply what it does not wait for. */
function isFree(one: NamedStep, other: NamedStep, step: NamedStep): boolean {
  return one === other || other === step;
}

/** The end of which, of all steps that come before it, is the last one in some tasks. */
function isTrigger(one: NamedStep, step: NamedStep, before: readonly NamedStep[]): boolean {
  const ends = new Map<number, { readonly name: string; readonly end: number }>();
  for (const { name, own } of before) {
    for (const { task, work } of own)
      if ((ends.get(task)?.end ?? -1) <= work.end) ends.set(task, { name, end: work.end });
  }
  return step.own.filter(({ task }) => ends.get(task)?.name === one.name).length > RARELY * step.own.length;
}
