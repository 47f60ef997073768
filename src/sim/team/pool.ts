import type { Process } from '../../kernel/index.js';
import type { Agent } from '../agents/agent.js';
import { Worker } from '../agents/job.js';
import type { Artifact, Context } from '../content/artifact.js';
import type { Extra, Member, Step } from './member.js';
import type { Panel } from './panel.js';
import type { Leaf } from './work.js';

/** Several agents of one role: the least busy one does the next step; replicas of a step are dealt out in turn. */
export class Pool implements Member {
  constructor(
    readonly name: string,
    readonly nameTokens: number,
    readonly agents: readonly (Agent | Panel)[],
  ) {
    for (const agent of agents) if (agent instanceof Worker) agent.colleague = () => this.colleagueOf(agent);
  }

  private colleagueOf(agent: Worker): Worker | null {
    return (
      this.agents.find((other): other is Agent => other !== agent && other instanceof Worker && other.isThere()) ?? null
    );
  }

  get contacts(): readonly number[] {
    return this.agents.flatMap((agent) => agent.contacts);
  }

  /** Of those that are there; of all where nobody is, since somebody has to be waited for. */
  agentFor(leaf: Leaf): Agent | Panel {
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
  *perform(step: Step, context: Context, sender?: number, extra?: Extra): Process<Artifact> {
    return yield* this.agentFor(step.leaf!).perform(step, context, sender, extra);
  }
}
