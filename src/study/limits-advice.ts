import { entries, valueAt } from '../scenario/plain-data.js';
import { dataBehind } from '../scenario/read-data.js';
import type { AgentSpec, ModelSpec, ProviderLimits, Scenario } from '../scenario/scenario.js';
import { mean } from '../sim/luck/distributions.js';
import { meanSize } from '../sim/team/task-size.js';
import type { StudyWarning } from './warning.js';

/** Limits of a provider that can have no effect, and calls that they are too small for. */
export function limitsAdvice(scenario: Scenario): StudyWarning[] {
  return [...unusedLimits(scenario), ...modelsOf(scenario).flatMap((model) => adviceOn(model, scenario))];
}

/** Replicas that have nothing to wait for. */
export function replicaAdvice({ task }: Scenario): StudyWarning[] {
  const firsts = task.steps.filter(({ replica }) => replica === 0);
  return firsts.flatMap(({ name, stagger, atOnce }) => {
    const base = name.replace(/-1$/, '');
    const count = task.steps.filter((step) => step.name === name || isReplicaOf(step.name, base)).length;
    const found: StudyWarning[] = [];
    if (count === 1 && stagger > 0) {
      found.push({
        message: `Step '${name}' has no replicas: its stagger has no effect.`,
        next: 'Set its replicas, or remove stagger.',
      });
    }
    if (Number.isFinite(atOnce) && atOnce >= count) {
      found.push({
        message: `Step '${base}' has ${count} ${count === 1 ? 'copy' : 'replicas'}: atOnce: ${atOnce} has no effect.`,
        next: 'Lower atOnce, or remove it.',
      });
    }
    return found;
  });
}

const isReplicaOf = (name: string, base: string): boolean =>
  name.startsWith(`${base}-`) && /^\d+$/.test(name.slice(base.length + 1));

const workers = (scenario: Scenario): (AgentSpec | Scenario['generalist'])[] => [
  ...scenario.agents,
  scenario.coordinator,
  scenario.generalist,
];

/** A model, and those to which its clients turn. */
const lineOf = (model: ModelSpec): ModelSpec[] => [model, ...(model.fallback === null ? [] : lineOf(model.fallback))];

/** Each model with limits once. */
function modelsOf(scenario: Scenario): (ModelSpec & { readonly limits: ProviderLimits })[] {
  const models = workers(scenario).flatMap(({ model }) => lineOf(model));
  const firsts = models.filter((model, i) => models.findIndex(({ name }) => name === model.name) === i);
  return firsts.filter((model): model is ModelSpec & { limits: ProviderLimits } => model.limits !== null);
}

function unusedLimits(scenario: Scenario): StudyWarning[] {
  const used = new Set(
    workers(scenario)
      .flatMap(({ model }) => lineOf(model))
      .map(({ name }) => name),
  );
  return entries(dataBehind(scenario), 'models')
    .filter(([name, form]) => !used.has(name) && valueAt(form, ['limits']) !== undefined)
    .map(([name]) => ({
      message: `No agent has the model '${name}': its limits have no effect.`,
      next: `Give an agent model: ${name}, or remove the limits.`,
    }));
}

function adviceOn({ name, limits, cache }: ModelSpec & { limits: ProviderLimits }, scenario: Scenario): StudyWarning[] {
  const { requests, input, output, tokens, concurrent, quota, whenExceeded, cachedCounts, overloaded } = limits;
  const place = `models.${name}.limits`;
  const isLimited = quota !== null || [requests, input, output, tokens, concurrent].some(Number.isFinite);
  const found: StudyWarning[] = [];
  if (!isLimited && overloaded === 0) {
    found.push({ message: `${place} limits nothing.`, next: 'Give it a tier, or one of its limits.' });
  }
  const countsTokens = [input, tokens].some(Number.isFinite) || Number.isFinite(quota?.tokens);
  const wroteCached = valueAt(dataBehind(scenario), ['models', name, 'limits', 'cachedCounts']) !== undefined;
  if (wroteCached && !cachedCounts && countsTokens && cache === null) {
    found.push({
      message: `${place}.cachedCounts has no effect: nothing is cached (models.${name}.cache, provider.promptCache).`,
      next: `Give it a cache, such as models.${name}.cache: anthropic, or remove cachedCounts.`,
    });
  }
  if (isLimited && whenExceeded === 'refuse' && scenario.client.attempts === 1) {
    found.push({
      message: `A call that ${place} refuses has failed: the client sends each request once.`,
      next: 'Set client.attempts, as SDKs do (3), if that is not what you want to see.',
    });
  }
  return [...found, ...tooLarge(place, Math.min(input, tokens), scenario, name)];
}

/** A call that is larger than a minute's worth goes when the bucket is full, and leaves it in debt. */
function tooLarge(place: string, most: number, { task, agents }: Scenario, model: string): StudyWarning[] {
  if (!Number.isFinite(most)) return [];
  const brief = meanSize(task) * task.brief.tokens;
  const large = agents.filter(
    (agent) => agent.model.name === model && agent.prompt + brief + mean(agent.output) > most,
  );
  if (large.length === 0) return [];
  return [
    {
      message: `A call of ${large.map(({ role }) => `'${role}'`).join(', ')} that reads the brief is larger than ${place} allows in a minute: it goes when the bucket is full, and empties it for longer.`,
      next: 'Shorten the brief or the prompt, or raise the limit.',
    },
  ];
}
