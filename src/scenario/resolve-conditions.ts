/** What a file says of load, faults and policies, with every default filled in. */
import type * as S from './scenario.js';
import type { FileForm } from './schema/schema.js';

export function workloadOf({ tasks, arrivals, warmup }: FileForm['workload']): S.Workload {
  return { tasks, arrivals: arrivalsOf(arrivals), warmup };
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
  const common = faults.agents.defaults ?? {};
  return {
    messages: { ...messages, reorder: messages.reorder ?? null },
    agents: Object.fromEntries(
      Object.keys(roles).map((role) => {
        const own = { ...common, ...faults.agents[role] };
        return [role, { crash: crashOf(own.crash), leave: own.leave ?? null, join: own.join ?? null }];
      }),
    ),
    coordinator: { crash: crashOf(coordinator.crash) },
    engine: { crash: crashOf(engine.crash) },
    generalist: { crash: crashOf(generalist.crash) },
  };
}

function crashOf(form: FileForm['faults']['engine']['crash']): S.Crash | null {
  if (form === undefined) return null;
  const { mtbf, at = 0, repair = FOR_GOOD } = form;
  if (mtbf === undefined) return { up: null, at, repair };
  return { up: mtbf.kind === 'constant' ? { kind: 'exponential', mean: mtbf.value } : mtbf, at, repair };
}

const FOR_GOOD: S.Distribution = { kind: 'constant', value: Number.POSITIVE_INFINITY };

export function policiesOf(form: FileForm['policies']): S.Policies {
  const { breaker, redelivery, deadLetters, durable } = form;
  const write: S.Distribution = { kind: 'constant', value: STANDARD_WRITE };
  return {
    ...form,
    breaker: breaker ?? null,
    redelivery: redelivery ?? null,
    deadLetters: deadLetters ?? null,
    durable: durable === false ? null : durable === true ? { write } : durable,
  };
}

/** Seconds: a commit in a database of the same data centre. */
const STANDARD_WRITE = 0.01;
