import { rangesOf } from './checks/ranges.js';
import { plainCache } from './models/cache.js';
import { type ModelNamed, resolveModels } from './models.js';
import { writtenOut } from './replicas.js';
import { faultsOf, policiesOf, workloadOf } from './resolve-conditions.js';
import type * as S from './scenario.js';
import { STANDARD_AGENT, STANDARD_COORDINATOR } from './schema/agents.js';
import { splitStatistic } from './schema/limits.js';
import type { FileForm, TeamForm } from './schema/schema.js';
import { splitThreshold } from './schema/thresholds.js';

type AgentForm = FileForm['agents']['defaults'];

/** Fills in what the file leaves out. Call only with a form that the structural checks passed; `raw` is what was written. */
export function resolve(form: FileForm, raw: unknown): S.Scenario {
  const { defaults, ...roles } = form.agents;
  const model = resolveModels(form.models, plainCache(form.provider));
  const agents = Object.entries(roles).map(([role, own]) =>
    agentOf(role, { ...defaults, ...given(own as AgentForm) }, model),
  );
  return {
    name: form.scenario,
    question: form.question,
    task: taskOf(form.task),
    agents,
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
      uncertain: rangesOf(raw),
    },
    thresholds: Object.entries(form.thresholds).map(([key, bound]) => {
      return { ...(splitThreshold(key) ?? { pattern: key, measure: '' }), ...bound };
    }),
    growth: growthOf(form.growth),
    published: form.published,
  };
}

/** The keys that have a value, so that an absent one does not cover a default. */
function given<T extends object>(form: T): Given<T> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as Given<T>;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function agentOf(role: string, form: AgentForm, model: ModelNamed): S.AgentSpec {
  const { tier, tools, toolTokens, ...own } = { tier: undefined, ...STANDARD_AGENT, ...given(form) };
  if (own.output === undefined) throw new Error(`the agent '${role}' has no output`);
  const served = model(own.model, tier);
  return {
    ...own,
    role,
    model: served,
    prompt: own.prompt + tools * toolTokens,
    compactAt: tokensOf(own.compactAt, served),
    output: own.output,
    doubt: own.doubt ?? (1 - own.credulity) / 5,
    misroute: own.misroute ?? own.hallucination,
    latency: own.latency ?? null,
    reasoning: own.reasoning ?? NO_TOKENS,
  };
}

const toolsOf = (form: AgentForm): Pick<typeof STANDARD_AGENT, 'tools' | 'toolTokens'> => {
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
  const agent = agentOf('coordinator', { ...standing, ...given(own) }, model);
  return { ...agent, decision, claims, carry };
}

function generalistOf({ generalist, agents }: FileForm, model: ModelNamed): S.GeneralistSpec {
  const { defaults: common, ...roles } = agents;
  const carried = Object.values(roles).map((own) => toolsOf({ ...common, ...given(own as AgentForm) }));
  const all = carried.reduce((sum, { tools }) => sum + tools, 0);
  const tokens = carried.reduce((sum, { tools, toolTokens }) => sum + tools * toolTokens, 0);
  // Of fewer or more tools than all agents have, each is as long as theirs on average.
  const each = all === 0 ? toolsOf(common).toolTokens : tokens / all;
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

function taskOf({ brief, steps, topics, kinds, ...rest }: FileForm['task']): S.TaskSpec {
  const shares = Object.entries(topics).map(([name, share]) => ({ name, share }));
  const parts = Object.entries(brief.parts).map(([name, tokens]) => ({ name, tokens }));
  return {
    ...rest,
    brief: { ...brief, parts, tokens: brief.tokens ?? parts.reduce((sum, { tokens }) => sum + tokens, 0) },
    steps: stepsOf(steps),
    topics: shares,
    kinds: Object.entries(kinds).map(kindOf),
  };
}

function kindOf([name, { brief, ...kind }]: [string, FileForm['task']['kinds'][string]]): S.TaskKind {
  return { name, ...kind, briefTokens: brief.tokens ?? null };
}

function stepsOf(steps: FileForm['task']['steps']): S.StepSpec[] {
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
      perSize: form.mostReplicas === undefined ? null : (form.replicas ?? 1),
      after,
      needs: form.needs?.flatMap((need) => (need in steps ? replicas(need) : [need])) ?? null,
      checks: form.checks,
      claims: form.claims,
      owes: form.owes ?? null,
      carry: form.carry,
      probability: form.probability,
      foreseen: form.foreseen,
      critical: form.critical,
      group: form.group ?? null,
      topic: form.topic ?? null,
      output: form.output ?? null,
      tools: form.tools ?? null,
      compensate: compensationOf(form.compensate),
    }));
  });
}

function compensationOf(form: FileForm['task']['steps'][string]['compensate']): S.Compensation | null {
  if (form === false) return null;
  return form === true ? { output: null, by: 'agent' } : { output: form.output ?? null, by: form.by };
}

function patternsOf(form: FileForm['patterns']): S.PatternChoice {
  const { only, ...options } = form;
  return { only: only ?? null, options: options as S.PatternChoice['options'] };
}

function teamNode(form: TeamForm): S.TeamNode {
  const { with: options = {}, ...rest } = form;
  const [pattern, members] = Object.entries(rest)[0] ?? ['', []];
  const all = members as (string | TeamForm)[];
  return { pattern, options, members: all.map((member) => (typeof member === 'string' ? member : teamNode(member))) };
}

function growthOf(form: FileForm['growth']): S.Growth | null {
  if (form === undefined) return null;
  const { label, paths, sizes, unit = '' } = form;
  if (!('from' in sizes)) return { label, paths, sizes, unit };
  return { label, paths, unit, sizes: Array.from({ length: sizes.to - sizes.from + 1 }, (_, i) => sizes.from + i) };
}
