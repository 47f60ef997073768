import { has, type SpanDialect, says } from './dialect.js';

/** The operations of the conventions that ask a model for an answer. */
const ASKS =
  /^(chat|text_completion|generate_content|completion|generate|responses|(chat|text)\.(streaming_)?completions)$/i;

/**
 * OpenTelemetry's semantic conventions for generative AI, all versions: names that were replaced stand after those that replaced them
 * (open-telemetry/semantic-conventions to 1.37, since then open-telemetry/semantic-conventions-genai).
 */
export const GEN_AI: SpanDialect = {
  name: 'gen_ai',
  scopes: /^$/,
  marks: ['gen_ai.'],
  kinds: [
    { kind: 'call', when: says('gen_ai.operation.name', ASKS) },
    { kind: 'tool', when: says('gen_ai.operation.name', /^execute_tool$/) },
    { kind: 'agent', when: says('gen_ai.operation.name', /^(invoke_agent|agent|run_agent|execute_agent\w*)$/) },
    { kind: 'workflow', when: says('gen_ai.operation.name', /^invoke_workflow$/) },
    { kind: 'step', when: says('gen_ai.operation.name', /^(plan|chain)$/) },
    // What is left of the named operations (create_agent, embeddings, retrieval, memory) asks no model for an answer.
    { kind: 'none', when: says('gen_ai.operation.name', /./) },
    { kind: 'tool', when: has('gen_ai.tool.name') },
    { kind: 'call', when: has('gen_ai.request.model', 'gen_ai.usage.input_tokens') },
    { kind: 'call', when: has('gen_ai.request.model', 'gen_ai.usage.prompt_tokens') },
    { kind: 'call', when: has('gen_ai.request.model', 'gen_ai.response.finish_reasons') },
    { kind: 'agent', when: has('agent_name') },
    { kind: 'agent', when: has('gen_ai.agent.name') },
  ],
  fields: {
    agent: ['gen_ai.agent.name', 'agent_name', 'gen_ai.agent.id'],
    workflow: ['gen_ai.workflow.name'],
    tool: ['gen_ai.tool.name'],
    model: ['gen_ai.request.model', 'gen_ai.response.model', 'model_name'],
    provider: ['gen_ai.provider.name', 'gen_ai.system'],
    conversation: ['gen_ai.conversation.id', 'session.id', 'langfuse.session.id'],
    response: ['gen_ai.response.id'],
    error: ['error.type', 'exception.type'],
    transfer: ['gen_ai.transfer.mode'],
    target: ['gen_ai.transfer.target.name', 'gen_ai.handoff.to_agent'],
    input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
    output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
    cacheRead: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.details.cache_read_tokens',
      'gen_ai.usage.details.cached_tokens',
      'gen_ai.usage.input_tokens.cached',
    ],
    cacheWrite: [
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.details.cache_write_tokens',
      'gen_ai.usage.input_tokens.cache_write',
    ],
    reasoning: [
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.reasoning_tokens',
      'gen_ai.usage.details.reasoning_tokens',
      'gen_ai.usage.details.thoughts_tokens',
      'gen_ai.usage.output_tokens.reasoning',
    ],
    total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens'],
    firstToken: ['gen_ai.response.time_to_first_chunk', 'gen_ai.server.time_to_first_token'],
    finish: ['gen_ai.response.finish_reasons'],
    prompt: ['gen_ai.input.messages', 'gen_ai.prompt', 'events'],
    instructions: ['gen_ai.system_instructions'],
    answer: ['gen_ai.output.messages', 'gen_ai.completion'],
  },
  gaps: ['A client that tries again within one span shows one call: such retries are hidden.'],
};
