import { hasCoordinator, type PatternPlan } from '../patterns/plan.js';
import type { Distribution } from '../scenario/distribution.js';
import type { AgentSpec, ModelSpec, Scenario, StepSpec } from '../scenario/scenario.js';
import type { AuditPart, AuditTrial } from './result.js';

/** How many times as many errors, and as much time. */
const TIMES = 2;

export type AuditedPart = Omit<AuditPart, 'effects'>;

/** Every agent that has a step, in the order of the steps, and the coordinator where it takes part. */
export function partsOf(scenario: Scenario, plan: PatternPlan): AuditedPart[] {
  const { steps } = scenario.task;
  const roles = [...new Set(steps.map(({ role }) => role))];
  const parts = roles.map((role): AuditedPart => {
    const own = steps.filter((step) => step.role === role);
    const names = [...new Set(own.map((step) => baseName(step, steps)))];
    return { name: names.join(' + '), kind: 'step', role, isCritical: own.some(({ critical }) => critical) };
  });
  if (!hasCoordinator(scenario, plan)) return parts;
  return [...parts, { name: 'coordinator', kind: 'coordinator', role: scenario.coordinator.role, isCritical: true }];
}

/** The name of a step as the file has it, without the number of the replica. */
function baseName({ name, role }: StepSpec, steps: readonly StepSpec[]): string {
  const base = name.replace(/-\d+$/, '');
  const isReplica = base !== name && steps.some((one) => one.role === role && one.name === `${base}-2`);
  return isReplica ? base : name;
}

/** The scenario in which one part is lost, errs, or is slow. */
export function tried(scenario: Scenario, part: AuditedPart, trial: AuditTrial): Scenario {
  if (part.kind === 'coordinator') return { ...scenario, coordinator: changed(scenario.coordinator, trial) };
  const agents = scenario.agents.map((agent) => (agent.role === part.role ? changed(agent, trial) : agent));
  if (trial !== 'slow') return { ...scenario, agents };
  const steps = scenario.task.steps.map((step) => {
    if (step.role !== part.role || step.tools === null) return step;
    return { ...step, tools: { ...step.tools, latency: times(step.tools.latency, TIMES) } };
  });
  return { ...scenario, agents, task: { ...scenario.task, steps } };
}

function changed<A extends AgentSpec>(agent: A, trial: AuditTrial): A {
  switch (trial) {
    case 'lost':
      return { ...agent, failure: 1 };
    case 'errs':
      return {
        ...agent,
        hallucination: oftener(agent.hallucination),
        detection: agent.detection === 0 ? 0 : 1 - oftener(1 - agent.detection),
        falseAlarm: oftener(agent.falseAlarm),
        misroute: oftener(agent.misroute),
      };
    case 'slow':
      return {
        ...agent,
        latency: agent.latency === null ? null : times(agent.latency, TIMES),
        model: slower(agent.model),
        person: agent.person === null ? null : { ...agent.person, responds: times(agent.person.responds, TIMES) },
      };
  }
}

const oftener = (rate: number): number => Math.min(1, TIMES * rate);

function slower(model: ModelSpec): ModelSpec {
  return {
    ...model,
    ttft: times(model.ttft, TIMES),
    inputRate: model.inputRate / TIMES,
    outputRate: times(model.outputRate, 1 / TIMES),
  };
}

/** The distribution of so many times the quantity. */
function times(d: Distribution, factor: number): Distribution {
  switch (d.kind) {
    case 'constant':
      return { ...d, value: d.value * factor };
    case 'exponential':
    case 'gamma':
      return { ...d, mean: d.mean * factor };
    case 'lognormal':
      return { ...d, mu: d.mu + Math.log(factor) };
    case 'weibull':
      return { ...d, scale: d.scale * factor };
    case 'pareto':
      return { ...d, min: d.min * factor };
    case 'uniform':
      return { ...d, low: d.low * factor, high: d.high * factor };
    case 'empirical':
      return { ...d, sorted: d.sorted.map((value) => value * factor) };
  }
}
