import type { Scenario } from '../scenario/scenario.js';
import type { Participant, RunRecord } from '../sim/record/record.js';
import type { Plan } from '../sim/team/plan.js';
import { World } from '../sim/world.js';
import { alone } from './knock-out.js';

/** Who sent what to whom under one pattern, as measured: nothing here is what a pattern says of itself. */
export interface MessageGraph {
  /** All that took part, in the order of the cast, whether or not they exchanged anything. */
  readonly participants: readonly Participant[];
  /** Those over which anything passed, by sender and then by receiver, in the order of the cast. */
  readonly edges: readonly MessageEdge[];
}

export interface MessageEdge {
  readonly from: string;
  readonly to: string;
  /** Mean per task, above 0. What comes from the user does not count. */
  readonly messages: number;
}

/** Events, in all, after which a graph of fewer tasks has to do. */
const MOST_EVENTS = 300_000;

/** Counts the messages of tasks, each alone, under the same luck as the replications of a comparison. */
export class MessageCounts {
  /** Tasks that were counted. */
  private tasks = 0;
  private participants: readonly Participant[] = [];
  /** By sender, then by receiver. */
  private counts = new Float64Array(0);

  add({ messages, participants }: RunRecord): void {
    if (this.tasks++ === 0) {
      this.participants = participants;
      this.counts = new Float64Array(participants.length ** 2);
    }
    const { counts } = this;
    const { from, to } = messages.columns;
    for (let i = 0; i < messages.length; i++) if (from[i]! >= 0) counts[from[i]! * participants.length + to[i]!]!++;
  }

  /** With those up to task `end`, or fewer of very large ones, which are rehearsed now. */
  upTo(end: number, scenario: Scenario, plan: Plan, key: number): MessageGraph {
    if (this.tasks < end) {
      const world = new World(alone(scenario), plan, key);
      for (let events = 0; this.tasks < end && events < MOST_EVENTS; events += world.sim.events) {
        this.add(world.run(this.tasks));
      }
    }
    return this.perTask();
  }

  /** Of the tasks that were counted. */
  perTask(): MessageGraph {
    const { participants } = this;
    const edges = [...this.counts.entries()].flatMap(([at, sum]) => {
      if (sum === 0) return [];
      const [from, to] = [participants[Math.floor(at / participants.length)]!, participants[at % participants.length]!];
      return { from: from.name, to: to.name, messages: sum / this.tasks };
    });
    return { participants: participants.map(({ name, kind }) => ({ name, kind })), edges };
  }
}

/** The graph of as many tasks. */
export function graphOf(scenario: Scenario, plan: Plan, key: number, replications: number): MessageGraph {
  return new MessageCounts().upTo(replications, scenario, plan, key);
}
