import { realModel, REAL_MODEL_NAMES } from '../scenario/models/real.js';
import type { Interval } from '../statistics/estimates.js';
import type { DistributionFit } from '../statistics/fit/distribution-fit.js';
import type { FittedValue } from '../statistics/fit/families.js';
import { ScenarioDraft, written } from './draft.js';
import { type ConditionsFit, type CountedShare, countedShare, type ModelFit, type RoleFit } from './fits.js';
import { keyOf, type WorkFound } from './work.js';

/** What a scenario is written from. */
export interface DraftInput {
  readonly name: string;
  readonly tasks: number;
  readonly work: WorkFound;
  readonly roles: readonly RoleFit[];
  /** The agents that decide; null: none does. */
  readonly lead: LeadFit | null;
  readonly models: readonly ModelFit[];
  readonly conditions: ConditionsFit;
  readonly brief: { readonly tokens: number; readonly prompt: number };
}

export interface LeadFit extends RoleFit {
  /** Length of what it writes before its last answer; null: it answers only. */
  readonly decision: DistributionFit | null;
}

const number = (value: number): string => (value === Number.POSITIVE_INFINITY ? 'open' : String(Number(value.toPrecision(3))));
const interval = ({ low, high }: { readonly low: number; readonly high: number }): string => `95 % ${number(low)} to ${number(high)}`;
const valueText = (one: FittedValue): string => `${one.name} ${number(one.value)} (${interval(one)})`;

/** How a distribution was found: observations, intervals, and how well it fits. */
export function fitText(fit: DistributionFit): string {
  const n = `${fit.n} observation${fit.n === 1 ? '' : 's'}`;
  if (fit.distribution.kind === 'constant') return `${n}, all the same`;
  if (fit.refused !== null) return `${n}, mean ${number(fit.mean.mean)} (${interval(fit.mean)}); the sample itself: ${fit.refused}`;
  const few = fit.n < 30 ? '; few' : '';
  return `${n}${few}, ${fit.values.map(valueText).join(', ')}, distance ${fit.distance.toFixed(2)} of at most ${fit.critical.toFixed(2)}`;
}

export const shareText = (one: CountedShare): string => `${one.count} of ${one.n} (${interval(one)})`;

const CLASSES = ['large', 'medium', 'small'];

/** The scenario as the traces tell it, before it is matched: what they cannot tell is assumed. */
export function draftOf(input: DraftInput): ScenarioDraft {
  const draft = new ScenarioDraft();
  const { name, work } = input;
  draft.set(['scenario'], name, 'seen', '');
  draft.set(['question'], `Which pattern should ${name} have, and what would another one cost?`, 'seen', '');
  draft.set(['asks'], 'choose', 'seen', '');
  writeTask(draft, input);
  writeAgents(draft, input);
  if (input.lead !== null) writeLead(draft, input.lead);
  draft.set(['generalist', 'penalty'], 1.5, 'assumed', 'outside its role an agent errs half as often again; no trace tells');
  for (const model of input.models) writeModel(draft, model);
  writeConditions(draft, input.conditions);
  writePattern(draft, work);
  return draft;
}

function writeTask(draft: ScenarioDraft, { brief, work, roles }: DraftInput): void {
  draft.set(['task', 'brief', 'tokens'], Math.round(brief.tokens), 'matched', 'what the first calls read, less the prompt; only the sum of the two is told');
  draft.set(['task', 'brief', 'claims'], 5, 'assumed', 'no trace tells what is true');
  for (const step of work.steps) {
    const at = ['task', 'steps', step.name];
    draft.set([...at, 'role'], step.role, 'seen', `done in ${step.done} of ${step.of} tasks`);
    if (step.after.length > 0) draft.set([...at, 'after'], step.after, 'seen', 'the order in nearly all tasks; what really needs what is not told');
    draft.set([...at, 'claims'], 2, 'assumed', 'no trace tells what is said');
    if (step.copies !== null) {
      const counts = [...step.copies].sort((a, b) => a - b);
      draft.set([...at, 'decidedReplicas'], { empirical: counts.map((count) => count) }, 'fitted', `how often a task takes it, ${counts.length} tasks`);
      draft.set([...at, 'mostReplicas'], Math.max(...counts), 'seen', 'the most that was seen');
    }
    if (step.done < step.of) {
      const share = countedShare(step.done, step.of);
      draft.set([...at, 'probability'], share.share, 'fitted', shareText(share), share);
    }
    writeTools(draft, at, roles.find(({ role }) => role === step.role)!);
  }
}

function writeTools(draft: ScenarioDraft, at: readonly string[], { trips, result, toolLatency }: RoleFit): void {
  if (trips === null) return;
  const path = [...at, 'tools'];
  draft.set([...path, 'roundTrips'], written(trips.distribution), 'fitted', fitText(trips));
  draft.set([...path, 'result'], Math.max(0, Math.round(result)), 'matched', 'by what the context grows with each round trip');
  if (toolLatency !== null) draft.set([...path, 'latency'], written(toolLatency.distribution), 'fitted', `seconds, ${fitText(toolLatency)}`);
}

function writeAgents(draft: ScenarioDraft, { work, roles, brief }: DraftInput): void {
  const at = (key: string): readonly string[] => ['agents', 'defaults', key];
  draft.set(at('hallucination'), 0.06, 'assumed', 'no trace tells; Vectara, March 2026: between p10 5.1 % and median 9.65 % of texts');
  draft.set(at('credulity'), 0.9, 'assumed', 'no trace tells');
  draft.set(at('misroute'), 0, 'assumed', 'no wrong choice is seen as such');
  for (const fit of roles) {
    const path = ['agents', fit.role];
    const found = work.roles.find(({ role }) => role === fit.role)!;
    if (fit.model !== undefined) draft.set([...path, 'model'], keyOf(fit.model), 'seen', '');
    draft.set([...path, 'prompt'], Math.round(brief.prompt), 'matched', 'mean tokens that its calls read');
    writeOutput(draft, path, fit.output);
    if (fit.failure.count > 0) draft.set([...path, 'failure'], fit.failure.share, 'fitted', `${shareText(fit.failure)} calls`, fit.failure);
    const copies = found.agents.length;
    if (copies > 1 && work.pattern !== 'debate') draft.set([...path, 'instances'], copies, 'seen', '');
  }
}

function writeOutput(draft: ScenarioDraft, path: readonly string[], output: DistributionFit | null): void {
  if (output === null) draft.set([...path, 'output'], 200, 'assumed', 'the traces tell no lengths');
  else draft.set([...path, 'output'], written(output.distribution), 'fitted', `tokens, ${fitText(output)}`);
}

function writeLead(draft: ScenarioDraft, lead: LeadFit): void {
  const path = ['coordinator'];
  if (lead.model !== undefined) draft.set([...path, 'model'], keyOf(lead.model), 'seen', '');
  draft.set([...path, 'prompt'], 400, 'matched', 'mean tokens that its calls read');
  writeOutput(draft, path, lead.output);
  if (lead.decision !== null) draft.set([...path, 'decision'], 6, 'matched', `tokens of what it writes before its last answer, ${fitText(lead.decision)}`);
  draft.set([...path, 'hallucination'], 0.02, 'assumed', 'no trace tells');
  draft.set([...path, 'detection'], 0.6, 'assumed', 'no trace tells; GPT-4 finds about half of the mistakes in a reasoning');
  draft.set([...path, 'misroute'], 0, 'matched', 'further calls than the work takes');
  if (lead.failure.count > 0) draft.set([...path, 'failure'], lead.failure.share, 'fitted', `${shareText(lead.failure)} calls`, lead.failure);
}

function writeModel(draft: ScenarioDraft, { model, service, rate, calls }: ModelFit): void {
  const key = model === '' ? 'medium' : keyOf(model);
  const path = ['models', key];
  const listed = REAL_MODEL_NAMES.find((name) => name === model || name.endsWith(`/${model}`) || datedName(model, name));
  if (listed !== undefined && realModel(listed) !== null) draft.set([...path, 'like'], listed, 'seen', 'prices of the list; window and accuracy in long contexts are assumed');
  else if (!CLASSES.includes(key)) draft.set([...path, 'like'], 'medium', 'assumed', 'its price, window and accuracy in long contexts are in no trace');
  if (service === null) {
    // An entry without a value of its own would be none.
    if (listed === undefined && CLASSES.includes(key)) draft.set([...path, 'ttft'], { lognormal: { median: 0.9, p95: 2.5 } }, 'assumed', `${calls} calls tell no times`);
    return;
  }
  const said = (name: string): string => {
    const one = service.values.find((value) => value.name === name);
    return one === undefined ? '' : `${service.n} calls, ${valueText(one)}`;
  };
  const intervalOf = (name: string): Interval | null => service.values.find((value) => value.name === name) ?? null;
  const p95 = Math.exp(service.mu + 1.644_853_626_951_472_2 * service.sigma);
  draft.set(
    [...path, 'ttft'],
    service.sigma < 1e-9 ? Math.exp(service.mu) : { lognormal: { median: Math.exp(service.mu), p95 } },
    'fitted',
    `seconds, ${said('median')}, ${service.values.filter(({ name }) => name === 'p95').map(valueText).join('')}`,
  );
  draft.set([...path, 'inputRate'], service.inputRate ?? Number.POSITIVE_INFINITY, 'fitted', said('inputRate') || 'longer prompts took no longer', intervalOf('inputRate'));
  if (rate !== null) draft.set([...path, 'outputRate'], written(rate.distribution), 'fitted', `tokens per second, ${fitText(rate)}`);
  else draft.set([...path, 'outputRate'], service.outputRate ?? 1e6, 'fitted', said('outputRate') || 'longer answers took no longer', intervalOf('outputRate'));
}

/** gpt-4o-2024-08-06 is openai/gpt-4o. */
const datedName = (model: string, listed: string): boolean =>
  model.replace(/[-@]\d{4}-?\d{2}-?\d{2}$/, '') === listed.slice(listed.indexOf('/') + 1);

function writeConditions(draft: ScenarioDraft, { cached, attempts, backoff, timeout, gaps }: ConditionsFit): void {
  if (cached !== null && cached.count > 0) draft.set(['provider', 'promptCache'], true, 'seen', `${Math.round(100 * cached.share)} % of the input came from a cache`);
  draft.set(['policies', 'timeout'], timeout ?? '10m', timeout === null ? 'assumed' : 'seen', timeout === null ? 'no call was given up' : 'the longest time after which a call was given up');
  draft.set(['policies', 'retry', 'attempts'], Math.max(attempts, 1), 'seen', attempts > 1 ? 'the most that were seen; there may be more' : 'no second attempt was seen');
  if (backoff !== null) draft.set(['policies', 'retry', 'backoff', 'base'], Math.max(0.001, backoff.mean.mean), 'fitted', `seconds between attempts, ${fitText(backoff)}`);
  draft.set(['policies', 'tolerance'], 1, 'assumed', 'one false or missing statement is tolerated');
  if (gaps === null) return;
  draft.set(['workload', 'tasks'], 200, 'assumed', 'tasks of a replication');
  const { distribution: d } = gaps;
  if (d.kind === 'exponential') draft.set(['workload', 'arrivals', 'poisson'], `${Number((3600 / d.mean).toPrecision(4))}/h`, 'fitted', fitText(gaps));
}

function writePattern(draft: ScenarioDraft, { pattern, rounds, panel }: WorkFound): void {
  const path = ['patterns', pattern];
  if (pattern === 'debate') draft.set([...path, 'panel'], panel, 'seen', '');
  if (pattern === 'debate' || pattern === 'mesh') draft.set([...path, 'rounds'], rounds, 'seen', 'the most that were seen');
  if (pattern === 'maker-checker') draft.set([...path, 'maxRounds'], Math.max(1, rounds), 'seen', 'the most that were seen');
  if (pattern === 'trunk-and-meshes') draft.set([...path, 'maxRounds'], Math.max(1, rounds), 'seen', 'the most that were seen');
}
