/**
 * One faulty agent among others: Huang et al., "On the Resilience of LLM-Based Multi-Agent Collaboration with Faulty
 * Agents", arXiv 2408.00989.
 */

import { taskValue } from '../measures/index.js';
import type { WrittenOptions } from '../patterns/declared.js';
import { type Luckily, sampled } from './effort.js';
import { chainOf, type PlainForm, plainAgent, plainScenario, plainStep } from './plain.js';

/** What the agents get wrong, and how many claims each makes. */
export interface Faulty {
  /** Probability that a claim of the faulty agent is false, and that one of any other is. */
  readonly fault: number;
  readonly own: number;
  /** Claims of the faulty agent, and of each other. */
  readonly claims: number;
  readonly others: number;
}

/** A system in which one agent is faulty. */
export interface System {
  readonly form: PlainForm;
  readonly pattern: string;
  readonly options: WrittenOptions;
}

/** How readily agents take over another's error: fits of Xie et al., arXiv 2603.04474 v2, to the same systems. */
const ADOPTION = { metagpt: 0.593, camel: 0.27, star: 0.22 };
/** What a judge finds: the recall of Cemri et al., arXiv 2503.13657. */
const JUDGE = 0.77;

/** A chain of agents, each of whom works on what the one before left; the first one is faulty. */
export function linear(faulty: Faulty, length: number, credulity: number = ADOPTION.metagpt): System {
  const form = chainOf(length, { hallucination: faulty.own, credulity }, { claims: faulty.others });
  const agents = form.agents.map((agent, i) => (i === 0 ? { ...agent, hallucination: faulty.fault } : agent));
  const steps = form.steps.map((step, i) => (i === 0 ? { ...step, claims: faulty.claims } : step));
  return { form: { agents, steps }, pattern: 'pipeline', options: {} };
}

/** A chain with an inspector behind the faulty agent, who takes out what he finds and hands on the rest. */
export function inspected(system: System, detection: number): System {
  const { agents, steps } = system.form;
  const inspector = plainStep('inspect', 'inspector', { after: [steps[0]!.name], checks: true });
  const second = { ...steps[1]!, after: ['inspect'] };
  return {
    ...system,
    form: {
      agents: [...agents, plainAgent('inspector', { detection })],
      steps: [steps[0]!, inspector, second, ...steps.slice(2)],
    },
  };
}

/** Two side by side, who share the work; the first one is faulty. */
export function pair({ fault, own, claims, others }: Faulty, credulity: number): PlainForm {
  const agents = [fault, own].map((hallucination, i) => plainAgent(`agent ${i}`, { hallucination, credulity }));
  return { agents, steps: agents.map(({ role }, i) => plainStep(role, role, { claims: i === 0 ? claims : others })) };
}

/** Two who talk about one piece of work, turn by turn, each seeing all that was said. The faulty one speaks first. */
export function flat(faulty: Faulty): System {
  const { agents, steps } = pair(faulty, ADOPTION.camel);
  const form = { agents, steps: [steps[0]!, { ...steps[1]!, after: [steps[0]!.name] }] };
  return { form, pattern: 'pipeline', options: { context: 'all', cycles: 2 } };
}

/** Two, whose work leaves only by way of a judge above them. */
export function hierarchical(faulty: Faulty, detection: number = JUDGE): System {
  const coordinator = { detection, credulity: ADOPTION.star };
  return {
    form: { ...pair(faulty, ADOPTION.star), coordinator },
    pattern: 'maker-checker',
    options: { maxRounds: 3 },
  };
}

/** In each replication: the share of right claims, of those that were delivered. */
const quality = (system: System, luck: Luckily): Float64Array =>
  read(system, 'escapedRate', luck).map((rate) => 1 - rate);

/** In each replication: 1 where nothing false was delivered. */
export const passes = (system: System, luck: Luckily): Float64Array => read(system, 'correct', luck);

/** Passing was counted by what is wrong: who does not take an error over did that part right, and here leaves it out. */
const FALSE_ONLY = { tolerance: { false: 0, missing: Number.POSITIVE_INFINITY } };

function read({ form, pattern: name, options }: System, measure: string, luck: Luckily): Float64Array {
  return sampled(plainScenario({ ...form, policies: FALSE_ONLY }), { name, options }, luck, (run) =>
    taskValue(measure, run),
  );
}

/** What every agent gets wrong by itself. */
export const OWN = 0.02;

/** Ten claims, shared alike by all agents; one of whom errs in `fault` of its own. */
export const SYSTEMS = {
  hierarchical: (fault: number) => hierarchical({ fault, own: OWN, claims: 5, others: 5 }),
  flat: (fault: number) => flat({ fault, own: OWN, claims: 5, others: 5 }),
  linear: (fault: number) => linear({ fault, own: OWN, claims: 2, others: 2 }, 5),
} as const;

/** In each replication: percentage points of right claims that the fault costs, with the same luck otherwise. */
export function lost(system: (fault: number) => System, fault: number, luck: Luckily): Float64Array {
  const faulty = quality(system(fault), luck);
  return quality(system(OWN), luck).map((whole, i) => 100 * (whole - faulty[i]!));
}
