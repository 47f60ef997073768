/**
 * One faulty agent among others: Huang et al., "On the Resilience of LLM-Based Multi-Agent Collaboration with Faulty
 * Agents", arXiv 2408.00989. Points lost on average: hierarchical 5.5, flat 10.5, linear 23.7.
 *
 * These set parameters: the sizes of the paper's systems (five in a line as in MetaGPT, two side by side as in Camel, two
 * under a judge as in MAD); how readily agents take over another's error in these systems, from Xie et al. (arXiv
 * 2603.04474: MetaGPT .593, CAMEL .270 with repair .010, a star of CrewAI .220); how much a judge finds, from Cemri et al.
 * (arXiv 2503.13657: recall .77). Assumed: the faulty agent errs in `fault` of its claims, all others in 2 of 100.
 * This is checked: that a judged pair loses least. That a line loses more than a dialogue does not come out: a partner that
 * does not take an error over would have to do that part right, which nobody does here (`validate` names it). The sizes are
 * not checked: they depend on how a task's score hangs on its claims.
 * How tasks pass, by the error rate, is checked where `validate` does.
 */
import { describe, expect, it } from 'vitest';
import {
  type Faulty,
  hierarchical,
  linear,
  lost,
  OWN,
  pair,
  passes,
  SYSTEMS,
  type System,
} from '../../src/validation/faulty.js';

const LUCK = { key: 7, runs: 3000 };

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const points = (system: (fault: number) => System, fault: number): number => mean(lost(system, fault, LUCK));
/** Ten claims, shared by two. */
const halves = (fault: number): Faulty => ({ fault, own: OWN, claims: 5, others: 5 });

describe('one faulty agent', () => {
  it.each([0.2, 0.4, 0.6])('that errs in %d of its claims costs a judged pair least', (fault) => {
    const { linear, flat, hierarchical } = SYSTEMS;
    expect(points(linear, fault)).toBeGreaterThan(points(hierarchical, fault) + 0.5);
    expect(points(flat, fault)).toBeGreaterThan(points(hierarchical, fault) + 0.5);
  });

  it('costs a pair under a judge more, the less the judge finds', () => {
    const costs = [0.9, 0.77, 0.3, 0].map((detection) =>
      points((fault) => hierarchical(halves(fault), detection), 0.4),
    );
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
  });

  it('costs a pair without a last word as much as a line: what it said itself is delivered', () => {
    const mesh = (fault: number): System => ({
      form: pair(halves(fault), 0.27),
      pattern: 'mesh',
      options: { rounds: 3, repair: 0.01 },
    });
    expect(points(mesh, 0.4)).toBeGreaterThan(points(SYSTEMS.linear, 0.4) - 2);
  });

  it('spoils a task that hangs on m of its claims with 1 - (1 - fault b^2)^m at the end of a line of three', () => {
    const b = 0.6;
    const system = linear({ fault: 0.3, own: 0, claims: 4, others: 0 }, 3, b);
    expect(mean(passes(system, { key: 7, runs: 20_000 }))).toBeCloseTo((1 - 0.3 * b ** 2) ** 4, 2);
  });
});
