import type { AgentSpec, Scenario, Tools } from '../scenario/scenario.js';
import type { ScriptedChoice } from '../sim/agents/script.js';
import { constant, MODEL, type Options, type PlainForm, plainAgent, plainScenario, plainStep } from './plain.js';
import type { RecordedRun, RecordedSizes } from './recording.js';

/** A scenario and a pattern that are to do what a recorded run did. Made from its sizes and names, never from its counts. */
export interface Twin {
  readonly scenario: Scenario;
  readonly pattern: string;
  readonly options: Options;
  /** What the scripted model was told to decide, where it was told to err. */
  readonly script?: readonly ScriptedChoice[];
  /** The framework's name for people. */
  readonly system: string;
  /** What the recording calls the simulator's own participants. */
  readonly names: Readonly<Record<string, string>>;
}

// Tokens of the texts that the frameworks put around the content. Read off their sources, counted with o200k_base.

/** The recordings' chat format: a call's own tokens, and those around each message. */
export const FRAMING = { call: 3, message: 4 };
/** A message that names its speaker: a field for the name, and the name itself. */
export const NAME_FIELD = 1;
/** The specialists' own tool in the recordings: its definition with one string parameter. */
export const TOOL_DEFINITION = 34;
/** A call of that tool, without the name of the specialist that stands in it. */
export const TOOL_CALL = 8;
/** What that tool answers, and its name in the answering message, where messages are named. */
export const TOOL_RESULT = 120;
export const TOOL_NAME = 2;

/** Who takes part in a recorded run, and how long everything is. */
export interface Setting {
  readonly run: RecordedRun;
  readonly sizes: RecordedSizes;
  readonly specialists: readonly string[];
  readonly coordinator: string;
  readonly countTokens: (text: string) => number;
}

export type TwinOf = (setting: Setting) => Omit<Twin, 'system'>;

export const SPECIALIST = 'spec-';
export const PLANNER = 'plan';
export const COORDINATOR = 'sup';

/** What differs from framework to framework beside the pattern. */
export interface ChatTexts {
  readonly named?: boolean;
  /** Tokens of the user's name, where the user's message has one. */
  readonly userName?: number;
  /** Tokens of a decision of the coordinator, without the name in it. */
  readonly decision?: number;
  /** Tokens of what the coordinator writes when it answers, where it is not what the recordings' sizes say. */
  readonly answer?: number;
  /** Tokens of the coordinator's name, where messages are named; of its prompt, where it is not what the sizes say. */
  readonly leadName?: number;
  readonly leadPrompt?: number;
  /** Tokens around each specialist's own prompt. */
  readonly template?: number;
  /** Tokens of a specialist's name where it is not written by itself. */
  readonly nameTokens?: (name: string) => number;
}

/** AutoGen names every message, also that of the user. */
export function autogen({ countTokens }: Setting): ChatTexts {
  return { named: true, userName: NAME_FIELD + countTokens('user') };
}

export function twin(
  setting: Setting,
  pattern: string,
  options: Options,
  chat: ChatTexts,
  form: PlainForm,
): ReturnType<TwinOf> {
  const { sizes, coordinator } = setting;
  const scenario = plainScenario({
    ...form,
    brief: { tokens: sizes.task + (chat.userName ?? 0) },
    coordinator: {
      prompt: chat.leadPrompt ?? sizes.coordinatorPrompt,
      nameTokens: chat.leadName ?? 1,
      output: constant(chat.answer ?? sizes.final),
      decision: constant(chat.decision ?? 0),
      latency: constant(sizes.callSeconds),
    },
    provider: { framing: { ...FRAMING, named: chat.named ?? false } },
  });
  return { scenario, pattern, options, names: { coordinator, planner: PLANNER } };
}

/** A step for each specialist, one after the other or all independent. */
export function team(setting: Setting, order: 'chain' | 'independent', chat: ChatTexts): PlainForm {
  const { specialists, sizes, run } = setting;
  const tools = run.innerToolRoundTrips === 0 ? null : toolsOf(run.innerToolRoundTrips, chat);
  return {
    agents: specialists.map((name) => specialist(setting, name, chat)),
    steps: specialists.map((name, i) => {
      const after = order === 'chain' && i > 0 ? [specialists[i - 1]!] : [];
      return plainStep(name, name, { after, tools, output: constant(sizes.specialistOutput) });
    }),
  };
}

export function specialist({ sizes, countTokens }: Setting, name: string, chat: ChatTexts): AgentSpec {
  const { template = 0, nameTokens = countTokens } = chat;
  return plainAgent(name, {
    model: MODEL,
    prompt: sizes.specialistPrompt + template,
    nameTokens: nameTokens(bareName(name)),
    latency: constant(sizes.callSeconds),
  });
}

export function toolsOf(roundTrips: number, { named = false }: ChatTexts): Tools {
  return {
    roundTrips: constant(roundTrips),
    definition: TOOL_DEFINITION,
    call: TOOL_CALL,
    result: constant(TOOL_RESULT + (named ? TOOL_NAME : 0)),
    latency: constant(0),
    failure: 0,
    hang: 0,
  };
}

export const bareName = (name: string): string => name.slice(SPECIALIST.length);

export function total(names: readonly string[], tokens: (name: string) => number): number {
  return names.reduce((sum, name) => sum + tokens(name), 0);
}

/** Tokens of a name right behind a tool's name, where it can cost others than by itself. */
export const tokensBehind =
  (prefix: string, joint: string, { countTokens }: Setting) =>
  (name: string): number =>
    countTokens(`${prefix}${joint}${name}`) - countTokens(prefix);

/** Rounded: tokens are whole. */
export const average = (names: readonly string[], tokens: (name: string) => number): number =>
  Math.round(total(names, tokens) / Math.max(1, names.length));
