/** A preset is the twin: every recorded run as a scenario file, run as `rehearse run FILE --preset NAME` does. */
import { readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { plansFor } from '../../src/patterns/plan.js';
import { parseScenario } from '../../src/scenario/load.js';
import { listPresets, presetOverrides, presetValues } from '../../src/scenario/presets.js';
import type { Distribution, Scenario } from '../../src/scenario/scenario.js';
import { World } from '../../src/sim/world.js';
import { readRecording } from '../../src/validation/index.js';
import { overridesOf, presetsFrom } from '../../src/validation/preset.js';
import { nameTexts, type Twin } from '../../src/validation/twin-kit.js';
import { specialistsIn, twinOf } from '../../src/validation/twins.js';
import { isRecordedSystem } from './recorded-systems.js';

const read = readRecording(readFileSync(new URL('../data/framework-runs.json', import.meta.url), 'utf8'), 'runs');
if (!read.ok) throw new Error(read.problem);
const { recording } = read;
const { sizes, runs } = recording;

const setting = {
  sizes,
  presets: presetsFrom(presetValues),
  known: specialistsIn(runs),
  texts: nameTexts(countTokens, false),
};

const value = (d: Distribution | null): number => (d?.kind === 'constant' ? d.value : Number.NaN);

/** What a user writes of a recorded run: steps, agents and their sizes. Nothing of the framework. */
function fileOf({ task, agents }: Scenario): string {
  const steps = task.steps.map(({ name, role, after, output, tools, topic }) => {
    const form = {
      role,
      after: [...after],
      ...(output === null ? {} : { output: value(output) }),
      ...(topic === null ? {} : { topic }),
      ...(tools === null
        ? {}
        : {
            tools: {
              roundTrips: value(tools.roundTrips),
              definition: tools.definition,
              call: tools.call,
              result: value(tools.result),
              latency: 0,
            },
          }),
    };
    return [name, form] as const;
  });
  const written = agents.map(({ role, prompt, nameTokens, output }) => {
    return [role, { prompt, nameTokens, output: value(output), latency: sizes.callSeconds }] as const;
  });
  const forgetsNothing = { retention: { half: Number.POSITIVE_INFINITY, steepness: 1 } };
  return stringify({
    scenario: 'recorded',
    question: 'What did the framework do?',
    task: {
      brief: { tokens: sizes.task },
      steps: Object.fromEntries(steps),
      ...(task.topics.length === 0
        ? {}
        : { topics: Object.fromEntries(task.topics.map(({ name, share }) => [name, share])) }),
    },
    agents: Object.fromEntries(written),
    coordinator: { prompt: sizes.coordinatorPrompt, output: sizes.final, latency: sizes.callSeconds, misroute: 0 },
    models: { medium: forgetsNothing, large: forgetsNothing },
    provider: { framing: { call: 3, message: 4 } },
  });
}

function inputTokens(twin: Twin): number {
  const { scenario, preset, pattern, mode, content, script } = twin;
  const set = [...presetOverrides(preset)!, ...overridesOf(pattern, mode), ...overridesOf(pattern, content)];
  const parsed = parseScenario(fileOf(scenario), 'recorded.yaml', set);
  if (!parsed.ok) throw new Error(`${parsed.problems[0]!.message} (${set.join(' ')})`);
  const { plans, leftOut } = plansFor(parsed.scenario, [pattern]);
  if (plans[0] === undefined) throw new Error(leftOut[0]!.why);
  const { calls } = new World(parsed.scenario, plans[0], 1, undefined, script).run(0);
  return calls.columns.inputTokens.slice(0, calls.length).reduce((sum, tokens) => sum + tokens, 0);
}

/** Those that the framework broke off, and its limits say nothing of its prompts. */
const whole = runs.filter(({ error, calls }) => calls > 0 && (error === undefined || error === null));
const twins = whole.map((run) => ({ run, twin: twinOf(run, setting)! }));

describe('input tokens of every recorded run, within 2 %, under the preset', () => {
  it('that each run has', () => {
    expect([...new Set(twins.map(({ twin }) => twin.preset))].sort()).toEqual(listPresets().filter(isRecordedSystem));
  });

  it.each(listPresets())('%s', (preset) => {
    for (const { run, twin } of twins.filter((each) => each.twin.preset === preset)) {
      const off = inputTokens(twin) / run.inputTokens - 1;
      expect(Math.abs(off), `${run.framework} ${run.variant}, n = ${run.specialists}: ${off}`).toBeLessThan(0.02);
    }
  });
});
