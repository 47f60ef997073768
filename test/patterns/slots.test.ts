import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import { roleThatChecks } from '../../src/patterns/slots.js';
import { parseScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { World } from '../../src/sim/world.js';
import { nameProblems } from '../../src/study/check.js';
import { callsOf, margin, measure, replicate, scenarioOf, yaml } from '../sim/helper.js';

/** Somebody writes, somebody checks, somebody prints. Every draft is false, and the coordinator catches nothing. */
const body = (more = ''): string => `task:
  brief: { tokens: 100 }
  steps:
    draft: { role: writer, claims: 1 }
    check: { role: expert, after: [draft], checks: true }
    print: { role: printer, after: [check] }
agents:
  defaults: { model: plain, prompt: 30, output: 50, latency: 10 }
  writer: { hallucination: 1 }
  expert: { detection: 0.6, prompt: 70, output: 40, latency: 3, nameTokens: 5 }
  printer: {}
${more}`;

const written = (more = '', settings: readonly string[] = []): Scenario => scenarioOf(yaml(body(more)), settings);

const worldFor = (scenario: Scenario, name: string): World =>
  new World(scenario, plansFor(scenario, [name]).plans[0]!, 1);

const played = (scenario: Scenario, name: string): RunRecord => worldFor(scenario, name).run(0);

const judgesIn = (run: RunRecord): string[] => [
  ...new Set(
    callsOf(run)
      .filter(({ act }) => act === 'judge')
      .map(({ who }) => who),
  ),
];

const leadsIn = (run: RunRecord): string[] =>
  run.participants.filter(({ kind }) => kind === 'coordinator').map(({ name }) => name);

describe('who checks', () => {
  it('is by default the role of the steps that check, with its own latency, prompt and name', () => {
    const run = played(written(), 'maker-checker');
    expect(judgesIn(run)).toEqual(['checker (expert)']);
    expect(leadsIn(run)).toEqual(['checker (expert)']);
    const verdict = callsOf(run).find(({ act }) => act === 'judge')!;
    expect(verdict.service).toBe(3);
    // The call's framing, its prompt and the message's: then the brief and the draft in one message.
    expect(verdict.inputTokens).toBe(3 + 4 + 70 + 4 + 100 + 1 + 50);
  });

  it('catches as often as that role does: the first draft passes with 1 - detection', () => {
    const n = 4000;
    const passes = replicate(
      worldFor(written('', ['patterns.maker-checker.maxRounds=1']), 'maker-checker'),
      n,
      (run) => {
        const [, verdict] = callsOf(run);
        return run.rejections.columns.participant.subarray(0, run.rejections.length).includes(verdict!.participant);
      },
    );
    expect(passes.filter(Boolean).length / n).toBeGreaterThan(0.6 - margin(0.6, n));
    expect(passes.filter(Boolean).length / n).toBeLessThan(0.6 + margin(0.6, n));
  });

  it('is the coordinator where a scenario says so, where no step checks, and where two roles do', () => {
    const own = written('patterns: { maker-checker: { checker: coordinator } }');
    const none = written('', ['task.steps.check.checks=false']);
    const two = written('', ['task.steps.print.checks=true']);
    expect([own, none, two].map((scenario) => judgesIn(played(scenario, 'maker-checker')))).toEqual(
      Array.from({ length: 3 }, () => ['coordinator']),
    );
    expect([written(), none, two].map(roleThatChecks)).toEqual(['expert', null, null]);
  });

  it('is whom the scenario names, for all or for one team', () => {
    const all = written('patterns: { maker-checker: { checker: printer } }');
    expect(judgesIn(played(all, 'maker-checker'))).toEqual(['checker (printer)']);
    const team = written(
      'teams: { ours: { maker-checker: [writer, expert, printer], with: { checker: writer } } }\npatterns: { maker-checker: { checker: printer } }',
    );
    expect(judgesIn(played(team, 'ours'))).toEqual(['checker (writer)']);
  });

  it('fails, hangs and errs as the role does', () => {
    const broken = written('', ['agents.expert.failure=1', 'task.steps.check.probability=0']);
    expect(played(broken, 'maker-checker').outcome).toBe('failed');
    const silent = written('', ['agents.expert.hang=1', 'task.steps.check.probability=0']);
    expect(played(silent, 'maker-checker').outcome).toBe('stalled');
  });
});

describe('a slot that has the name of an option', () => {
  it('is switched on by a role, and left to the coordinator by the option alone', () => {
    expect(judgesIn(played(written('patterns: { debate: { judge: expert } }'), 'debate'))).toEqual(['judge (expert)']);
    expect(judgesIn(played(written('patterns: { debate: { judge: true } }'), 'debate'))).toEqual(['judge (expert)']);
    expect(judgesIn(played(written(), 'debate'))).toEqual([]);
    expect(leadsIn(played(written('patterns: { group-chat: { selector: llm } }'), 'group-chat'))).toEqual([
      'coordinator',
    ]);
    expect(leadsIn(played(written('patterns: { group-chat: { selector: printer } }'), 'group-chat'))).toEqual([
      'selector (printer)',
    ]);
    expect(leadsIn(played(written('patterns: { group-chat: { selector: round-robin } }'), 'group-chat'))).toEqual([]);
  });
});

describe('every slot of every pattern', () => {
  const slots = patterns.flatMap((pattern) =>
    Object.keys(pattern.slots).map((slot) => ({ pattern: pattern.name, slot })),
  );

  it.each(slots)('$slot of $pattern is filled by a role, and costs what the formulas say', ({ pattern, slot }) => {
    // All roles alike, as the formulas ask; nothing is false.
    const scenario = written(`patterns: { ${pattern}: { ${slot}: printer } }`, [
      'agents.writer.hallucination=0',
      'task.steps.check.checks=false',
      ...['prompt=30', 'output=50', 'nameTokens=2'].map((one) => `agents.expert.${one}`),
      'coordinator.prompt=111',
      'coordinator.output=99',
    ]);
    const plan = plansFor(scenario, [pattern]).plans[0]!;
    const world = new World(scenario, plan, 1);
    const run = world.run(0);
    expect(run.outcome).toBe('correct');
    const named = leadsIn(run).filter((name) => name === `${slot} (printer)`);
    // A chain joins nothing, so that the collector has its part too.
    expect(named).toEqual([`${slot} (printer)`]);
    const z = {
      ...{ brief: 104, bareBrief: 100, framing: 4, prompt: 3 + 4 + 30, coordinatorPrompt: 3 + 4 + 111 },
      ...{ generalistPrompt: 0, output: 54, bareOutput: 50, name: 2, decision: 10, synthesis: 99 },
    };
    if (pattern === 'hierarchy') return;
    const { expects } = plan.pattern;
    expect({
      calls: measure(run, 'calls'),
      edges: measure(run, 'edges'),
      messages: measure(run, 'messages'),
      inputTokens: callsOf(run).reduce((sum, call) => sum + call.inputTokens, 0),
    }).toEqual({
      calls: expects.calls(world.shape),
      edges: expects.edges(world.shape),
      messages: expects.messages(world.shape),
      inputTokens: expects.inputTokens(world.shape, z),
    });
  });

  it.each(slots)('$slot of $pattern refuses a role that does not exist, with its place', ({ pattern, slot }) => {
    const text = yaml(body(`patterns: { ${pattern}: { ${slot}: exprt } }`));
    const parsed = parseScenario(text, 'x.yaml', []);
    if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
    const [problem, ...others] = nameProblems(parsed.scenario, parsed.source);
    expect(others).toEqual([]);
    expect([`there is no role 'exprt' to be the ${slot}`, `as the ${slot}, 'exprt' is neither a role nor `]).toContain(
      problem!.message.replace(/(?<=nor ).*/, ''),
    );
    expect(problem!.next).toBe("Did you mean 'expert'?");
    const { line, column } = problem!;
    expect(text.split('\n')[line - 1]!.slice(column - 1)).toMatch(new RegExp(`^${slot}`));
  });

  it('names the known roles where none is near, and refuses what is no name', () => {
    const next = (value: string): string[] => {
      const parsed = parseScenario(yaml(body(`patterns: { maker-checker: { checker: ${value} } }`)), 'x.yaml', []);
      if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
      return nameProblems(parsed.scenario, parsed.source).map((problem) => `${problem.message}. ${problem.next}`);
    };
    expect(next('nobody-at-all')).toEqual([
      "there is no role 'nobody-at-all' to be the checker. Choose one of writer, expert, printer, coordinator.",
    ]);
    expect(next('3')).toEqual(['expected a role, got 3. Name one of writer, expert, printer, coordinator.']);
  });
});
