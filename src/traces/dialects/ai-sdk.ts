import { has, named, type SpanDialect, says } from './dialect.js';
import { GEN_AI } from './gen-ai.js';

/** Vercel's AI SDK: `ai.generateText` is the agent's loop, `.doGenerate` within it is the call. */
export const AI_SDK: SpanDialect = {
  name: 'ai-sdk',
  scopes: /^ai$/,
  marks: ['ai.operationId', 'ai.model.id'],
  kinds: [
    { kind: 'none', when: says('ai.operationId', /embed/i) },
    { kind: 'call', when: says('ai.operationId', /\.do(Generate|Stream)$/) },
    { kind: 'call', when: named(/\.do(Generate|Stream)(\s|$)/) },
    { kind: 'tool', when: says('ai.operationId', /^ai\.toolCall$/) },
    { kind: 'agent', when: has('ai.telemetry.functionId') },
  ],
  fields: {
    agent: ['gen_ai.agent.name', 'ai.telemetry.functionId', 'resource.name'],
    tool: ['ai.toolCall.name', ...GEN_AI.fields.tool!],
    model: ['ai.model.id', ...GEN_AI.fields.model!],
    provider: ['ai.model.provider', ...GEN_AI.fields.provider!],
    conversation: ['ai.telemetry.metadata.sessionId', ...GEN_AI.fields.conversation!],
    response: ['ai.response.id', ...GEN_AI.fields.response!],
    error: GEN_AI.fields.error!,
    input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', ...GEN_AI.fields.input!],
    output: ['ai.usage.outputTokens', 'ai.usage.completionTokens', ...GEN_AI.fields.output!],
    cacheRead: [
      'ai.usage.inputTokenDetails.cacheReadTokens',
      'ai.usage.cachedInputTokens',
      ...GEN_AI.fields.cacheRead!,
    ],
    cacheWrite: ['ai.usage.inputTokenDetails.cacheWriteTokens', ...GEN_AI.fields.cacheWrite!],
    reasoning: ['ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens', ...GEN_AI.fields.reasoning!],
    total: ['ai.usage.totalTokens', 'ai.usage.tokens', ...GEN_AI.fields.total!],
    firstTokenMs: ['ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk'],
    finish: ['ai.response.finishReason', ...GEN_AI.fields.finish!],
    prompt: ['ai.prompt.messages', 'ai.prompt'],
    answer: ['ai.response.toolCalls', 'ai.response.text', 'ai.response.object'],
  },
  gaps: [
    'The AI SDK tries again within one call (maxRetries): such retries are hidden.',
    'Only streamed calls of the AI SDK tell their time to the first token.',
  ],
};
