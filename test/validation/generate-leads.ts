/** Recordings of frameworks in which a model leads, counted from their message lists; see generate.ts. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { CALL, type Call, type Case, message, spec, sum, toolTraffic, type Written } from './messages.js';

export const LEAD_WRITERS: Readonly<Record<string, (c: Case) => Written>> = {
  'aisdk-subagents/par-brief': (c) => asking(c, {}),
  'aisdk-subagents/par-value': (c) => asking(c, { value: true }),
  'aisdk-subagents/seq-brief': (c) => asking(c, { serial: true }),
  'aisdk-subagents/seq-value': (c) => asking(c, { serial: true, value: true }),
  'aisdk-subagents/generateText-defaultStop': (c) => asking(c, { steps: 1 }),
  'aisdk-orchestrator/plan_par_synth': (c) => planned(c),
  'oai-astool/par-brief': (c) => asking(c, {}),
  'oai-astool/par-ref-t1': (c) => asking(c, { trips: 1 }),
  'oai-astool/par-value': (c) => asking(c, { value: true }),
  'oai-astool/seq-brief': (c) => asking(c, { serial: true }),
  'oai-astool/seq-value': (c) => asking(c, { serial: true, value: true }),
  'maf-astool/par-brief': (c) => asking(c, { style: 'maf' }),
  'maf-astool/seq-brief': (c) => asking(c, { style: 'maf', serial: true }),
  'mastra-subagents/par-brief': (c) => asking(c, { style: 'mastra' }),
  'mastra-subagents/seq-brief': (c) => asking(c, { style: 'mastra', serial: true }),
  'mastra-subagents/seq-value': (c) => asking(c, { style: 'mastra', serial: true, value: true }),
  'mastra-subagents/seq-defaultMaxSteps': (c) => asking(c, { style: 'mastra', serial: true, steps: 5 }),
  'oai-handoff/hub': (c) => hub(c, OAI, 'one'),
  'oai-handoff/hub-multicall': (c) => hub(c, OAI, 'first'),
  'openai-swarm/hub': (c) => hub(c, SWARM, 'one'),
  'openai-swarm/hub-multicall': (c) => hub(c, SWARM, 'last'),
  'mastra-network/v0': (c) => network(c),
  'crewai-hierarchical/brief': (c) => delegating(c, c.sizes.brief),
  'crewai-hierarchical/value': (c) => delegating(c, c.sizes.task),
};

interface Asking {
  readonly style?: 'plain' | 'maf' | 'mastra';
  readonly serial?: boolean;
  readonly value?: boolean;
  readonly trips?: number;
  /** Calls of the lead that the framework allows. */
  readonly steps?: number;
}

const toolName = (name: string, style: string): string => (style === 'mastra' ? `agent-${name}` : `ask_${name}`);

/** A tool with a name, a description in which the sub-agent is named, and one parameter. */
function definition(name: string, style: string): number {
  const about =
    { plain: 9, maf: 11, mastra: 15 }[style as 'plain'] + countTokens(` ${name}`) * (style === 'maf' ? 2 : 1);
  return 7 + countTokens(toolName(name, style)) + about + 3;
}

function asking(
  { sizes, names }: Case,
  { style = 'plain', serial = false, value = false, trips = 0, steps = 99 }: Asking,
): Written {
  const brief = sizes.brief + (value ? 1 + sizes.task : 0);
  const lead = CALL + message(sizes.coordinatorPrompt) + 12 + sum(names.map((name) => definition(name, style)));
  const request = (name: string): number =>
    3 + countTokens(toolName(name, style)) + (style === 'mastra' ? 4 : 3) + brief;
  // Mastra: {"text":"...","subAgentThreadId":"...","subAgentResourceId":"..."}; ids of no fixed length, 41 on the average.
  const report = message(sizes.specialistOutput + (style === 'mastra' ? 41 : 0));
  const calls: Call[] = [];
  const edges = ['user>sup'];
  let transcript = message(sizes.task);
  let at = 0;
  for (const wave of serial ? names.map((name) => [name]) : [names]) {
    if (at > 0 && edges.length > 0 && calls.filter(([caller]) => caller === 'sup').length === steps) break;
    const written = sum(wave.map(request));
    calls.push(['sup', at, lead + transcript, written]);
    transcript += message(written) + wave.length * report;
    const isLast = calls.filter(([caller]) => caller === 'sup').length === steps;
    for (const name of wave) {
      const { call } = toolTraffic(name);
      const inner = message(call) + message(120);
      const own = CALL + message(sizes.specialistPrompt) + message(brief) + (trips > 0 ? 34 : 0);
      for (let trip = 0; trip < trips; trip++) calls.push([spec(name), at + 1 + trip, own + trip * inner, call]);
      calls.push([spec(name), at + 1 + trips, own + trips * inner, sizes.specialistOutput]);
      edges.push(`sup>${spec(name)}`, ...(isLast ? [] : [`${spec(name)}>sup`]));
    }
    at += 2 + trips;
  }
  const isOver = calls.filter(([caller]) => caller === 'sup').length === steps;
  if (!isOver) calls.push(['sup', at, lead + transcript, sizes.final]);
  return { calls: calls.sort((a, b) => a[1] - b[1]), edges, path: isOver ? at : at + 1, trips };
}

/**
 * A title for the thread; then, for each agent, a routing call, the agent and a completion check. Calls of the router see the
 * thread and end with a request that repeats the task; the check's repeats the agent's report, too.
 */
function network({ sizes, names }: Case): Written {
  const lines = sum(names.map((name) => 7 + countTokens(name) + countTokens(` ${name}`)));
  const router = CALL + message(384 + sizes.coordinatorPrompt + lines);
  const decision = (name: string): number => 19 + countTokens(name) + sizes.brief;
  let thread = message(sizes.task);
  const calls: Call[] = [['router', 0, CALL + message(70 + 10) + thread, decision(names[0]!)]];
  const add = (caller: string, input: number, output: number): number =>
    calls.push([caller, calls.length, input, output]);
  for (const [i, name] of names.entries()) {
    add('router', router + thread + message(352 + sizes.task), decision(name));
    add(spec(name), CALL + message(sizes.specialistPrompt) + message(sizes.brief), sizes.specialistOutput);
    thread += message(148 + countTokens(name) + 2 * (sizes.brief + sizes.specialistOutput));
    const request = 157 + countTokens(` ${name}`) + sizes.task + sizes.specialistOutput;
    const isLast = i === names.length - 1;
    add('router', router + thread + message(request), isLast ? 16 + sizes.final : 17);
  }
  const edges = ['user>router', ...names.flatMap((name) => [`router>${spec(name)}`, `${spec(name)}>router`])];
  return { calls, edges, path: calls.length };
}

/** Each task in a conversation of its own: the manager delegates, the coworker works, the manager writes the answer again. */
function delegating({ sizes, names }: Case, context: number): Written {
  // Two tools with the coworkers' names, each with a comma, and the manager's template.
  const lists = sum(names.map((name) => 2 * (1 + countTokens(` ${name}`)))) - 2;
  const manager = CALL + message(sizes.coordinatorPrompt + 251 + 74 + lists);
  const calls: Call[] = [];
  for (const [i, name] of names.entries()) {
    const heading = i === 0 ? 0 : countTokens("This is the context you're working with:\n");
    const earlier = i * sizes.specialistOutput + Math.max(0, i - 1);
    const opening = manager + message(sizes.task + heading + earlier);
    const request = 47 + countTokens(name) + context;
    const report = message(sizes.specialistOutput + countTokens('delegate_work_to_coworker') + 2);
    calls.push(['mgr', 3 * i, opening, request]);
    calls.push([
      spec(name),
      3 * i + 1,
      CALL + message(sizes.specialistPrompt + 101) + message(context),
      sizes.specialistOutput,
    ]);
    calls.push(['mgr', 3 * i + 2, opening + message(request) + report, sizes.specialistOutput]);
  }
  const edges = ['user>mgr', ...names.flatMap((name) => [`mgr>${spec(name)}`, `${spec(name)}>mgr`])];
  return { calls, edges, path: calls.length };
}

interface Hub {
  /** Tokens of a handoff tool without the name in its own name and in its description; of the one that hands back. */
  readonly tool: number;
  readonly back: number;
  readonly answer: (agent: string) => string;
}

const OAI: Hub = { tool: 20, back: 23, answer: (agent) => `{"assistant":"${agent}"}` };
const SWARM: Hub = { tool: 12, back: 14, answer: (agent) => `{"assistant": "${agent}"}` };

/** Agents that hand over by tools: the hub to a specialist, and the specialist back, with its result. */
function hub({ sizes, names }: Case, framework: Hub, naming: 'one' | 'first' | 'last'): Written {
  const calling = (agent: string): number => 3 + countTokens(`transfer_to_${agent}`) + countTokens('{}');
  const answering = (agent: string): number => message(countTokens(framework.answer(agent)));
  const tools = names.map(
    (name) =>
      framework.tool + countTokens(`transfer_to_${name}`) - countTokens('transfer_to') + countTokens(` ${name}`),
  );
  const lead = CALL + message(sizes.coordinatorPrompt) + 12 + sum(tools);
  const own = CALL + message(sizes.specialistPrompt) + 12 + framework.back;
  const calls: Call[] = [];
  const edges = ['user>sup'];
  let transcript = message(sizes.task);
  const order = naming === 'last' ? [...names].reverse() : names;
  for (const [i, name] of order.entries()) {
    const others = naming === 'one' ? [] : order.slice(i + 1);
    calls.push(['sup', 2 * i, lead + transcript, sum([name, ...others].map(calling))]);
    const stay = naming === 'last' ? [name, ...others] : [name];
    transcript += message(sum(stay.map(calling))) + sum(stay.map(answering));
    const written = sizes.specialistOutput + calling('supervisor');
    calls.push([spec(name), 2 * i + 1, own + transcript, written]);
    transcript += message(written) + answering('supervisor');
    edges.push(`sup>${spec(name)}`, `${spec(name)}>sup`);
  }
  calls.push(['sup', calls.length, lead + transcript, sizes.final]);
  return { calls, edges, path: calls.length };
}

/** A planner writes JSON with a brief for each worker; a worker sees the task and its brief, the collector all results. */
function planned({ sizes, names }: Case): Written {
  const lead = CALL + message(sizes.coordinatorPrompt);
  const worker = CALL + message(sizes.specialistPrompt) + message(sizes.task + 1 + sizes.brief);
  const plan = 5 + sum(names.map((name) => 6 + countTokens(name) + sizes.brief));
  const results = names.length * (sizes.specialistOutput + 1);
  return {
    calls: [
      ['plan', 0, lead + message(sizes.task), plan],
      ...names.map((name): Call => [spec(name), 1, worker, sizes.specialistOutput]),
      ['sup', 2, lead + message(sizes.task) + results, sizes.final],
    ],
    edges: ['user>plan', ...names.flatMap((name) => [`plan>${spec(name)}`, `${spec(name)}>sup`])],
    path: 3,
  };
}
