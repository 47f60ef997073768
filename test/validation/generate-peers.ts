/** Recordings of peers, counted from the messages that their frameworks send; see generate.ts. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { CALL, type Call, type Case, message, spec, sum, type Written } from './messages.js';

/** What a framework's tool list and messages say when agents hand over. */
interface Handoff {
  readonly tool: string;
  readonly about: (name: string) => string;
  /** Tokens that stay in the conversation after `from` wrote its result and the call to hand over to `to`. */
  readonly travels: (result: number, call: number, from: string, to: string) => number;
  readonly named?: boolean;
  readonly user?: string;
  /** Each agent knows only the next one. */
  readonly line?: boolean;
  readonly trips?: number;
}

const TOOL_CALL = 3;
const callOf = (tool: string): number => TOOL_CALL + countTokens(tool) + countTokens('{}');

const langGraph: Handoff = {
  tool: 'transfer_to_',
  about: (name) => `Ask agent '${name}' for help.`,
  travels: (result, call, from, to) =>
    message(result + call, from) + message(countTokens(`Successfully transferred to ${to}`), `transfer_to_${to}`),
  named: true,
};

const openaiAgents: Handoff = {
  tool: 'transfer_to_',
  about: (name) => `Handoff to the ${name} agent to handle the request. `,
  travels: (result, call, _, to) => message(result + call) + message(countTokens(`{"assistant":"${to}"}`)),
};

const filtered: Handoff = { ...openaiAgents, travels: (result) => message(result) };

const openaiSwarm: Handoff = {
  tool: 'transfer_to_',
  about: (name) => `Hand off to the ${name}.`,
  travels: (result, call, _, to) => message(result + call) + message(countTokens(`{"assistant": "${to}"}`)),
};

const autogen: Handoff = {
  tool: 'transfer_to_',
  about: (name) => `Handoff to ${name}`,
  travels: (result, _, from, to) =>
    message(result, from) + message(countTokens(`Transferred to ${to}, adopting the role of ${to} immediately.`), from),
  named: true,
  user: 'user',
};

const agentFramework: Handoff = {
  tool: 'handoff_to_',
  about: (name) => `The ${name} agent`,
  travels: (result, _call, from) => message(result, from),
  named: true,
};

export const PEER_WRITERS: Readonly<Record<string, (c: Case) => Written>> = {
  'lgjs-swarm/chain': (c) => handedOver(c, { ...langGraph, line: true }),
  'lgjs-swarm/mesh': (c) => handedOver(c, langGraph),
  'lgjs-swarm/mesh-t1': (c) => handedOver(c, { ...langGraph, trips: 1 }),
  'oai-handoff/chain': (c) => handedOver(c, { ...openaiAgents, line: true }),
  'oai-handoff/chain-filter': (c) => handedOver(c, { ...filtered, line: true }),
  'oai-handoff/mesh': (c) => handedOver(c, openaiAgents),
  'oai-handoff/mesh-t1': (c) => handedOver(c, { ...openaiAgents, trips: 1 }),
  'openai-swarm/mesh': (c) => handedOver(c, openaiSwarm),
  'autogen-swarm/mesh': (c) => handedOver(c, autogen),
  'maf-handoff/mesh': (c) => handedOver(c, agentFramework),
  'autogen-selector/default': (c) => selected(c),
  'maf-groupchat/agent_manager': (c) => managed(c),
  'maf-groupchat/round_robin_func': (c) => table(c),
  'aisdk-routing/classify': (c) => classified(c),
  'redis-orchestrated-saga/happy': (c) => commanded(c),
  'maf-concurrent/default_agg': (c) => apart(c),
};

/** What each speaker sees: the task and all that was said, each with its speaker's name. */
function said({ sizes, names }: Case, turn: number, user?: string): number {
  const before = names.slice(0, turn).map((name) => message(sizes.specialistOutput, name));
  return CALL + message(sizes.specialistPrompt) + message(sizes.task, user) + sum(before);
}

function table(c: Case): Written {
  const calls = c.names.map((name, i): Call => [spec(name), i, said(c, i), c.sizes.specialistOutput]);
  const edges = c.names.map((name, i) => `${i === 0 ? 'user' : spec(c.names[i - 1]!)}>${spec(name)}`);
  return { calls, edges, path: calls.length };
}

/** One system message with roles, candidates (twice) and transcript; nobody speaks twice in a row. */
function selected(c: Case): Written {
  const { names, sizes } = c;
  const roles = names.map((name) => `${name}: The ${name} agent`).join('\n');
  const calls: Call[] = [];
  const edges: string[] = [];
  for (const [i, name] of names.entries()) {
    const before = i === 0 ? 'user' : spec(names[i - 1]!);
    const candidates = names.filter((other) => other !== names[i - 1]);
    if (candidates.length === 1 && i > 0) edges.push(`${before}>${spec(name)}`);
    else {
      const list = `[${candidates.map((other) => `'${other}'`).join(', ')}]`;
      const history = names.slice(0, i).map((other) => `\n\n${other}: word`);
      const text = `You are in a role play game. The following roles are available:\n${roles}.\nRead the following conversation. Then select the next role from ${list} to play. Only return the role.\n\nuser: ${history.join('')}\n\nRead the above conversation. Then select the next role from ${list} to play. Only return the role.\n`;
      const input = CALL + 4 + countTokens(text) + sizes.task + i * (sizes.specialistOutput - 1);
      calls.push(['selector', calls.length, input, countTokens(name)]);
      edges.push(`${before}>selector`, `selector>${spec(name)}`);
    }
    calls.push([spec(name), calls.length, said(c, i, 'user'), sizes.specialistOutput]);
  }
  return { calls, edges, path: calls.length };
}

/** The manager is told anew before each decision, and keeps all that; its decisions are JSON, as is its last answer. */
function managed(c: Case): Written {
  const { names, sizes } = c;
  const told = 4 + 88 + sum(names.map((name) => 4 + 2 * countTokens(name)));
  const calls: Call[] = [];
  const edges = ['user>gcm'];
  let notes = CALL + message(sizes.coordinatorPrompt) + message(sizes.task);
  for (const [i, name] of names.entries()) {
    notes += told;
    calls.push(['gcm', calls.length, notes, 19 + countTokens(name)]);
    calls.push([spec(name), calls.length, said(c, i), sizes.specialistOutput]);
    notes += message(19 + countTokens(name), 'manager') + message(sizes.specialistOutput, name);
    edges.push(`gcm>${spec(name)}`, `${spec(name)}>gcm`);
  }
  calls.push(['gcm', calls.length, notes + told, sizes.final + 19]);
  return { calls, edges, path: calls.length };
}

/** Code sends commands that carry everything so far in one message; the recording shows who came before whom. */
function commanded({ sizes, names }: Case): Written {
  const calls = names.map((name, i): Call => {
    const seen = message(sizes.task + i * (sizes.specialistOutput + 1));
    return [spec(name), i, CALL + message(sizes.specialistPrompt) + seen, sizes.specialistOutput];
  });
  const edges = names.map((name, i) => `${i === 0 ? 'user' : spec(names[i - 1]!)}>${spec(name)}`);
  return { calls, edges, path: names.length };
}

/** One call names the route, in JSON; the first specialist does the work. */
function classified({ sizes, names }: Case): Written {
  const seen = (prompt: number): number => CALL + message(prompt) + message(sizes.task);
  const route = countTokens(`{"request":"${names[0]!}"}`);
  return {
    calls: [
      ['route', 0, seen(sizes.coordinatorPrompt), route],
      [spec(names[0]!), 1, seen(sizes.specialistPrompt), sizes.specialistOutput],
    ],
    edges: ['user>route', `route>${spec(names[0]!)}`],
    path: 2,
  };
}

/** Everybody at once, and nobody collects. */
function apart({ sizes, names }: Case): Written {
  const input = CALL + message(sizes.specialistPrompt) + message(sizes.task);
  const calls = names.map((name): Call => [spec(name), 0, input, sizes.specialistOutput]);
  return { calls, edges: names.map((name) => `user>${spec(name)}`), path: 1 };
}

function handedOver({ sizes, names }: Case, way: Handoff): Written {
  const { tool, about, travels, named = false, user, line = false, trips = 0 } = way;
  const calls: Call[] = [];
  let conversation = message(sizes.task, user);
  for (const [i, name] of names.entries()) {
    const others = line ? names.slice(i + 1, i + 2) : names.filter((other) => other !== name);
    const tools = others.map((other) => 7 + countTokens(`${tool}${other}`) + countTokens(about(other)));
    const opening = trips > 0 ? 34 : others.length > 0 ? 12 : 0;
    const seen = CALL + message(sizes.specialistPrompt) + opening + sum(tools) + conversation;
    const own = 8 + countTokens(`transfer_to_${name}`) - countTokens('transfer_to');
    const inner = message(own, named ? name : undefined) + message(120) + (named ? 2 : 0);
    for (let trip = 0; trip < trips; trip++) calls.push([spec(name), calls.length, seen + trip * inner, own]);
    const to = names[i + 1];
    const call = to === undefined ? 0 : callOf(`${tool}${to}`);
    calls.push([spec(name), calls.length, seen + trips * inner, sizes.specialistOutput + call]);
    if (to !== undefined) conversation += trips * inner + travels(sizes.specialistOutput, call, name, to);
  }
  const edges = names.map((name, i) => `${i === 0 ? 'user' : spec(names[i - 1]!)}>${spec(name)}`);
  return { calls, edges, path: calls.length, trips };
}
