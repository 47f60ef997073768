import type { Process } from '../../kernel/index.js';
import { Agent } from '../agents/agent.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { Panel } from './panel.js';
import type { Member, Step, StepRequest } from './step.js';
import type { LeafStep } from './work-layout.js';

/** Several agents of one role: the least busy one does the next step; replicas of a step are dealt out in turn. */
export class Pool implements Member {
  constructor(
    readonly name: string,
    readonly nameTokens: number,
    readonly agents: readonly (Agent | Panel)[],
  ) {
    const single = agents.filter((agent) => agent instanceof Agent);
    for (const agent of single) agent.joinRole(single);
  }

  get contacts(): readonly number[] {
    return this.agents.flatMap((agent) => agent.contacts);
  }

  /** Of those that are there; of all where nobody is, since somebody has to be waited for. */
  agentFor(leaf: LeafStep): Agent | Panel {
    const there = this.agents.filter((agent) => agent.isThere());
    const agents = there.length > 0 ? there : this.agents;
    if (leaf.isReplica) return agents[leaf.spec.replica % agents.length]!;
    let best = agents[0]!;
    for (const agent of agents) if (agent.load < best.load) best = agent;
    return best;
  }

  contactFor(step: Step): number {
    return this.agentFor(step.leaf!).contactFor();
  }

  undo(step: Step, sender: number, after: Artifact): Process<Artifact> {
    return this.agents.find(({ contacts }) => contacts.includes(step.artifact!.author))!.undo(step, sender, after);
  }

  /** The choice is made when the work begins: of steps that start at once, each sees the load of those before. */
  *perform(step: Step, context: Context, sender?: number, request?: StepRequest): Process<Artifact> {
    return yield* this.agentFor(step.leaf!).perform(step, context, sender, request);
  }
}

/** The members that could do a step: the agents of its pool, or its member alone. */
export function membersAbleTo({ member }: Step): readonly Member[] {
  return member instanceof Pool ? member.agents : [member];
}

/** The nth other agent that could do a step, after the one that it was given to first, or the next one that is there. */
export function nextAbleTo(step: Step, n: number): Member {
  if (!(step.member instanceof Pool)) return step.member;
  const { agents } = step.member;
  const first = (step.leaf?.spec.replica ?? 0) + n;
  const inTurn = agents.map((_, i) => agents[(first + i) % agents.length]!);
  return inTurn.find((agent) => agent.isThere()) ?? inTurn[0]!;
}
