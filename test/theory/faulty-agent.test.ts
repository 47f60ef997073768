/**
 * One faulty agent among others: Huang et al., "On the Resilience of LLM-Based Multi-Agent Collaboration with Faulty
 * Agents", arXiv 2408.00989. Points lost on average: hierarchical 5.5, flat 10.5, linear 23.7.
 *
 * These set parameters: the sizes of the paper's systems (five in a line as in MetaGPT, two side by side as in Camel, two
 * under a judge as in MAD); how readily agents take over another's error in these systems, from Xie et al. (arXiv
 * 2603.04474: MetaGPT .593, CAMEL .270 with repair .010, a star of CrewAI .220); how much a judge finds, from Cemri et al.
 * (arXiv 2503.13657: recall .77). Assumed: the faulty agent errs in `fault` of its claims, all others in 2 of 100.
 * This is checked: the order of what is lost. The sizes are not: they depend on how a task's score hangs on its claims.
 */
import { describe, expect, it } from 'vitest';
import type { PlainForm } from '../../src/experiment/validate/plain.js';
import {
  chainOf,
  type Options,
  plainAgent,
  plainScenario,
  plainStep,
  planFor,
} from '../../src/experiment/validate/plain.js';
import { measureNamed } from '../../src/measures/index.js';
import { World } from '../../src/sim/world.js';

const RUNS = 3000;
/** What every agent gets wrong by itself. */
const OWN = 0.02;
const JUDGE = { detection: 0.77, credulity: 0.22 };

/** Mean share of right claims, of those that were to be delivered. */
function quality(form: PlainForm, pattern: string, options: Options): number {
  const scenario = plainScenario(form);
  const world = new World(scenario, planFor(scenario, pattern, options), 7);
  const rate = measureNamed('escapedRate')!;
  let sum = 0;
  for (let replication = 0; replication < RUNS; replication++) sum += 1 - rate.read(world.run(replication), null);
  return sum / RUNS;
}

/** Claims of all agents together, in each system. */
const CLAIMS = 10;

/** A chain of five, each of whom works on what the one before left; the first one is faulty, or none. */
function linear(fault: number): number {
  const form = chainOf(5, { hallucination: OWN, credulity: 0.593 }, { claims: CLAIMS / 5 });
  const agents = form.agents.map((agent, i) => (i === 0 ? { ...agent, hallucination: fault } : agent));
  return quality({ ...form, agents }, 'pipeline', {});
}

function pair(fault: number, credulity: number): PlainForm {
  const agents = [fault, OWN].map((hallucination, i) => plainAgent(`agent ${i}`, { hallucination, credulity }));
  return { agents, steps: agents.map(({ role }) => plainStep(role, role, { claims: CLAIMS / 2 })) };
}

/** Two agents who talk about one piece of work, turn by turn, each seeing all that was said. */
const flat = (fault: number): number => quality(dialogue(fault), 'pipeline', { context: 'all', cycles: 2 });

/** The faulty one speaks first; the other one has the last word. */
function dialogue(fault: number): PlainForm {
  const { agents, steps } = pair(fault, 0.27);
  return { agents, steps: [steps[0]!, { ...steps[1]!, after: [steps[0]!.name] }] };
}

/** Two, whose work leaves only by way of a judge above them. */
const hierarchical = (fault: number): number =>
  quality({ ...pair(fault, JUDGE.credulity), coordinator: JUDGE }, 'maker-checker', { maxRounds: 3 });

const lost = (system: (fault: number) => number, fault: number): number => 100 * (system(OWN) - system(fault));

describe('one faulty agent', () => {
  it.each([0.2, 0.4, 0.6])(
    'that errs in %d of its claims costs a line most, a dialogue less, and a judged pair least',
    (fault) => {
      const points = [linear, flat, hierarchical].map((system) => lost(system, fault));
      expect(points[0]).toBeGreaterThan(points[1]! + 0.5);
      expect(points[1]).toBeGreaterThan(points[2]! + 0.5);
    },
  );

  it('costs a pair under a judge more, the less the judge finds', () => {
    const points = [0.9, 0.77, 0.3, 0].map((detection) => {
      const system = (fault: number): number =>
        quality({ ...pair(fault, JUDGE.credulity), coordinator: { ...JUDGE, detection } }, 'maker-checker', {
          maxRounds: 3,
        });
      return lost(system, 0.4);
    });
    expect(points).toEqual([...points].sort((a, b) => a - b));
  });

  it('costs a pair without a last word as much as a line: what it said itself is delivered', () => {
    const mesh = (fault: number): number => quality(pair(fault, 0.27), 'mesh', { rounds: 3, repair: 0.01 });
    expect(lost(mesh, 0.4)).toBeGreaterThan(lost(linear, 0.4) - 2);
  });
});
