import { rangesOf } from './checks/ranges.js';
import { plainCache } from './models/cache.js';
import { type ModelNamed, resolveModels } from './models.js';
import { writtenOut } from './replicas.js';
import { faultsOf, policiesOf, workloadOf } from './resolve-conditions.js';
import { NO_TEXT, personOf } from './resolve-people.js';
import { sharedToolsOf, toolsOf } from './resolve-tools.js';
import type * as S from './scenario.js';
import { type RoleForm, STANDARD_AGENT, STANDARD_COORDINATOR } from './schema/agents.js';
import { asksOf } from './schema/asks.js';
import { splitStatistic } from './schema/limits.js';
import type { FileForm, TeamForm } from './schema/schema.js';
import { splitThreshold } from './schema/thresholds.js';
import { shareOf } from './schema/units.js';
import type { VarUse } from './vars.js';

type AgentForm = FileForm['agents']['defaults'];

/** Fills in what the file leaves out. Call only with a form that the structural checks passed; `raw` is what was written. */
export function resolve(form: FileForm, raw: unknown, uses: readonly VarUse[]): S.Scenario {
  const { defaults, ...roles } = form.agents;
  const model = resolveModels(form.models, plainCache(form.provider));
  const growth = growthOf(form.growth);
  const agents = Object.entries(roles).map(([role, own]) =>
    agentOf(role, { ...defaults, ...given(own as RoleForm) }, own as RoleForm, model),
  );
  return {
    name: form.scenario,
    question: form.question,
    asks: asksOf(form.asks, growth),
    task: taskOf(form),
    agents,
    tools: sharedToolsOf(form.tools),
    coordinator: coordinatorOf(form, model),
    generalist: generalistOf(form, model),
    client: form.client,
    provider: form.provider,
    workload: workloadOf(form.workload),
    faults: faultsOf(form),
    policies: policiesOf(form.policies),
    patterns: patternsOf(form.patterns),
    teams: Object.entries(form.teams).map(([name, team]) => ({ name, root: teamNode(team) })),
    decision: {
      objectives: Object.entries(form.decision.objectives).map(([key, { weight }]) => ({
        ...(splitStatistic(key) ?? { measure: key, statistic: 'mean' }),
        weight,
      })),
      limits: Object.entries(form.decision.limits).map(([key, bound]) => {
        return { ...(splitStatistic(key) ?? { measure: key, statistic: 'mean' }), ...bound };
      }),
      uncertain: rangesOf(raw, uses),
      ...(form.decision.volume === undefined ? {} : { volume: form.decision.volume }),
    },
    thresholds: Object.entries(form.thresholds).map(([key, bound]) => {
      return { ...(splitThreshold(key) ?? { pattern: key, measure: '' }), ...bound };
    }),
    growth,
    published: form.published,
    real: form.real,
  };
}

/** The keys that have a value, so that an absent one does not cover a default. */
function given<T extends object>(form: T): Given<T> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as Given<T>;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function agentOf(role: string, form: AgentForm, own: Partial<RoleForm>, model: ModelNamed): S.AgentSpec {
  const { person, apart = false } = own;
  const { tier, tools, toolTokens, ...all } = { tier: undefined, ...STANDARD_AGENT, ...given(form) };
  if (person === undefined && all.output === undefined) throw new Error(`the agent '${role}' has no output`);
  const served = model(all.model, tier);
  const agent = {
    ...all,
    role,
    model: served,
    prompt: all.prompt + tools * toolTokens,
    compactAt: tokensOf(all.compactAt, served),
    output: all.output ?? NO_TEXT,
    doubt: all.doubt ?? (1 - all.credulity) / 5,
    misroute: all.misroute ?? all.hallucination,
    latency: all.latency ?? null,
    reasoning: all.reasoning ?? NO_TOKENS,
    person: null,
    apart,
  };
  return person === undefined ? agent : personOf(agent, own, person);
}

const carriedBy = (form: AgentForm): Pick<typeof STANDARD_AGENT, 'tools' | 'toolTokens'> => {
  const { tools, toolTokens } = { ...STANDARD_AGENT, ...given(form) };
  return { tools, toolTokens };
};

/** A share of a model's window, or tokens. */
const tokensOf = (length: number, { contextWindow }: S.ModelSpec): number =>
  length <= 1 ? length * contextWindow : length;

const NO_TOKENS: S.Distribution = { kind: 'constant', value: 0 };

function coordinatorOf(form: FileForm, model: ModelNamed): S.CoordinatorSpec {
  const { decision, claims, carry, ...own } = form.coordinator;
  const common = form.agents.defaults;
  // It has a model, a prompt, an error rate and an output of its own; of the rest it is an agent like the others.
  const standing = {
    ...common,
    misroute: undefined,
    model: STANDARD_COORDINATOR.model,
    prompt: STANDARD_COORDINATOR.prompt,
    hallucination: STANDARD_COORDINATOR.hallucination,
    output: { kind: 'constant', value: STANDARD_COORDINATOR.output } as const,
  };
  const agent = agentOf('coordinator', { ...standing, ...given(own) }, { apart: false }, model);
  return { ...agent, decision, claims, carry };
}

function generalistOf({ generalist, agents }: FileForm, model: ModelNamed): S.GeneralistSpec {
  const { defaults: common, ...roles } = agents;
  const carried = Object.values(roles).map((own) => carriedBy({ ...common, ...given(own as AgentForm) }));
  const all = carried.reduce((sum, { tools }) => sum + tools, 0);
  const tokens = carried.reduce((sum, { tools, toolTokens }) => sum + tools * toolTokens, 0);
  // Of fewer or more tools than all agents have, each is as long as theirs on average.
  const each = all === 0 ? carriedBy(common).toolTokens : tokens / all;
  const described = Math.round((generalist.tools ?? all) * each);
  const own = model(generalist.model ?? common.model ?? STANDARD_AGENT.model, generalist.tier ?? common.tier);
  return {
    penalty: generalist.penalty,
    masters: generalist.masters,
    model: own,
    compactAt: tokensOf(generalist.compactAt ?? common.compactAt ?? STANDARD_AGENT.compactAt, own),
    prompt: (generalist.prompt ?? common.prompt ?? STANDARD_AGENT.prompt) + described,
    nameTokens: generalist.nameTokens ?? common.nameTokens ?? STANDARD_AGENT.nameTokens,
    misroute: generalist.misroute,
    capacity: generalist.capacity ?? common.capacity ?? STANDARD_AGENT.capacity,
  };
}

function taskOf({ task, tools }: FileForm): S.TaskSpec {
  const { brief, steps, topics, kinds, ...rest } = task;
  const shares = Object.entries(topics).map(([name, share]) => ({ name, share }));
  const parts = Object.entries(brief.parts).map(([name, tokens]) => ({ name, tokens }));
  return {
    ...rest,
    brief: { ...brief, parts, tokens: brief.tokens ?? parts.reduce((sum, { tokens }) => sum + tokens, 0) },
    steps: stepsOf(steps, tools),
    topics: shares,
    kinds: Object.entries(kinds).map(kindOf),
  };
}

function kindOf([name, { brief, ...kind }]: [string, FileForm['task']['kinds'][string]]): S.TaskKind {
  return { name, ...kind, briefTokens: brief.tokens ?? null };
}

function stepsOf(steps: FileForm['task']['steps'], tools: FileForm['tools']): S.StepSpec[] {
  const replicas = (name: string): string[] => writtenOut(name, steps[name]?.mostReplicas ?? steps[name]?.replicas);
  return Object.entries(steps).flatMap(([key, form]) => {
    const after = form.after.flatMap(replicas);
    return replicas(key).map((name, replica) => ({
      name,
      role: form.role,
      fallback: form.fallback ?? null,
      replica,
      stagger: form.stagger,
      atOnce: form.atOnce,
      perSize: perSizeOf(form),
      after,
      needs: form.needs?.flatMap((need) => (need in steps ? replicas(need) : [need])) ?? null,
      checks: form.checks,
      sendsBack: form.checks ? (form.sendsBack ?? null) : null,
      verdict: form.checks ? (form.verdict ?? null) : null,
      claims: form.claims,
      owes: form.owes ?? null,
      carry: form.carry,
      probability: form.probability,
      foreseen: form.foreseen,
      critical: form.critical,
      group: form.group ?? null,
      topic: form.topic ?? null,
      output: form.output ?? null,
      tools: toolsOf(form.tools, tools),
      compensate: compensationOf(form.compensate),
    }));
  });
}

function perSizeOf({
  replicas,
  decidedReplicas,
  mostReplicas,
}: FileForm['task']['steps'][string]): S.Distribution | null {
  return mostReplicas === undefined ? null : (decidedReplicas ?? { kind: 'constant', value: replicas ?? 1 });
}

function compensationOf(form: FileForm['task']['steps'][string]['compensate']): S.Compensation | null {
  if (form === false) return null;
  return form === true ? { output: null, by: 'agent' } : { output: form.output ?? null, by: form.by };
}

function patternsOf(form: FileForm['patterns']): S.PatternChoice {
  const { only, ...options } = form;
  return { only: only ?? null, options: sharesIn(options) as S.PatternChoice['options'] };
}

/** Options of patterns are read by the catalogue, which knows numbers: here a text in per cent becomes one. */
function sharesIn(options: unknown): unknown {
  if (Array.isArray(options)) return options.map(sharesIn);
  if (typeof options !== 'object' || options === null) return shareOf(options);
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, sharesIn(value)]));
}

function teamNode(form: TeamForm): S.TeamNode {
  const { with: options = {}, ...rest } = form;
  const [pattern, members] = Object.entries(rest)[0] ?? ['', []];
  const all = members as (string | TeamForm)[];
  return {
    pattern,
    options: sharesIn(options) as S.TeamNode['options'],
    members: all.map((member) => (typeof member === 'string' ? member : teamNode(member))),
  };
}

function growthOf(form: FileForm['growth']): S.Growth | null {
  if (form === undefined) return null;
  const { label, paths, sizes, unit = '' } = form;
  if (!('from' in sizes)) return { label, paths, sizes, unit };
  return { label, paths, unit, sizes: Array.from({ length: sizes.to - sizes.from + 1 }, (_, i) => sizes.from + i) };
}
