/** A step that checks, and sends the work back to an earlier step: that one is done again, and what lies between. */
import { FAILED } from '../agents/failure.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import { flagsIn } from './passing-on.js';
import type { Revision, Step } from './step.js';
import type { TaskState } from './task-state.js';
import type { TaskView } from './task-view.js';

/**
 * The steps that are to be done again because of what a step that was done just now objects to, in order: the one that it
 * sends the work back to, those between, itself. None where it lets the work pass, or may not send it back once more.
 * Throws FAILED where the scenario says that this fails the task.
 */
export function sentBack(task: TaskView, step: Step): readonly Step[] {
  const spec = step.leaf?.spec.sendsBack ?? null;
  if (spec === null || step.artifact === null) return NONE;
  const { artifact: verdict, state } = step;
  const target = task.steps.find(({ leaf }) => leaf?.spec.name === spec.to);
  const before = task.everythingBefore(step);
  if (target?.artifact == null || !before.includes(target)) return NONE;
  const between = before.filter((one) => one.done && task.everythingBefore(one).includes(target));
  const flagged = [target, ...between].flatMap(({ artifact }) => flagsIn(state, artifact!, verdict));
  if (new Set(flagged).size < spec.objections) return NONE;
  if (step.returns === spec.most) {
    if (spec.onLimit === 'fail') throw FAILED;
    return NONE;
  }
  step.returns++;
  state.record.sentBack++;
  target.revision = { points: flagsIn(state, target.artifact, verdict), verdict, tokens: spec.feedback };
  const again = [target, ...between, step];
  for (const one of again) one.isAgain = true;
  return again;
}

const NONE: readonly Step[] = [];

/** The context of a step, with its own result and the objections to it where its work came back. */
export function withObjections(step: Step, context: Context): Context {
  const { revision, artifact, state } = step;
  if (revision === null || artifact === null) return context;
  return context.append(artifact).append(objections(state, revision));
}

/** What was objected to, without what passed: a text that code makes of the verdict. */
function objections({ store, now }: TaskState, { verdict, tokens }: Revision): Artifact {
  const text = store.create(verdict.author, verdict.call, -1, tokens, now);
  for (let i = verdict.retractionStart; i < verdict.retractionEnd; i++)
    store.addRetraction(text, store.retractions[i]!);
  text.isPassedOn = true;
  return text;
}
