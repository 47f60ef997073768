/** What a file says of load, faults and policies, with every default filled in. */
import { valuesOf } from './faults/fault.js';
import { AGENT_FAULTS, CENTRAL_FAULTS, MESSAGE_FAULTS } from './faults/index.js';
import type * as S from './scenario.js';
import type { FileForm } from './schema/schema.js';

export function workloadOf({ tasks, arrivals, begins, warmup }: FileForm['workload']): S.Workload {
  return { tasks, arrivals: arrivalsOf(arrivals), begins, warmup };
}

function arrivalsOf(form: FileForm['workload']['arrivals']): S.Arrivals | null {
  if (form?.poisson !== undefined) return open(form.poisson, 1);
  if (form?.bursts !== undefined) return open(form.bursts.rate, form.bursts.size);
  if (form?.closed !== undefined) return { kind: 'closed', ...form.closed };
  if (form?.gamma === undefined) return null;
  const { rate, cv } = form.gamma;
  const gap: S.Distribution = cv === 0 ? { kind: 'constant', value: 1 / rate } : { kind: 'gamma', mean: 1 / rate, cv };
  return { kind: 'open', gap, atOnce: 1, rate };
}

function open(rate: number, atOnce: number): S.Arrivals {
  return { kind: 'open', gap: { kind: 'exponential', mean: atOnce / rate }, atOnce, rate };
}

export function faultsOf({ faults, agents }: FileForm): S.Faults {
  const { messages, coordinator, engine, generalist } = faults;
  const { defaults: _, ...roles } = agents;
  const of = (role: string): S.AgentFaults =>
    valuesOf(AGENT_FAULTS, { ...faults.agents.defaults, ...faults.agents[role] });
  return {
    messages: valuesOf(MESSAGE_FAULTS, messages),
    agents: Object.fromEntries(Object.keys(roles).map((role) => [role, of(role)])),
    coordinator: valuesOf(CENTRAL_FAULTS, coordinator),
    engine: valuesOf(CENTRAL_FAULTS, engine),
    generalist: valuesOf(CENTRAL_FAULTS, generalist),
  };
}

export function policiesOf(form: FileForm['policies']): S.Policies {
  const { breaker, redelivery, deadLetters, durable, tolerance } = form;
  const write: S.Distribution = { kind: 'constant', value: STANDARD_WRITE };
  return {
    ...form,
    breaker: breaker ?? null,
    redelivery: redelivery ?? null,
    deadLetters: deadLetters ?? null,
    tolerance: typeof tolerance === 'number' ? { false: tolerance, missing: tolerance } : tolerance,
    durable: durable === false ? null : durable === true ? { write } : durable,
  };
}

/** Seconds: a commit in a database of the same data centre. */
const STANDARD_WRITE = 0.01;
