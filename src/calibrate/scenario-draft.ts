import type { DistributionFit } from '../statistics/fit/distribution-fit.js';
import { ScenarioDraft, written } from './draft.js';
import { fitText, shareText } from './fit-text.js';
import { type ConditionsFit, type CountedShare, countedShare, type ModelFit, type RoleFit } from './fits.js';
import { writeModel } from './model-draft.js';
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
  /** Decisions that were asked for again at once, with nobody called in between. */
  readonly again: CountedShare;
  /** Most of them in a row. */
  readonly longest: number;
}

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
  draft.set(
    ['generalist', 'penalty'],
    1.5,
    'assumed',
    'outside its role an agent errs half as often again; no trace tells',
  );
  for (const model of input.models) writeModel(draft, model);
  writeConditions(draft, input.conditions, input.lead?.again.count === 0 ? 1 : (input.lead?.longest ?? 1));
  writePattern(draft, work);
  return draft;
}

function writeTask(draft: ScenarioDraft, { brief, work, roles }: DraftInput): void {
  draft.set(
    ['task', 'brief', 'tokens'],
    Math.round(brief.tokens),
    'matched',
    'what the first calls read, less the prompt; only the sum of the two is told',
  );
  draft.set(['task', 'brief', 'claims'], 5, 'assumed', 'no trace tells what is true');
  for (const step of work.steps) {
    const at = ['task', 'steps', step.name];
    draft.set([...at, 'role'], step.role, 'seen', `done in ${step.done} of ${step.of} tasks`);
    if (step.after.length > 0)
      draft.set(
        [...at, 'after'],
        step.after,
        'seen',
        'the order in nearly all tasks; what really needs what is not told',
      );
    draft.set([...at, 'claims'], 2, 'assumed', 'no trace tells what is said');
    if (step.copies !== null) {
      const counts = [...step.copies].sort((a, b) => a - b);
      draft.set(
        [...at, 'decidedReplicas'],
        { empirical: counts.map((count) => count) },
        'fitted',
        `how often a task takes it, ${counts.length} tasks`,
      );
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
  draft.set(
    [...path, 'result'],
    Math.max(0, Math.round(result)),
    'matched',
    'by what the context grows with each round trip',
  );
  if (toolLatency !== null)
    draft.set([...path, 'latency'], written(toolLatency.distribution), 'fitted', `seconds, ${fitText(toolLatency)}`);
}

function writeAgents(draft: ScenarioDraft, { work, roles, brief }: DraftInput): void {
  const at = (key: string): readonly string[] => ['agents', 'defaults', key];
  draft.set(
    at('hallucination'),
    0.06,
    'assumed',
    'no trace tells; Vectara, March 2026: between p10 5.1 % and median 9.65 % of texts',
  );
  draft.set(at('credulity'), 0.9, 'assumed', 'no trace tells');
  draft.set(at('misroute'), 0, 'assumed', 'no wrong choice is seen as such');
  for (const fit of roles) {
    const path = ['agents', fit.role];
    const found = work.roles.find(({ role }) => role === fit.role)!;
    if (fit.model !== undefined) draft.set([...path, 'model'], keyOf(fit.model), 'seen', '');
    draft.set([...path, 'prompt'], Math.round(brief.prompt), 'matched', 'mean tokens that its calls read');
    writeOutput(draft, path, fit.output);
    if (fit.failure.count > 0)
      draft.set([...path, 'failure'], fit.failure.share, 'fitted', `${shareText(fit.failure)} calls`, fit.failure);
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
  if (lead.decision !== null)
    draft.set(
      [...path, 'decision'],
      6,
      'matched',
      `tokens of what it writes before its last answer, ${fitText(lead.decision)}`,
    );
  draft.set([...path, 'hallucination'], 0.02, 'assumed', 'no trace tells');
  draft.set(
    [...path, 'detection'],
    0.6,
    'assumed',
    'no trace tells; GPT-4 finds about half of the mistakes in a reasoning',
  );
  draft.set([...path, 'misroute'], 0, 'matched', 'further calls than the work takes');
  if (lead.again.count > 0) {
    const what = 'decisions were followed by another one at once, as if they could not be read';
    draft.set([...path, 'malformed'], lead.again.share, 'fitted', `${shareText(lead.again)} ${what}`, lead.again);
  }
  if (lead.failure.count > 0)
    draft.set([...path, 'failure'], lead.failure.share, 'fitted', `${shareText(lead.failure)} calls`, lead.failure);
}

function writeConditions(
  draft: ScenarioDraft,
  { cached, attempts: seen, backoff, timeout, gaps }: ConditionsFit,
  again: number,
): void {
  const attempts = Math.max(seen, again);
  if (cached !== null && cached.count > 0)
    draft.set(
      ['provider', 'promptCache'],
      true,
      'seen',
      `${Math.round(100 * cached.share)} % of the input came from a cache`,
    );
  draft.set(
    ['policies', 'timeout'],
    timeout ?? '10m',
    timeout === null ? 'assumed' : 'seen',
    timeout === null ? 'no call was given up' : 'the longest time after which a call was given up',
  );
  draft.set(
    ['policies', 'retry', 'attempts'],
    Math.max(attempts, 1),
    'seen',
    attempts > 1 ? 'the most that were seen; there may be more' : 'no second attempt was seen',
  );
  if (backoff !== null)
    draft.set(
      ['policies', 'retry', 'backoff', 'base'],
      Math.max(0.001, backoff.mean.mean),
      'fitted',
      `seconds between attempts, ${fitText(backoff)}`,
    );
  draft.set(['policies', 'tolerance'], 1, 'assumed', 'one false or missing statement is tolerated');
  if (gaps?.distribution.kind !== 'exponential') return;
  draft.set(['workload', 'tasks'], 200, 'assumed', 'tasks of a replication');
  const rate = Number((3600 / gaps.distribution.mean).toPrecision(4));
  draft.set(['workload', 'arrivals', 'poisson'], `${rate}/h`, 'fitted', fitText(gaps));
}

/** Where a model decides, it may err for ever: what ends it, by pattern. */
const LIMITS: Readonly<Record<string, string>> = {
  supervisor: 'limit',
  hierarchy: 'limit',
  'lead-and-subagents': 'limit',
  magentic: 'maxRounds',
  'group-chat': 'maxTurns',
  handoff: 'maxHandoffs',
};

/** Beyond the most turns that were seen: a few tasks do not show the longest. */
const SLACK = 1.25;

function writePattern(draft: ScenarioDraft, { pattern, rounds, panel, turns }: WorkFound): void {
  const path = ['patterns', pattern];
  const limit = LIMITS[pattern];
  if (limit !== undefined)
    draft.set(
      [...path, limit],
      Math.ceil(SLACK * turns) + 1,
      'assumed',
      `a little more than the ${turns} turns that were seen at most`,
    );
  if (pattern === 'debate') draft.set([...path, 'panel'], panel, 'seen', '');
  if (pattern === 'debate' || pattern === 'mesh')
    draft.set([...path, 'rounds'], rounds, 'seen', 'the most that were seen');
  if (pattern === 'maker-checker')
    draft.set([...path, 'maxRounds'], Math.max(1, rounds), 'seen', 'the most that were seen');
  if (pattern === 'trunk-and-meshes')
    draft.set([...path, 'maxRounds'], Math.max(1, rounds), 'seen', 'the most that were seen');
}
