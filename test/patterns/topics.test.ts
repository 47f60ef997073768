import { describe, expect, it } from 'vitest';
import { callsOf, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** Tickets about technology or bills, some of which turn to the other. The later steps stand first in the file. */
const DESK = (shift: number, more = '') => `
task:
  brief: { tokens: 100, claims: 2 }
  topics: { billing: 0.6, technical: 0.4 }
  shift: ${shift}
  steps:
    read:   { role: triage, claims: 1 }
    repair: { role: technician, after: [read], topic: technical, claims: 1 }
    refund: { role: clerk, after: [read], topic: billing, claims: 1 }
    close:  { role: triage, after: [repair, refund], claims: 1 }
agents:
  defaults: { model: plain, output: 20${more} }
  triage: {}
  technician: {}
  clerk: {}
`;
type Run = Parameters<typeof callsOf>[0];
const steps = (run: Run): string[] => callsOf(run).flatMap((call) => (call.step === null ? [] : [call.step]));
const share = (of: readonly boolean[]): number => of.filter((is) => is).length / of.length;

function runs<T>(text: string, pattern: string, read: (run: Run) => T, options = {}): T[] {
  return replicate(worldOf(scenarioOf(yaml(text)), pattern, options), 400, (run) => {
    expectInvariants(run);
    return read(run);
  });
}

describe('topics', () => {
  it('decide which steps a task needs, in their shares', () => {
    const seen = runs(DESK(0), 'workflow', steps);
    for (const each of seen)
      expect([
        ['read', 'repair', 'close'],
        ['read', 'refund', 'close'],
      ]).toContainEqual(each);
    expect(Math.abs(share(seen.map((each) => each.includes('refund'))) - 0.6)).toBeLessThan(0.1);
  });

  it('may turn to another once the first is done: who decides at run time sees it, what was written down does not', () => {
    for (const pattern of ['supervisor', 'handoff', 'single-agent']) {
      const seen = runs(DESK(0.5), pattern, (run) => ({ steps: steps(run), outcome: run.outcome }));
      for (const { steps, outcome } of seen) {
        expect(outcome).toBe('correct');
        expect(steps.at(-1)).toBe('close');
      }
      const both = seen.filter(({ steps }) => steps.includes('repair') && steps.includes('refund'));
      expect(Math.abs(both.length / seen.length - 0.5)).toBeLessThan(0.1);
      const repairFirst = both.filter(({ steps }) => steps.indexOf('repair') < steps.indexOf('refund'));
      expect(Math.abs(repairFirst.length / both.length - 0.4)).toBeLessThan(0.14);
    }
    for (const pattern of ['workflow', 'choreography', 'pipeline', 'fan-out-fan-in']) {
      const seen = runs(DESK(0.5), pattern, (run) => run.missingSteps);
      expect(Math.abs(share(seen.map((missing) => missing === 1)) - 0.5)).toBeLessThan(0.1);
    }
  });

  it('are overlooked now and then by who errs', () => {
    const missed = runs(DESK(1, ', misroute: 0.3'), 'handoff', (run) => run.missingSteps > 0);
    expect(share(missed)).toBeGreaterThan(0.2);
  });

  it('turn in the same replications whatever the pattern and the steps are', () => {
    const billing = (text: string, pattern: string) => runs(text, pattern, (run) => steps(run).includes('refund'));
    const first = billing(DESK(0), 'workflow');
    expect(billing(DESK(0), 'handoff')).toEqual(first);
    expect(billing(DESK(0).replace('claims: 1 }\nagents', 'claims: 3 }\nagents'), 'pipeline').length).toBe(400);
    expect(billing(DESK(0.5), 'workflow')).toEqual(first);
  });
});

describe('topics in the file', () => {
  const wrong = (text: string): string => {
    try {
      scenarioOf(yaml(text));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('have shares that add up to 1', () => {
    expect(wrong(DESK(0).replace('0.4', '0.5'))).toContain('the shares of the topics add up to 1.1, not to 1');
  });

  it('are known where steps name them', () => {
    expect(wrong(DESK(0).replace('topic: billing', 'topic: biling'))).toContain("there is no topic 'biling'");
    expect(wrong(DESK(0).replace(/ {2}topics:.*\n/, ''))).toContain("there is no topic 'technical'");
  });

  it('are two at least where tasks turn', () => {
    const one = DESK(0.5)
      .replace('{ billing: 0.6, technical: 0.4 }', '{ billing: 1 }')
      .replace('topic: technical', 'topic: billing');
    expect(wrong(one)).toContain('there is no other topic to turn to');
  });

  it('do not mix: a step of one needs nothing that only the other has', () => {
    const message = "'refund' is about billing and needs 'repair', which only tasks about technical have";
    expect(wrong(DESK(0).replace('after: [read], topic: billing', 'after: [repair], topic: billing'))).toContain(
      message,
    );
    const through = DESK(0).replace('after: [read], topic: billing', 'after: [close2], topic: billing');
    expect(wrong(through.replace('    close:', '    close2: { role: triage, after: [repair] }\n    close:'))).toContain(
      message,
    );
  });
});
