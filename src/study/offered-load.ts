import { patterns } from '../patterns/index.js';
import type { AgentSpec, ModelSpec, Scenario, StepSpec } from '../scenario/scenario.js';
import { WorkingHours } from '../sim/agents/working-hours.js';
import { mean } from '../sim/luck/distributions.js';
import { meanSize } from '../sim/team/task-size.js';
import type { StudyWarning } from './warning.js';

const MINUTE = 60;
const HOUR = 3600;

/**
 * Load that cannot be sustained, as far as the scenario alone tells: arrivals per second x calls per task x mean
 * service time over capacity. It is a lower bound, since patterns add coordination, attempts and further
 * rounds, and contexts grow.
 */
export function loadAdvice(scenario: Scenario): StudyWarning[] {
  const { arrivals, tasks, warmup } = scenario.workload;
  if (tasks === 1) return [];
  const found: StudyWarning[] = [];
  if (warmup !== 'auto' && warmup >= tasks) {
    found.push({
      message: `The warm-up takes all ${tasks} tasks, so no task is measured.`,
      next: 'Lower workload.warmup.',
    });
  }
  if (arrivals?.kind !== 'open') return found;
  const perHour = (load: number): string => `${short((HOUR * arrivals.rate) / load)} tasks per hour`;
  for (const [role, load] of [...roleLoads(scenario, arrivals.rate), generalistLoad(scenario, arrivals.rate)]) {
    if (load < 1) continue;
    found.push({
      message: `${role} is offered at least ${short(100 * load)} % of its capacity: the queue grows without bound (no steady state).`,
      next: `Lower the arrival rate below ${perHour(load)}, or raise its instances, capacity or speed.`,
    });
  }
  for (const [limit, load] of providerLoads(scenario, arrivals.rate)) {
    if (load < 1) continue;
    found.push({
      message: `The tasks need at least ${short(100 * load)} % of ${limit}: the queue grows without bound (no steady state).`,
      next: `Lower the arrival rate below ${perHour(load)}, or raise ${limit}.`,
    });
  }
  return found;
}

function roleLoads({ task, agents }: Scenario, rate: number): [string, number][] {
  return agents.map((agent) => {
    const steps = task.steps.filter((step) => step.role === agent.role);
    const seconds = steps.reduce((sum, step) => sum + secondsOf(step, agent, agent.model, agent.prompt, task), 0);
    return [`'${agent.role}'`, (rate * seconds) / (agent.capacity * agent.instances * shareOfHours(agent))];
  });
}

/** People work a part of the week. */
const shareOfHours = ({ person }: AgentSpec): number => new WorkingHours(person?.hours ?? null, 0).share;

/** One agent that does every step, with the speed of its own model. */
function generalistLoad({ task, agents, generalist }: Scenario, rate: number): [string, number] {
  const seconds = task.steps.reduce((sum, step) => {
    const agent = agents.find(({ role }) => role === step.role)!;
    if (agent.apart) return sum;
    return sum + secondsOf(step, agent, generalist.model, generalist.prompt, task);
  }, 0);
  const alone = patterns.filter((pattern) => !pattern.usesMembers).map((pattern) => pattern.name);
  return [`Under ${alone.join(', ')} the one agent`, (rate * seconds) / generalist.capacity];
}

function providerLoads({ task, agents, provider }: Scenario, rate: number): [string, number][] {
  const sum = (read: (step: StepSpec, agent: AgentSpec) => number): number =>
    task.steps.reduce((total, step) => total + read(step, agents.find(({ role }) => role === step.role)!), 0);
  const calls = sum((step) => callsOf(step, task));
  const tokens = sum((step, agent) => {
    const written = neededShare(step, task) * meanSize(task) * mean(step.output ?? agent.output);
    return callsOf(step, task) * agent.prompt + written;
  });
  return [
    ['provider.requestsPerMinute', (rate * calls * MINUTE) / provider.requestsPerMinute],
    ['provider.tokensPerMinute', (rate * tokens * MINUTE) / provider.tokensPerMinute],
  ];
}

/** Lower bound of the mean service seconds per step and task: what it reads is its prompt alone, and only its last call writes much. */
function secondsOf(step: StepSpec, agent: AgentSpec, model: ModelSpec, prompt: number, task: Scenario['task']): number {
  const calls = callsOf(step, task);
  if (agent.latency !== null) return calls * mean(agent.latency);
  // A mean of 1 / rate is never below 1 / the mean rate.
  const writing = (meanSize(task) * mean(step.output ?? agent.output)) / mean(model.outputRate);
  return calls * (mean(model.ttft) + prompt / model.inputRate) + neededShare(step, task) * writing;
}

/** Mean calls per step and task: one, and one more for each round trip, if the task needs it at all. */
function callsOf(step: StepSpec, task: Scenario['task']): number {
  return neededShare(step, task) * (1 + (step.tools === null ? 0 : meanSize(task) * mean(step.tools.roundTrips)));
}

function neededShare({ probability, topic, perSize, replica }: StepSpec, { topics }: Scenario['task']): number {
  // A task of usual size does without the further ones.
  if (perSize !== null && replica >= mean(perSize)) return 0;
  return probability * (topic === null ? 1 : (topics.find(({ name }) => name === topic)?.share ?? 1));
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
