import { describe, expect, it } from 'vitest';
import { plansFor } from '../../src/patterns/plan.js';
import { World } from '../../src/sim/world.js';
import { callsOf, measure, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

interface Form {
  readonly after?: Readonly<Record<string, string>>;
  readonly group?: Readonly<Record<string, string>>;
  readonly more?: string;
}

/** Steps s1, s2, ... each with a role of its own. */
function steps(count: number, { after = {}, group = {}, more = '' }: Form = {}): string {
  const names = Array.from({ length: count }, (_, i) => `s${i + 1}`);
  const line = (name: string): string => {
    const extras = [
      ...(after[name] === undefined ? [] : [`after: [${after[name]}]`]),
      ...(group[name] === undefined ? [] : [`group: ${group[name]}`]),
    ];
    return `    ${name}: { ${[`role: ${name}`, 'claims: 2', ...extras].join(', ')} }`;
  };
  return `task:
  brief: { tokens: 400, claims: 1 }
  steps:
${names.map(line).join('\n')}
agents:
  defaults: { model: plain, prompt: 40, output: 60, latency: 1 }
${names.map((name) => `  ${name}: {}`).join('\n')}
${more}`;
}

const run = (body: string, options = {}) => worldOf(scenarioOf(yaml(body)), 'hierarchy', options).run(0);

/** Who works, in their order; supervisors in brackets by level: the one of all is the last that was cast. */
const who = (record: ReturnType<typeof run>): string =>
  callsOf(record)
    .map((call) => call.who.replace('coordinator', 'lead'))
    .join(' ');

describe('teams', () => {
  it('are neighbours in the order of the work, about as many in each as there are teams', () => {
    const nine = run(steps(9));
    const expected = ['s1 s2 s3', 's4 s5 s6', 's7 s8 s9'];
    const agents = who(nine)
      .split(' ')
      .filter((name) => name.startsWith('s'));
    expect(agents).toEqual(expected.join(' ').split(' '));
    expect(nine.participants.filter((p) => p.kind === 'coordinator')).toHaveLength(4);
    expect(nine.calls.length).toBe(2 * 9 + 2 * 3 + 1);
    expect(measure(nine, 'edges')).toBe(9 + 3);
    expect(nine.outcome).toBe('correct');
    expectInvariants(nine);
  });

  it('are as large as asked', () => {
    const leads = (teamSize: number) =>
      run(steps(6), { teamSize }).participants.filter((p) => p.kind === 'coordinator').length;
    expect([2, 3, 6].map(leads)).toEqual([4, 3, 2]);
    // A team of one is no team.
    expect(leads(1)).toBe(1);
  });

  it('are the groups of the scenario, where it names any; a step without one answers to the top', () => {
    const group = { s1: 'words', s3: 'words', s2: 'numbers', s4: 'numbers' };
    const record = run(steps(5, { group }));
    expect(record.participants.filter((p) => p.kind === 'coordinator')).toHaveLength(3);
    expect(who(record)).toBe('lead-3 lead s1 lead s3 lead lead-3 lead-2 s2 lead-2 s4 lead-2 lead-3 s5 lead-3');
    expect(record.outcome).toBe('correct');
  });

  it('wait for each other as their steps do', () => {
    const after = { s2: 's1', s3: 's2', s4: 's3' };
    const record = run(steps(4, { after }));
    expect(record).toMatchObject({ outcome: 'correct', missingSteps: 0 });
    expect(who(record).replaceAll(/lead\S* ?/g, '')).toBe('s1 s2 s3 s4 ');
  });

  it('that are tangled do not fit, and it says why', () => {
    const body = steps(3, { after: { s2: 's1', s3: 's2' }, group: { s1: 'ends', s3: 'ends' } });
    const { plans, leftOut } = plansFor(scenarioOf(yaml(body)), ['hierarchy']);
    expect(plans).toEqual([]);
    expect(leftOut[0]!.why).toContain('would have to wait for a step outside of it');
  });

  it('share the agents of a role that both need', () => {
    const body = steps(4).replace('s3: { role: s3', 's3: { role: s1').replace('\n  s3: {}', '');
    const record = run(body);
    expect(record.participants.map((p) => p.name).filter((name) => name === 's1')).toHaveLength(1);
    expect(record.outcome).toBe('correct');
    expect(measure(record, 'edges')).toBe(4 + 2);
  });
});

describe('the levels', () => {
  it('keep transcripts short: with many steps a hierarchy reads less than one supervisor does', () => {
    const tokens = (pattern: string, count: number) =>
      measure(worldOf(scenarioOf(yaml(steps(count))), pattern).run(0), 'inputTokens');
    expect(tokens('hierarchy', 4)).toBeGreaterThan(tokens('supervisor', 4));
    expect(tokens('hierarchy', 30)).toBeLessThan(0.6 * tokens('supervisor', 30));
  });

  it('tell the story again: what a team lead does not carry is gone for all', () => {
    const delivered = (pattern: string) => {
      const world = worldOf(scenarioOf(yaml(steps(4)), ['coordinator.carry=0.7']), pattern);
      return replicate(world, 100, (record) => record.delivered.length).reduce((sum, x) => sum + x, 0);
    };
    expect(delivered('hierarchy')).toBeLessThan(0.85 * delivered('supervisor'));
  });

  it('err each: needless rounds, answers too early', () => {
    const world = worldOf(scenarioOf(yaml(steps(6)), ['coordinator.misroute=0.2']), 'hierarchy', { limit: 40 });
    const ends = replicate(world, 200, (record) => {
      expectInvariants(record);
      return { calls: record.calls.length, outcome: record.outcome };
    });
    expect(ends.some((end) => end.calls > 17)).toBe(true);
    expect(ends.some((end) => end.outcome === 'wrong')).toBe(true);
    expect(ends.some((end) => end.outcome === 'correct')).toBe(true);
  });

  it('have a limit each, and a lead that stops leaves the one above with what it says', () => {
    expect(run(steps(9), { limit: 7 }).outcome).toBe('correct');
    expect(run(steps(9), { limit: 6 }).outcome).toBe('failed');
    expect(run(steps(9), { limit: 6, onLimit: 'partial' }).outcome).toMatch(/wrong|correct/);
  });
});

it('takes a team among its members as one of its own', () => {
  const more = 'teams:\n  desk: { hierarchy: [s1, s2, { pipeline: [s3, s4] }] }\n';
  const scenario = scenarioOf(yaml(steps(4, { after: { s4: 's3' }, more })));
  const record = new World(scenario, planFor(scenario, 'desk'), 7).run(0);
  expectInvariants(record);
  expect(record.outcome).toBe('correct');
});
