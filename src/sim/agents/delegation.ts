import type { Process } from '../../kernel/index.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import { incident } from '../team/passing-on.js';
import type { Member, Step, StepRequest } from '../team/step.js';
import { FAILED, orFailed } from './failure.js';

/** Hands a step to its member and takes the result back, or what it says of its failure: a message each way. */
export function* delegate(
  centre: number,
  framing: number,
  step: Step,
  context: Context,
  request?: StepRequest,
  member: Member = step.member,
): Process<Artifact> {
  const artifact = yield* answer(centre, framing, step, context, request, member);
  step.state.exchange.message(artifact.author, centre, artifact);
  return artifact;
}

/**
 * The result of a step; or, where the caller takes that too, a text that says that it failed, to which the chat format
 * adds `framing` tokens.
 */
export function answer(
  sender: number,
  framing: number,
  step: Step,
  context: Context,
  request: StepRequest | undefined,
  member: Member = step.member,
): Process<Artifact> {
  const work = member.perform(step, context, sender, request);
  return request?.errorText === undefined ? work : orError(step, context, request.errorText + framing, work);
}

function* orError(step: Step, context: Context, tokens: number, work: Process<Artifact>): Process<Artifact> {
  const result = yield* orFailed(work);
  return result === FAILED ? incident(step, context.newest, tokens) : result;
}
