import { has, named, type SpanDialect, says } from './dialect.js';
import { GEN_AI } from './gen-ai.js';

/** OpenLLMetry (Traceloop): the conventions of its time, with names of its own for what they lacked. */
export const TRACELOOP: SpanDialect = {
  name: 'traceloop',
  scopes: /^@traceloop\/|^opentelemetry\.instrumentation\.|^traceloop\./,
  marks: ['traceloop.', 'llm.request.type', 'llm.usage.total_tokens'],
  kinds: [
    { kind: 'call', when: says('llm.request.type', /^(chat|completion)$/) },
    { kind: 'none', when: says('llm.request.type', /./) },
    { kind: 'tool', when: says('traceloop.span.kind', /^tool$/) },
    { kind: 'agent', when: says('traceloop.span.kind', /^agent$/) },
    { kind: 'workflow', when: says('traceloop.span.kind', /^workflow$/) },
    { kind: 'step', when: says('traceloop.span.kind', /^task$/) },
    ...GEN_AI.kinds,
    // Its instrumentation of CrewAI says it in the name alone.
    { kind: 'call', when: named(/\.llm$/) },
    { kind: 'agent', when: named(/\.agent$/) },
    { kind: 'workflow', when: named(/\.workflow$/) },
    { kind: 'call', when: has('gen_ai.request.model', 'llm.usage.total_tokens') },
  ],
  fields: {
    ...GEN_AI.fields,
    name: ['traceloop.entity.name'],
    agent: [...GEN_AI.fields.agent!, 'crewai.agent.role'],
    workflow: [...GEN_AI.fields.workflow!, 'traceloop.workflow.name'],
    conversation: [...GEN_AI.fields.conversation!, 'traceloop.association.properties.session_id'],
    promptPrefix: ['gen_ai.prompt', 'llm.prompts'],
    answerPrefix: ['gen_ai.completion', 'llm.completions'],
  },
  gaps: GEN_AI.gaps,
};
