import type { Answers } from './questions.js';

/** A pattern, what to hold it against, and why. */
export interface Recommendation {
  readonly pattern: string;
  /** To be compared with it: what the answers do not rule out. */
  readonly others: readonly string[];
  /** A sentence a reason, the deciding one first. */
  readonly reasons: readonly string[];
}

/** What the answers come to. Every question that was asked is in the reasons, or in the scenario's settings. */
export function recommend(answers: Answers): Recommendation {
  const { pattern, why } = base(answers);
  const others = ['workflow', ...otherPatterns(answers)].filter((name) => name !== pattern);
  return { pattern, others: [...new Set(others)], reasons: [why, ...further(answers, pattern)] };
}

interface Base {
  readonly pattern: string;
  readonly why: string;
}

function base({ flow, speed, size, lead, side }: Answers): Base {
  if (flow === 'open') {
    if (speed === 'yes') {
      return { pattern: 'router', why: 'There is no time for a model that leads: one decision chooses the agent.' };
    }
    if (size === 'few') {
      return {
        pattern: 'single-agent',
        why: 'One or two agents need no lead: one agent does the steps.',
      };
    }
    if (lead === 'peers') {
      return { pattern: 'handoff', why: 'The next step shows only during the work, and each agent hands the work on.' };
    }
    return size === 'many'
      ? {
          pattern: 'lead-and-subagents',
          why: 'A lead decides what is needed, and reads results in place of whole talks.',
        }
      : { pattern: 'supervisor', why: 'The next step shows only during the work, and one agent decides it.' };
  }
  if (size === 'few') {
    return { pattern: 'pipeline', why: 'One or two agents in a known order need code to run them, and nothing more.' };
  }
  if (flow === 'apart') {
    return { pattern: 'choreography', why: 'The steps are independent, so that each can start on its event.' };
  }
  if (side === 'yes') {
    return {
      pattern: 'critical-path-hybrid',
      why: 'Code runs the steps that matter, and those that the result does not wait for happen by events.',
    };
  }
  if (flow === 'chain')
    return { pattern: 'pipeline', why: 'Each step needs the one before it, and the order is known.' };
  return size === 'many'
    ? { pattern: 'workflow', why: 'Many agents start side by side, and code puts together what they found.' }
    : { pattern: 'fan-out-fan-in', why: 'Steps start side by side on one thing, and one step puts them together.' };
}

function otherPatterns({ flow, side, lead, speed, worse }: Answers): string[] {
  const decided = flow === 'open' && speed !== 'yes';
  return [
    ...(decided ? [lead === 'peers' ? 'supervisor' : 'lead-and-subagents'] : []),
    ...(flow === 'apart' || side === 'yes' ? ['choreography'] : []),
    ...(worse === 'wrong' ? ['maker-checker', 'debate'] : []),
  ];
}

function further({ speed, size, recovery, trace, load, worse }: Answers, pattern: string): string[] {
  const byEvents = pattern === 'choreography' || pattern === 'critical-path-hybrid';
  const led = pattern === 'supervisor' || pattern === 'lead-and-subagents';
  return [
    ...(speed === 'yes'
      ? ['A tenth of a second leaves no room for language models: calls take 10 ms in the scenario.']
      : []),
    ...(size === 'many' ? ['More than ten agents: the scenario has ten that search, each with an instance.'] : []),
    ...(recovery === 'yes'
      ? [
          `Results are written down (policies.durable)${byEvents ? ', and events are delivered again until they are handled' : ''}.`,
        ]
      : []),
    ...(trace === 'yes' ? ['Messages are traced (policies.tracing): then one log is enough under events too.'] : []),
    ...(load === 'yes'
      ? [
          `Many tasks come at once${led ? ', and the coordinator has as many instances as the agents, or it is the limit' : ''}.`,
        ]
      : []),
    worse === 'late'
      ? 'Cost and latency weigh more than being right, and nothing is reviewed.'
      : 'Being right weighs most: a checker and a debate are compared too.',
  ];
}

/** What the recommended pattern is compared with. */
export const heldAgainst = ({ others }: Recommendation): string =>
  `Held against it in the scenario: ${others.join(', ')}, and the single agent.`;
