/** What a file says of people, with every default filled in. */
import { STANDARD_TIER } from './models/service-tiers.js';
import { CHANNELS } from './people.js';
import type { AgentSpec, Distribution, ModelSpec } from './scenario.js';
import type { RoleForm } from './schema/agents.js';

/** What people run on in place of a model: it costs no tokens, takes no time of its own and forgets nothing. */
export const NO_MODEL: ModelSpec = {
  name: 'person',
  fallback: null,
  family: 'person',
  ttft: { kind: 'constant', value: 0 },
  inputRate: Number.POSITIVE_INFINITY,
  outputRate: { kind: 'constant', value: Number.POSITIVE_INFINITY },
  price: { input: 0, cachedInput: 0, output: 0, above: null },
  listed: null,
  tier: STANDARD_TIER,
  cache: null,
  contextWindow: Number.POSITIVE_INFINITY,
  retention: { half: Number.POSITIVE_INFINITY, steepness: 1 },
  limits: null,
  server: null,
};

export const NO_TEXT: Distribution = { kind: 'constant', value: 0 };

/** What is said of models in general does not hold for people. */
export function personOf(agent: AgentSpec, own: Partial<RoleForm>, form: NonNullable<RoleForm['person']>): AgentSpec {
  const { responds, hours, ...rest } = form;
  return {
    ...agent,
    model: NO_MODEL,
    prompt: 0,
    compactAt: Number.POSITIVE_INFINITY,
    reasoning: NO_TEXT,
    failure: 0,
    malformed: 0,
    hang: 0,
    capacity: own.capacity ?? 1,
    latency: own.latency ?? NO_TEXT,
    output: own.output ?? NO_TEXT,
    apart: true,
    person: { ...rest, responds: typeof responds === 'string' ? CHANNELS[responds] : responds, hours: hours ?? null },
  };
}
