import { plansFor } from '../../src/patterns/plan.js';
import { type Agreement, agreementOf } from '../../src/real/measure/agree.js';
import { factsOf, type RunFacts } from '../../src/real/measure/facts.js';
import type { Application } from '../../src/real/measure/harness.js';
import { measureInProcess } from '../../src/real/measure/in-process.js';
import { simulatedFacts } from '../../src/real/measure/simulated.js';
import { loadScenarioFile } from '../../src/scenario/file.js';
import { presetOverrides } from '../../src/scenario/presets.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { alone } from '../../src/study/knock-out.js';

/** An application, the pattern that it is, and the presets of its framework and client. */
export interface RealApplication {
  readonly name: string;
  readonly pattern: string;
  readonly presets: readonly string[];
  readonly set?: readonly string[];
}

/** Ordinary applications: only the environment is set for them. */
export const APPLICATIONS: readonly RealApplication[] = [
  { name: 'langgraph-supervisor', pattern: 'supervisor', presets: ['langgraph-supervisor'] },
  { name: 'langgraph-swarm', pattern: 'handoff', presets: ['langgraph-swarm'] },
  { name: 'langgraph-pipeline', pattern: 'pipeline', presets: ['langgraph'] },
  { name: 'openai-agents-handoffs', pattern: 'handoff', presets: ['openai-agents'] },
  { name: 'openai-agents-tools', pattern: 'lead-and-subagents', presets: ['openai-agents'] },
  { name: 'ai-sdk-subagents', pattern: 'lead-and-subagents', presets: ['ai-sdk-agent'] },
  { name: 'ai-sdk-pipeline', pattern: 'pipeline', presets: ['client-ai-sdk'] },
  { name: 'ai-sdk-fan-out', pattern: 'fan-out-fan-in', presets: ['client-ai-sdk'], set: ['policies.siblings=run-on'] },
  { name: 'mastra-subagents', pattern: 'lead-and-subagents', presets: ['mastra', 'client-ai-sdk'] },
];

/** The fetch of Node gives up after five minutes; nobody waits for the deadline. */
const PATIENT = ['policies.timeout=5m', 'policies.deadline=24h'];

/** What is made hard in each study. */
export const STUDIES = {
  'as it is': { team: 'article', set: [] },
  'misrouting 0.3': { team: 'article', set: ['coordinator.misroute=0.3', 'agents.defaults.misroute=0.3'] },
  'failures 0.3': {
    team: 'article',
    set: ['agents.defaults.failure=0.3', 'agents.citation-finder.failure=0.3', 'coordinator.failure=0.3'],
  },
  hangs: {
    team: 'article',
    set: ['agents.defaults.hang=0.05', 'agents.citation-finder.hang=0.05', 'coordinator.hang=0.05'],
  },
  'second scenario': { team: 'letter', set: [] },
} as const;

export type StudyName = keyof typeof STUDIES;

const FILES = { article: 'article', letter: 'test/real/letter.yaml' } as const;

export function scenarioFor({ presets, set = [] }: RealApplication, study: StudyName): Scenario {
  const { team, set: hard } = STUDIES[study];
  const overrides = presets.flatMap((name) => presetOverrides(name)!);
  const read = loadScenarioFile(FILES[team], [...overrides, ...PATIENT, ...set, ...hard]);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return alone(read.scenario);
}

/** Measured runs of an application, and how they stand to the simulated ones. A process knows one team: that of its first study. */
export async function studyOf(
  application: RealApplication,
  study: StudyName,
  runs: number,
): Promise<{
  readonly agreement: Agreement;
  readonly facts: readonly RunFacts[];
  readonly warnings: readonly string[];
}> {
  const scenario = scenarioFor(application, study);
  const seed = 'rehearsal';
  const file = new URL(`./apps/${application.name}.mjs`, import.meta.url);
  const load = async (): Promise<Application> => {
    process.env.TEAM = STUDIES[study].team;
    return ((await import(/* @vite-ignore */ file.href)) as { default: Application }).default;
  };
  const { records, warnings } = await measureInProcess({ scenario, seed, runs, load });
  const facts = records.map(factsOf);
  const plan = plansFor(scenario, [application.pattern]).plans[0]!;
  const predicted = simulatedFacts(
    scenario,
    plan,
    seed,
    facts.map(({ replication }) => replication),
  );
  return { agreement: agreementOf(facts, predicted), facts, warnings: warnings.map(({ message }) => message) };
}
