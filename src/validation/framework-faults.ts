/**
 * Faults under real frameworks, recorded like the runs without: three specialists, of whom one's endpoint answers with an
 * error once, or always; a model that never makes progress; writes that conflict. Held against them are attempts and outcome,
 * under the preset of each framework.
 */
import { taskValue } from '../measures/index.js';
import { merged, type WrittenOptions } from '../patterns/declared.js';
import type { Policies, StepSpec } from '../scenario/scenario.js';
import type { ScriptedChoice } from '../sim/agents/script.js';
import { keyOf } from '../sim/luck/seed.js';
import { type RunRecord, Status } from '../sim/record/record.js';
import { World } from '../sim/world.js';
import { constant, plainAgent, plainScenario, plainStep, planFor } from './plain.js';
import { flagsOf, type PresetFile, presetsFrom } from './preset.js';
import { equal, type Row, same, within } from './row.js';
import { A_NAME } from './twin-kit.js';

/** What a caller gets in the end: something, an error, or never anything. */
type Ending = 'completes' | 'throws' | 'stalls';

interface FaultCase {
  readonly system: string;
  readonly preset: string;
  readonly pattern: string;
  readonly order: 'chain' | 'independent';
  /** Options in which the recorded mode differs from the preset. */
  readonly mode?: WrittenOptions;
  readonly policies?: Partial<Policies>;
  /** Its client was told to send no request again. */
  readonly retries?: 'none';
  readonly fault: 'once' | 'always' | 'none';
  /** Which of the three fails; the second one. */
  readonly at?: number;
  readonly step?: Partial<StepSpec>;
  readonly script?: readonly ScriptedChoice[];
  /** Attempts at calls of a model, those that failed among them. */
  readonly calls: number;
  readonly ends: Ending;
  /** Commands and replies, where these were recorded, less the reply that is an error: that is no message here. */
  readonly messages?: number;
  readonly compensations?: number;
  /** Input tokens, which were printed in thousands. */
  readonly inputTokens?: number;
}

const nodesRetry = (attempts: number): Partial<Policies> => ({
  retry: { attempts, backoff: { base: 0.5, factor: 2, jitter: 0 } },
});

const LANGGRAPH_HUB = {
  system: 'LangGraph supervisor',
  preset: 'langgraph-supervisor',
  pattern: 'supervisor',
} as const;
const LANGGRAPH_FAN = { system: 'LangGraph fan-out', preset: 'langgraph', pattern: 'fan-out-fan-in' } as const;
const WITHOUT_RETRIES = { ...LANGGRAPH_FAN, system: 'LangGraph fan-out, client without retries' };
const RETRY_POLICY = { ...LANGGRAPH_FAN, system: 'LangGraph fan-out, nodes that retry twice' };
const OPENAI = { system: 'OpenAI Agents handoff', preset: 'openai-agents', pattern: 'handoff' } as const;
const OPENAI_TOOLS = {
  system: 'OpenAI Agents as tools',
  preset: 'openai-agents',
  pattern: 'lead-and-subagents',
} as const;
const AI_SDK = { system: 'AI SDK sub-agents', preset: 'ai-sdk-agent', pattern: 'lead-and-subagents' } as const;
const MAF = { system: 'Agent Framework sequential', preset: 'maf', pattern: 'pipeline' } as const;
const MAF_FAN = { system: 'Agent Framework concurrent', preset: 'maf-concurrent', pattern: 'fan-out-fan-in' } as const;
const MAF_TOOLS = { system: 'Agent Framework as tools', preset: 'maf-tools', pattern: 'lead-and-subagents' } as const;
const MAF_LEDGER = { system: 'Agent Framework Magentic', preset: 'maf-magentic', pattern: 'magentic' } as const;
const CREW = { system: 'CrewAI sequential', preset: 'crewai', pattern: 'pipeline' } as const;
const CREW_LEAD = { system: 'CrewAI hierarchical', preset: 'crewai', pattern: 'lead-and-subagents' } as const;
const EVENTS = { system: 'Redis choreography', preset: 'redis', pattern: 'choreography' } as const;
const SAGA = { system: 'Redis orchestrated saga', preset: 'redis', pattern: 'workflow' } as const;

/** A model that sees no progress, and names the first specialist, for as long as it is asked. */
const STALLED = Array.from({ length: 60 }, () => ({ step: 'summarise', progress: false }));
const REDELIVERY: Partial<Policies> = {
  redelivery: { attempts: 3, idle: 0.4 },
  deadLetters: { alertAfter: Number.POSITIVE_INFINITY },
};
const BY_CODE: Partial<StepSpec> = { compensate: { output: null, by: 'code' } };

const CASES: readonly FaultCase[] = [
  { ...LANGGRAPH_HUB, order: 'chain', fault: 'once', calls: 8, ends: 'completes' },
  { ...LANGGRAPH_HUB, order: 'chain', fault: 'always', calls: 10, ends: 'throws' },
  { ...LANGGRAPH_FAN, order: 'independent', fault: 'once', calls: 5, ends: 'completes' },
  { ...LANGGRAPH_FAN, order: 'independent', fault: 'always', calls: 9, ends: 'throws' },
  { ...WITHOUT_RETRIES, order: 'independent', fault: 'once', retries: 'none', calls: 3, ends: 'throws' },
  {
    ...RETRY_POLICY,
    order: 'independent',
    fault: 'once',
    retries: 'none',
    policies: nodesRetry(3),
    calls: 5,
    ends: 'completes',
  },
  {
    ...RETRY_POLICY,
    order: 'independent',
    fault: 'always',
    retries: 'none',
    policies: nodesRetry(3),
    calls: 5,
    ends: 'throws',
  },
  {
    ...{ system: 'LangGraph, one key written twice', preset: 'langgraph', pattern: 'fan-out' },
    ...{ order: 'independent', fault: 'none', policies: { writes: 'fail' }, calls: 3, ends: 'throws' },
  },
  {
    ...{ system: 'LangGraph swarm, silent handoffs', preset: 'langgraph-swarm', pattern: 'handoff' },
    ...{ order: 'chain', fault: 'none', mode: { silence: 1 }, calls: 25, ends: 'throws' },
  },
  { ...OPENAI, order: 'chain', fault: 'once', calls: 4, ends: 'completes' },
  { ...OPENAI, order: 'chain', fault: 'always', calls: 4, ends: 'throws' },
  { ...OPENAI_TOOLS, order: 'independent', fault: 'once', calls: 6, ends: 'completes' },
  { ...OPENAI_TOOLS, order: 'independent', fault: 'always', mode: { limit: 12 }, calls: 50, ends: 'throws' },
  { ...AI_SDK, order: 'independent', fault: 'once', calls: 6, ends: 'completes' },
  { ...AI_SDK, order: 'independent', fault: 'always', calls: 82, ends: 'completes' },
  { ...MAF, order: 'chain', fault: 'once', calls: 4, ends: 'completes' },
  { ...MAF, order: 'chain', fault: 'always', calls: 4, ends: 'throws' },
  { ...MAF_FAN, order: 'independent', fault: 'once', calls: 4, ends: 'completes' },
  { ...MAF_FAN, order: 'independent', fault: 'always', calls: 5, ends: 'throws' },
  { ...MAF_TOOLS, order: 'independent', fault: 'once', calls: 6, ends: 'completes' },
  { ...MAF_TOOLS, order: 'independent', fault: 'always', calls: 163, ends: 'completes' },
  { ...MAF_LEDGER, order: 'independent', fault: 'once', calls: 11, ends: 'completes' },
  { ...MAF_LEDGER, order: 'independent', fault: 'always', calls: 8, ends: 'throws' },
  {
    ...{ ...MAF_LEDGER, system: 'Agent Framework Magentic, no progress, 40 rounds', order: 'independent' },
    ...{ fault: 'none', mode: { maxRounds: 40, onLimit: 'empty' }, script: STALLED, calls: 92, ends: 'completes' },
    inputTokens: 140_000,
  },
  {
    ...{ system: 'AutoGen Magentic, no progress', preset: 'autogen-magentic', pattern: 'magentic' },
    ...{ order: 'independent', fault: 'none', script: STALLED, calls: 64, ends: 'completes' },
    inputTokens: 99_000,
  },
  {
    ...{ system: 'AutoGen round robin, client without retries', preset: 'autogen', pattern: 'pipeline' },
    ...{ order: 'chain', fault: 'always', retries: 'none', calls: 2, ends: 'throws' },
  },
  { ...CREW, order: 'chain', fault: 'once', calls: 4, ends: 'completes' },
  { ...CREW, order: 'chain', fault: 'always', calls: 10, ends: 'throws' },
  { ...CREW_LEAD, order: 'independent', fault: 'once', calls: 10, ends: 'completes' },
  { ...CREW_LEAD, order: 'independent', fault: 'always', calls: 17, ends: 'completes' },
  { ...EVENTS, order: 'chain', fault: 'once', policies: REDELIVERY, calls: 4, ends: 'completes' },
  { ...EVENTS, order: 'chain', fault: 'always', policies: REDELIVERY, calls: 4, ends: 'stalls' },
  {
    ...{ ...SAGA, system: 'Redis orchestrated saga, fails at step 2', order: 'chain', fault: 'always' },
    ...{ step: BY_CODE, calls: 2, ends: 'throws', messages: 5, compensations: 1 },
  },
  {
    ...{ ...SAGA, system: 'Redis orchestrated saga, fails at step 3', order: 'chain', fault: 'always', at: 2 },
    ...{ step: BY_CODE, calls: 3, ends: 'throws', messages: 9, compensations: 2 },
  },
];

/** What was recorded and cannot be staged, and why: listed beside the rows. */
export const NOT_EXPRESSIBLE: readonly string[] = [
  'LangGraph fan-out without retries whose branch always fails: its siblings were aborted before they were counted (1 call); here calls that were begun count (3)',
  'LangGraph fan-out that resumes from a checkpointer after an error (5 or 7 calls): a durable holder here resumes after a crash of its own, not after an error of a branch',
];

const NAMES = ['summarise', 'factcheck', 'tag'];
const SIZES = { task: 400, prompt: 40, output: 60, lead: 80, final: 90, seconds: 0.2 };
/** Replications among which the one is looked for in which the fault strikes once. */
const SEARCHED = 400;

export function frameworkFaultRows(file: PresetFile): Row[] {
  const presets = presetsFrom(file);
  return CASES.flatMap((one) => {
    const { named, lead, retry, client, options } = presets(one.preset, one.pattern);
    const failing = one.at ?? 1;
    const failure = { once: 0.5, always: 1, none: 0 }[one.fault];
    const scenario = plainScenario({
      agents: NAMES.map((name, i) => {
        const own = { prompt: SIZES.prompt, output: constant(SIZES.output), latency: constant(SIZES.seconds) };
        return plainAgent(name, { ...own, nameTokens: A_NAME, failure: i === failing ? failure : 0 });
      }),
      steps: NAMES.map((name, i) => {
        const after = one.order === 'chain' && i > 0 ? [NAMES[i - 1]!] : [];
        return plainStep(name, name, { after, ...one.step });
      }),
      brief: { tokens: SIZES.task },
      coordinator: {
        prompt: lead.prompt ?? SIZES.lead,
        nameTokens: lead.nameTokens ?? 1,
        output: constant(SIZES.final),
        decision: constant(lead.decision ?? 0),
        latency: constant(SIZES.seconds),
      },
      provider: { framing: { call: 3, message: 4, named } },
      policies: { retry, ...one.policies },
      client: one.retries === undefined ? client : { ...client, attempts: 1 },
    });
    const mode = one.mode ?? {};
    const plan = planFor(scenario, one.pattern, merged(options, mode));
    const run = (replication: number): RunRecord =>
      new World(scenario, plan, keyOf('faults'), undefined, one.script).run(replication);
    const record = one.fault === 'once' ? firstWith(run, failing) : run(0);
    return rowsOf(one, mode, record);
  });
}

/** The first replication in which the first attempt failed and no other one. */
function firstWith(run: (replication: number) => RunRecord, failing: number): RunRecord {
  for (let replication = 0; replication < SEARCHED; replication++) {
    const record = run(replication);
    const { status, attempt, step } = record.calls.columns;
    const failed = [...status.slice(0, record.calls.length).keys()].filter((call) => status[call] === Status.failed);
    if (failed.length === 1 && attempt[failed[0]!] === 0 && step[failed[0]!] === failing) return record;
  }
  throw new Error('no replication in which the fault strikes once');
}

const OF_INPUT = 0.01;

const SAYS = { once: "a specialist's endpoint fails once", always: "a specialist's endpoint always fails", none: '' };

function rowsOf(one: FaultCase, mode: WrittenOptions, record: RunRecord): Row[] {
  const name = [one.system, SAYS[one.fault]].filter((part) => part !== '').join(', ');
  const source = `recorded; --patterns ${one.pattern} ${flagsOf(one.preset, one.pattern, mode)}`;
  const heading = (what: string, unit: string) => ({ kind: 'recorded fault', name, what, unit, source }) as const;
  const got = { failed: 'throws', stalled: 'stalls' }[record.outcome as 'failed'] ?? 'completes';
  const rows = [
    equal(heading('attempts at calls of a model', 'calls'), one.calls, record.calls.length),
    same(heading(`it ${one.ends}`, 'runs'), 1, got === one.ends ? 1 : 0, got === one.ends ? 0 : 1, `here it ${got}`),
  ];
  if (one.messages !== undefined)
    rows.push(
      equal(
        heading('commands and replies, without the one that is an error', 'messages'),
        one.messages,
        taskValue('messages', record),
      ),
    );
  if (one.inputTokens !== undefined) {
    const input = record.calls.columns.inputTokens
      .slice(0, record.calls.length)
      .reduce((sum, tokens) => sum + tokens, 0);
    const what = heading('input tokens in total, within 1 %', 'tokens');
    rows.push(within(what, one.inputTokens, input, OF_INPUT * one.inputTokens));
  }
  if (one.compensations !== undefined)
    rows.push(equal(heading('steps that code takes back', 'steps'), one.compensations, record.compensations));
  return rows;
}
