import { describe, expect, it } from 'vitest';
import { plansFor } from '../../src/patterns/plan.js';
import { parseScenario } from '../../src/scenario/load.js';
import { listPresets, presetOverrides } from '../../src/scenario/presets.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { World } from '../../src/sim/world.js';
import { nameProblems } from '../../src/study/check.js';

/** n independent steps, each with an agent of its own. */
const text = (n: number): string => `scenario: limits
question: How many members can it have?
task:
  brief: { tokens: 400 }
  steps: { work: { role: worker, claims: 1, replicas: ${n} } }
agents:
  worker: { output: 60, instances: ${n}, latency: 200ms }
coordinator: { misroute: 0, output: 300, latency: 200ms }
models:
  medium: { retention: { half: .inf, steepness: 1 } }
  large: { retention: { half: .inf, steepness: 1 } }
`;

function run(preset: string, pattern: string, n: number): RunRecord {
  const parsed = parseScenario(text(n), 'limits.yaml', presetOverrides(preset)!);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  return new World(parsed.scenario, plansFor(parsed.scenario, [pattern]).plans[0]!, 1).run(0);
}

describe('presets', () => {
  it.each(listPresets())('%s sets options that there are', (name) => {
    const parsed = parseScenario(text(3), 'limits.yaml', presetOverrides(name)!);
    expect(parsed.ok && nameProblems(parsed.scenario, parsed.source)).toEqual([]);
  });

  const clients = listPresets().filter((name) => name.startsWith('client-'));
  const frameworks = listPresets().filter((name) => !clients.includes(name));

  it.each(clients)('%s is the same client behind any framework', (name) => {
    const clientOf = (presets: readonly string[]): unknown => {
      const parsed = parseScenario(
        text(3),
        'limits.yaml',
        presets.flatMap((one) => presetOverrides(one)!),
      );
      if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
      return parsed.scenario.client;
    };
    for (const framework of frameworks) expect(clientOf([framework, name])).toEqual(clientOf([name]));
  });

  it('of an unknown name are none', () => {
    expect(presetOverrides('nobody')).toBe(null);
  });

  it('langgraph-supervisor works with 11 specialists; with 12 it pays for 25 calls and loses everything', () => {
    expect(run('langgraph-supervisor', 'supervisor', 11).outcome).toBe('correct');
    const lost = run('langgraph-supervisor', 'supervisor', 12);
    expect([lost.outcome, lost.calls.length, lost.delivered.length]).toEqual(['failed', 25, 0]);
  });

  it('openai-agents lets a hub of 4 work, and fails one of 5', () => {
    expect(run('openai-agents', 'supervisor', 4).outcome).toBe('correct');
    const lost = run('openai-agents', 'supervisor', 5);
    expect([lost.outcome, lost.calls.length]).toEqual(['failed', 10]);
  });

  it('mastra answers with nothing from 5 specialists on, without an error', () => {
    expect(run('mastra', 'lead-and-subagents', 4).outcome).toBe('correct');
    const silent = run('mastra', 'lead-and-subagents', 5);
    expect([silent.outcome, silent.delivered.length, silent.missingSteps]).toEqual(['wrong', 0, 5]);
  });

  it('ai-sdk runs its tools and answers nothing', () => {
    const silent = run('ai-sdk', 'lead-and-subagents', 2);
    expect([silent.outcome, silent.calls.length, silent.missingSteps]).toEqual(['wrong', 3, 2]);
  });

  it('autogen-magentic stops after 21 rounds with what it has, where maf-magentic goes on', () => {
    expect(run('maf-magentic', 'magentic', 22).outcome).toBe('correct');
    const stopped = run('autogen-magentic', 'magentic', 22);
    expect([stopped.outcome, stopped.missingSteps]).toEqual(['wrong', 1]);
  });

  it('crewai shows every task the outputs of those before it', () => {
    const { inputTokens } = run('crewai', 'pipeline', 3).calls.columns;
    expect(inputTokens[1]! - inputTokens[0]!).toBeGreaterThan(60);
    expect(inputTokens[2]! - inputTokens[1]!).toBe(61);
  });
});
