import { textIn } from '../attributes.js';
import { type ForeignSpan, has, named, type SpanDialect, says } from './dialect.js';

/** Nodes of a graph that every agent has within it. */
const WITHIN_AGENT = /^(__\w+__|agent|tools?|model|model_request|call_model|generate|llm|prompt|action|tool_node)$/i;

/** LangChain's plumbing. */
const PLUMBING =
  /^(Runnable|ChannelWrite|ChannelRead|Branch<|Prompt$|prompt$|__start__|__end__|_write|should_continue)/;

/** The innermost node of a graph that is an agent: `team:id|writer:id|agent:id` is `writer`. */
export function agentOfGraph(namespace: string): string | undefined {
  const nodes = namespace.split('|').map((part) => part.split(':')[0]!.trim());
  return nodes.filter((node) => node !== '' && !WITHIN_AGENT.test(node)).at(-1);
}

const NAMESPACE = /"langgraph_checkpoint_ns":\s*"([^"…]*)/;
const NODE = /"langgraph_node":\s*"([^"…]*)/;

function agentOfMetadata(metadata: string): string | undefined {
  return agentOfGraph(NAMESPACE.exec(metadata)?.[1] ?? '');
}

/** A span of a node of a graph that is an agent, not of what runs inside it. */
function isGraphAgent({ name, attributes }: ForeignSpan): boolean {
  const node = NODE.exec(textIn(attributes.metadata) ?? '')?.[1] ?? textIn(attributes.langgraph_node);
  return node === name && !WITHIN_AGENT.test(name);
}

/** The Agents SDK of OpenAI writes the whole run as an agent that is no node. */
function isWorkflowOfAgents({ scope = '', attributes }: ForeignSpan): boolean {
  return (
    /openai[._-]agents/.test(scope) &&
    attributes['openinference.span.kind'] === 'AGENT' &&
    attributes['graph.node.id'] === undefined
  );
}

const FIELDS: SpanDialect['fields'] = {
  agent: [
    'agent.name',
    'graph.node.id',
    { of: 'metadata', read: agentOfMetadata },
    { of: 'langgraph_checkpoint_ns', read: agentOfGraph },
  ],
  tool: ['tool.name'],
  model: ['llm.model_name', 'embedding.model_name'],
  provider: ['llm.provider', 'llm.system'],
  conversation: ['session.id'],
  error: ['exception.type', 'error.type'],
  input: ['llm.token_count.prompt'],
  output: ['llm.token_count.completion'],
  cacheRead: ['llm.token_count.prompt_details.cache_read', 'llm.token_count.prompt_details.cache_input'],
  cacheWrite: ['llm.token_count.prompt_details.cache_write'],
  reasoning: ['llm.token_count.completion_details.reasoning'],
  total: ['llm.token_count.total'],
  finish: ['llm.finish_reason'],
  promptPrefix: ['llm.input_messages'],
  prompt: ['input.value'],
  answerPrefix: ['llm.output_messages'],
  answer: ['output.value'],
};

const KINDS: SpanDialect['kinds'] = [
  { kind: 'call', when: says('openinference.span.kind', /^LLM$/i) },
  { kind: 'tool', when: says('openinference.span.kind', /^TOOL$/i) },
  { kind: 'workflow', when: isWorkflowOfAgents },
  { kind: 'agent', when: says('openinference.span.kind', /^AGENT$/i) },
  { kind: 'none', when: says('openinference.span.kind', /^(EMBEDDING|RETRIEVER|RERANKER|PROMPT|UNKNOWN)$/i) },
  { kind: 'none', when: named(PLUMBING) },
  { kind: 'agent', when: isGraphAgent },
];

const GAPS = ['OpenInference has no word for the time to the first token, nor for retries within a call.'];

/** Arize's conventions, whatever framework they watch. */
export const OPENINFERENCE: SpanDialect = {
  name: 'openinference',
  scopes: /openinference/,
  marks: ['openinference.span.kind', 'llm.token_count.', 'llm.input_messages.'],
  kinds: KINDS,
  fields: FIELDS,
  gaps: GAPS,
};

/** A moment of a call, not the call: what began is a span of its own. */
const ENDS = /\.(finish|success|update|partial_update|new_token|retry|error)(-\d+)?$/;

/** OpenInference for BeeAI, which writes each event of a call as a span. */
export const BEEAI: SpanDialect = {
  ...OPENINFERENCE,
  name: 'openinference (BeeAI)',
  scopes: /openinference\.instrumentation\.beeai/,
  marks: ['beeai.version'],
  kinds: [
    { kind: 'none', when: says('target', ENDS) },
    { kind: 'none', when: named(ENDS) },
    { kind: 'none', when: says('target', /^agent\./) },
    ...KINDS,
  ],
  fields: {
    ...FIELDS,
    agent: [...FIELDS.agent!, 'source'],
    tool: [{ of: 'target', read: (text) => /^tool\.(.+)\.start$/.exec(text)?.[1] }],
  },
  gaps: [
    ...GAPS,
    'BeeAI closes the spans of calls when the whole run ends: an end is known only where an event tells it.',
  ],
};

/** OpenInference for CrewAI, whose agent stands within the input of its task. */
export const CREWAI: SpanDialect = {
  ...OPENINFERENCE,
  name: 'openinference (CrewAI)',
  scopes: /openinference\.instrumentation\.crewai|^crewai\.telemetry/,
  marks: ['crew_key'],
  kinds: [
    { kind: 'none', when: ({ scope }) => scope === 'crewai.telemetry' },
    { kind: 'workflow', when: named(/\.kickoff$/) },
    ...KINDS,
  ],
  fields: {
    ...FIELDS,
    agent: [
      ...FIELDS.agent!,
      { of: 'input.value', read: (text) => /\brole=\\?['"]([^'"\\]+)/.exec(text)?.[1]?.trim() },
    ],
  },
};

/** What a span is that says nothing but its node: as Langfuse's handler for LangChain writes it. */
export const LANGGRAPH: SpanDialect = {
  name: 'langgraph',
  scopes: /^$/,
  marks: ['langgraph_node'],
  kinds: [
    { kind: 'call', when: has('ls_model_type') },
    { kind: 'none', when: named(PLUMBING) },
    { kind: 'tool', when: (span) => span.attributes.langgraph_node === 'tools' && span.name !== 'tools' },
    { kind: 'agent', when: isGraphAgent },
  ],
  fields: { agent: FIELDS.agent!, model: ['ls_model_name'], provider: ['ls_provider'] },
  gaps: [],
};
