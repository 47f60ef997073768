import { meanInterval } from '../statistics/estimates.js';
import { fitDistribution } from '../statistics/fit/distribution-fit.js';
import type { ObservedTask, ObservedTrace } from '../traces/observed.js';
import type { ScenarioDraft } from './draft.js';
import { type CountedShare, countedShare, fitConditions, fitModels, fitRole } from './fits.js';
import { gradeOf } from './grade.js';
import { heldOutRows, quantilePairs, splitTasks } from './held-out.js';
import { decisionsOf, match, scenarioOf } from './matching.js';
import { type ReadTask, readTaskOf, shareOf, type TaskFigure } from './measures.js';
import { namePattern } from './naming.js';
import type { Calibration } from './result.js';
import { draftOf, type LeadFit } from './scenario-draft.js';
import { signsOf } from './signs.js';
import { simulatedTasks } from './simulate.js';
import { withUncertain } from './uncertain.js';
import { type WorkFound, workOf } from './work.js';

/** How traces are calibrated. */
export interface CalibrationEffort {
  /** What the scenario is called. */
  readonly name: string;
  readonly seed: string;
  /** Simulated tasks that the held-out ones are compared with. */
  readonly runs: number;
  /** Null: named by the traces. */
  readonly pattern: string | null;
}

/** Nothing to calibrate: the message says why, and what to do. */
export class CalibrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CalibrationError';
  }
}

/**
 * From traces of real runs to a scenario that runs: names the pattern, fits what the traces tell, assumes what they cannot, and
 * holds the scenario against a third of the tasks, which it was not fitted to.
 * @throws CalibrationError where there is no task with a call.
 */
export function calibrate(traces: readonly ObservedTrace[], effort: CalibrationEffort): Calibration {
  const tasks = traces
    .flatMap((trace) => trace.tasks)
    .filter(({ calls }) => calls.length > 0)
    .map(readTaskOf);
  if (tasks.length === 0)
    throw new CalibrationError(
      'The traces hold no task with a call of a model. Give traces with calls, or a directory of them.',
    );
  const { fitted, heldOut } = splitTasks(tasks);
  const naming = effort.pattern === null ? namePattern(signsOf(fitted)) : null;
  const pattern = effort.pattern ?? naming!.ranked[0]!.pattern;
  const { draft, work } = calibratedDraft(fitted, pattern, effort.name);
  const scenario = scenarioOf(draft);
  const simulated = simulatedTasks(scenario, pattern, effort.runs, effort.seed);
  const extra = leadFigures(work);
  const compared = heldOut.length > 0 ? heldOut : fitted;
  const calls = tasks.reduce((sum, { task }) => sum + task.calls.length, 0);
  const gaps = [...new Set(traces.flatMap((trace) => trace.gaps))];
  const grade = gradeOf(tasks);
  return {
    sources: traces.map(({ source }) => source),
    dialects: [...new Set(traces.map(({ dialect }) => dialect))],
    tasks: tasks.length,
    calls,
    fitted: fitted.length,
    heldOut: heldOut.length,
    pattern,
    naming,
    grade,
    gaps,
    rows: heldOutRows(simulated, compared, extra),
    quantiles: quantilePairs(simulated, compared, extra),
    values: draft.all,
    scenario: draft.text(headOf(effort, tasks, pattern)),
    seed: effort.seed,
    runs: simulated.length,
  };
}

/** The scenario of some tasks under a pattern, matched, before it is written. */
export function calibratedDraft(
  tasks: readonly ReadTask[],
  pattern: string,
  name: string,
): { readonly draft: ScenarioDraft; readonly work: WorkFound } {
  const work = workOf(pattern, tasks);
  const roles = work.roles.map(({ role, works }) => fitRole(role, works));
  const draft = draftOf({
    name,
    tasks: tasks.length,
    work,
    roles,
    lead: work.leads.size === 0 ? null : leadFit(work),
    models: fitModels(tasks),
    conditions: fitConditions(tasks, work),
    brief: briefOf(tasks),
  });
  match(draft, work, tasks);
  withUncertain(draft, work);
  return { draft, work };
}

function leadFit(work: WorkFound): LeadFit {
  const works = work.leadWorks.flat();
  const decisions = decisionsOf(work).filter((value) => value > 0);
  const last = work.leadWorks.flatMap((own) => own.slice(-1));
  const outputs = fitRole('coordinator', last).output;
  return {
    ...fitRole('coordinator', works),
    output: outputs,
    trips: null,
    decision: decisions.length === 0 ? null : fitDistribution(decisions),
    again: askedAgain(work),
    longest: Math.max(1, ...works.map(({ calls }) => calls.length)),
  };
}

/** Of the decisions between the first and the last piece of work of the lead: those that another one follows at once. */
function askedAgain({ leadWorks, leads }: WorkFound): CountedShare {
  const between = leads.size === 0 ? [] : leadWorks.flatMap((own) => own.slice(1, -1));
  const good = between.map(({ calls }) => calls.filter(({ call }) => call.error === undefined).length);
  const all = good.reduce((sum, count) => sum + count, 0);
  return countedShare(all - good.filter((count) => count > 0).length, all);
}

/** What a first call reads is the brief and a prompt; a later call without the brief tells the prompt, if there is one. */
function briefOf(tasks: readonly ReadTask[]): { readonly tokens: number; readonly prompt: number } {
  const first: number[] = [];
  const rest: number[] = [];
  for (const { works } of tasks) {
    for (const [i, work] of works.entries()) {
      const input = work.calls[0]!.input;
      if (input === undefined) continue;
      if (i === 0) first.push(input);
      const before = works.filter(({ end }) => end <= work.start + 1e-9).at(-1);
      if (before !== undefined) rest.push(input - (before.calls.at(-1)!.output ?? 0));
    }
  }
  const whole = first.length === 0 ? 1000 : meanInterval(first).mean;
  const least = Math.min(...rest.filter((value) => value > 0), whole / 2);
  const prompt = Math.max(0, Math.min(400, least));
  return { tokens: Math.max(1, whole - prompt), prompt };
}

/** The share of the calls that those who decide make, where anybody does. */
function leadFigures({ leads }: WorkFound): TaskFigure[] {
  if (leads.size === 0) return [];
  const isLead = (agent: string): boolean => leads.has(agent) || /^(coordinator|gate|checker)\b/.test(agent);
  return [
    {
      id: 'leadShare',
      label: 'Share of coordinating calls',
      unit: 'share',
      read: (task) => shareOf(new Set(task.works.map(({ agent }) => agent).filter(isLead)))(task),
    },
  ];
}

function headOf({ name }: CalibrationEffort, tasks: readonly ReadTask[], pattern: string): string[] {
  const calls = tasks.reduce((sum, { task }) => sum + task.calls.length, 0);
  return [
    'yaml-language-server: $schema=https://unpkg.com/dress-rehearsal/schema/scenario.schema.json',
    `${name}: calibrated by rehearse calibrate from ${tasks.length} traced tasks with ${calls} calls, as ${pattern}.`,
    'fitted: estimated from the traces. matched: set so that simulated tasks agree with them. assumed: no trace tells it.',
    'What is assumed decides who is right: set it by your own measurements before you believe a share of correct tasks.',
    '',
  ];
}

/** Every task of some traces, for those that have them in hand already. */
export function tasksOf(traces: readonly ObservedTrace[]): readonly ObservedTask[] {
  return traces.flatMap(({ tasks }) => tasks);
}
