import type { Scenario } from '../../scenario/scenario.js';
import { FAILED } from '../agents/failure.js';
import type { Artifact } from '../content/artifact.js';
import type { Context, ContextLayout } from '../content/context.js';
import { EACH_AUTHOR, USER } from '../content/senders.js';
import { noticed } from '../rules/choice.js';
import type { Member, OnLimit, Step } from './step.js';
import type { TaskState } from './task-state.js';
import type { TaskView } from './task-view.js';

/** A team at one task: what its pattern can do without a call of a participant. */
export class ActiveTeam {
  /** As the sender: each part of the content comes straight from its author. */
  readonly eachAuthor = EACH_AUTHOR;

  constructor(
    private readonly scenario: Scenario,
    private readonly state: TaskState,
  ) {}

  memberFor(step: Step): Member {
    return step.member;
  }

  /** An empty context. */
  context(layout: ContextLayout = 'messages'): Context {
    return this.state.exchange.context(layout);
  }

  /** A piece of fixed text, without claims and without an author. */
  text(tokens: number): Artifact {
    return this.state.exchange.text(tokens);
  }

  /** Results as they are, side by side, where no participant merges them; there once `last` is, if that is later. */
  leaveAsIs(artifacts: readonly (Artifact | null)[], last: Artifact | null = null): Artifact {
    const all = this.state.exchange.sideBySide(USER, artifacts);
    if (last !== null && last.call >= 0) all.call = last.call;
    return all;
  }

  /** What came of the work where nobody puts it together: the results that no other step took, there once `last` is. */
  outcome(task: TaskView, last: Artifact): Artifact {
    const results = task.lastDone();
    return results.length > 1 ? this.leaveAsIs(results, last) : last;
  }

  /** The steps that are needed and that the agents whose work they are see, from what `context` shows. */
  noticed(task: TaskView, context: Context): Step[] {
    return task.inOrder().filter((step) => noticed(this.scenario, step, context.tokens));
  }

  /** The outcome of a task whose pattern reached its limit: an error, an empty answer, or the results so far. */
  stopAtLimit(onLimit: OnLimit, transcript: Context): Artifact {
    if (onLimit === 'fail') throw FAILED;
    // A transcript opens with the brief; what is framed already are lines about the work.
    const results = transcript.list(1).filter((artifact) => !artifact.framed);
    const answer = this.leaveAsIs(onLimit === 'empty' ? [] : results);
    // Even nothing comes of the call that was made last.
    answer.call = transcript.newest.call;
    return answer;
  }
}
