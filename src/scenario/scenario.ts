import type { Asks } from './asks.js';
import type { ClientPolicy, Policies, Workload } from './conditions.js';
import type { Distribution } from './distribution.js';
import type { Faults } from './faults/index.js';
import type { Growth, Parameter, Published, Threshold } from './measured.js';
import type { CacheRules } from './models/cache-rules.js';
import type { LongPrice } from './models/price.js';
import type { PriceListing } from './models/real.js';
import type { ServiceTier } from './models/service-tiers.js';
import type { PersonSpec } from './people.js';
import type { ProviderLimits, ProviderSpec } from './provider.js';
import type { RealSpec } from './real.js';
import type { SendsBack } from './send-back.js';
import type { ServerSpec } from './server.js';
import type { BriefSpec, TaskKind, Topic } from './task-kinds.js';
import type { SharedTool, Tools } from './tools.js';
import type { Limit, Objective } from './weighed.js';

export type * from './conditions.js';
export type * from './distribution.js';
export type * from './measured.js';
export type * from './provider.js';
export type * from './real.js';
export type * from './server.js';
export type * from './task-kinds.js';
export type * from './tools.js';
export type { Limit, Objective, StatisticName } from './weighed.js';

/**
 * A scenario as the simulator reads it: every default filled in, every unit converted, every replica written out.
 * Plain data. Seconds, tokens, US dollars per million tokens, probabilities in [0, 1].
 */
export interface Scenario {
  readonly name: string;
  readonly question: string;
  readonly asks: Asks;
  readonly task: TaskSpec;
  readonly agents: readonly AgentSpec[];
  /** Tools that agents share, by name. */
  readonly tools: Readonly<Record<string, SharedTool>>;
  readonly coordinator: CoordinatorSpec;
  readonly generalist: GeneralistSpec;
  readonly client: ClientPolicy;
  readonly provider: ProviderSpec;
  readonly workload: Workload;
  readonly faults: Faults;
  readonly policies: Policies;
  readonly patterns: PatternChoice;
  readonly teams: readonly TeamSpec[];
  readonly decision: DecisionSpec;
  readonly thresholds: readonly Threshold[];
  readonly growth: Growth | null;
  readonly published: readonly Published[];
  /** Of a real application under the scenario; no simulation reads it. */
  readonly real: RealSpec;
}

export interface TaskSpec {
  /** What arrives. `falseClaims` of its claims are false from the start (seeded errors). */
  readonly brief: BriefSpec;
  /** In the order of the file's keys, which is the tie-break everywhere. Replicas are already written out. */
  readonly steps: readonly StepSpec[];
  /** What tasks are about, each with its share of them, in the order of the file; none: all are alike. */
  readonly topics: readonly Topic[];
  /** That a task turns to another topic, once the steps of its first one are done. */
  readonly shift: number;
  /** How much larger than usual a task is; its mean is 1. */
  readonly size: Distribution;
  /** In the order of the file; none: tasks are all of one kind. */
  readonly kinds: readonly TaskKind[];
  /** Tokens that a claim takes in what somebody writes; 0: none. */
  readonly claimTokens: number;
  readonly difficulty: Difficulty;
}

/** How the luck of those who try the same question goes together. */
export interface Difficulty {
  /** Between two tries of one question by models of one family. */
  readonly correlation: number;
  /** The same, by models of two families. */
  readonly acrossFamilies: number;
  /** Between two questions of one task. */
  readonly withinTask: number;
  readonly wrongAnswers: number;
}

export interface StepSpec {
  readonly name: string;
  readonly role: string;
  /** The role that does it after the last attempt. */
  readonly fallback: string | null;
  /** Which of its replicas this is, from 0; 0 for a step without replicas. */
  readonly replica: number;
  /** Seconds between the starts of two replicas. */
  readonly stagger: number;
  /** Replicas that are done at once; Infinity: all. */
  readonly atOnce: number;
  /** How many of its replicas a task of usual size needs, where that differs from task to task; null: all, whatever the task. */
  readonly perSize: Distribution | null;
  /** Names of the steps whose results it needs (replicas written out). */
  readonly after: readonly string[];
  /** Parts of the brief (or `brief`, all of it) and steps that it needs to see; null: see `partsNeeded`. */
  readonly needs: readonly string[] | null;
  /** The step examines the claims that it reads: detection and false alarms apply. */
  readonly checks: boolean;
  /** Of a step that checks: tokens of its verdict, and code passes on what it let through; null: it writes that anew. */
  readonly verdict: number | null;
  /** Work that it objects to goes back to an earlier step; null: it does not. */
  readonly sendsBack: SendsBack | null;
  /** New claims that it originates. */
  readonly claims: number;
  /** How many of them the delivery owes; null: all that no later summary leaves out. */
  readonly owes: number | null;
  /** Fraction of the accepted claims that its artifact keeps. */
  readonly carry: number;
  /** That a given task needs it at all. */
  readonly probability: number;
  /** Probability that it was designed into the flow beforehand. */
  readonly foreseen: number;
  /** Counts for `criticalLatency`. */
  readonly critical: boolean;
  readonly group: string | null;
  /** Only tasks that are of this topic, or turn to it, need the step; null: whatever the topic. */
  readonly topic: string | null;
  /** Overrides the role's output length. */
  readonly output: Distribution | null;
  readonly tools: Tools | null;
  /** How it is taken back when a later step failed for good; null: it stays as it is. */
  readonly compensate: Compensation | null;
}

export interface Compensation {
  /** Overrides the length of the step's result. */
  readonly output: Distribution | null;
  readonly by: 'agent' | 'code';
}

export interface AgentSpec {
  readonly role: string;
  readonly model: ModelSpec;
  /** Tokens of its system prompt. */
  readonly prompt: number;
  /** Tokens of its name where a handoff or a named message contains it. */
  readonly nameTokens: number;
  readonly hallucination: number;
  readonly detection: number;
  readonly falseAlarm: number;
  readonly credulity: number;
  readonly doubt: number;
  readonly deference: number;
  readonly guess: number;
  readonly output: Distribution;
  /** Input tokens above which it compacts its context with a call of its own; Infinity: never. */
  readonly compactAt: number;
  /** Tokens that it thinks in each call, on top of what it writes. */
  readonly reasoning: Distribution;
  /** Base rate of wrong decisions: whom to hand over to, what to do next. */
  readonly misroute: number;
  readonly failure: number;
  /** Share of its answers that cannot be read. */
  readonly malformed: number;
  readonly hang: number;
  /** Calls at once an instance; Infinity: no limit. */
  readonly capacity: number;
  readonly instances: number;
  /** Given whole, it replaces ttft, input and output rates. */
  readonly latency: Distribution | null;
  /** People fill the role; null: a model does. */
  readonly person: PersonSpec | null;
  /** It does its steps itself also where one agent does everything else. */
  readonly apart: boolean;
}

export interface CoordinatorSpec extends AgentSpec {
  /** Tokens of a decision; the chosen member's name comes on top. */
  readonly decision: Distribution;
  /** New claims that a synthesis makes. */
  readonly claims: number;
  /** Fraction of the accepted claims that a synthesis keeps. */
  readonly carry: number;
}

/** The single agent: each step with the step's role's skills, its own prompt and model, and the penalty. */
export interface GeneralistSpec {
  /** Factor on error rates (hallucination, missed detection, false alarms) outside `role`. */
  readonly penalty: number;
  /** The roles that it masters without penalty. */
  readonly masters: readonly string[];
  readonly model: ModelSpec;
  readonly prompt: number;
  readonly compactAt: number;
  readonly nameTokens: number;
  readonly misroute: number;
  /** Calls at once. */
  readonly capacity: number;
}

export interface ModelSpec {
  readonly name: string;
  /** Members of one family err together more often than others do. */
  readonly family: string;
  /** To which a client turns where this one fails. */
  readonly fallback: ModelSpec | null;
  /** Time to first token, seconds. */
  readonly ttft: Distribution;
  /** Input tokens per second. */
  readonly inputRate: number;
  /** Output tokens per second. */
  readonly outputRate: Distribution;
  /** US dollars per million tokens. */
  readonly price: {
    readonly input: number;
    readonly cachedInput: number;
    readonly output: number;
    /** Of calls with a long input; null: the same. */
    readonly above: LongPrice | null;
  };
  /** The price list that its prices come from; null: from the scenario, or assumed. */
  readonly listed: PriceListing | null;
  readonly tier: ServiceTier;
  /** What its provider remembers of prompts; null: nothing. */
  readonly cache: CacheRules | null;
  /** Tokens. */
  readonly contextWindow: number;
  /** Hill form: retention(c) = 1 / (1 + (c / half)^steepness); `half` may be Infinity. */
  readonly retention: { readonly half: number; readonly steepness: number };
  /** Of the provider, shared by all models of this name; null: none. */
  readonly limits: ProviderLimits | null;
  /** Null: an API, whose calls do not slow each other down. */
  readonly server: ServerSpec | null;
}

export interface PatternChoice {
  /** Names of patterns and teams to compare; null: all that fit. */
  readonly only: readonly string[] | null;
  /** Options by pattern name, as written. The catalogue of patterns checks them. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface TeamSpec {
  readonly name: string;
  readonly root: TeamNode;
}

/** `{ supervisor: [ { pipeline: [a, b] }, c ] }`: a pattern with its members, which are roles or teams. */
export interface TeamNode {
  readonly pattern: string;
  readonly members: readonly (TeamNode | string)[];
  /** Options of the pattern for this team alone, as written. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a good pattern is, and what is uncertain. */
export interface DecisionSpec {
  readonly objectives: readonly Objective[];
  /** What every pattern must keep, in the order of the file. */
  readonly limits: readonly Limit[];
  /** In the order of the file. */
  readonly uncertain: readonly Uncertain[];
  /** Tasks a month. */
  readonly volume?: number;
}

/** An uncertain value: all values between the plausible ends are equally likely. */
export interface Uncertain extends Parameter {
  readonly scale: 'linear';
  readonly base: number;
}
