import { merged, type WrittenOptions } from '../patterns/declared.js';
import type { AgentSpec, Scenario, Tools } from '../scenario/scenario.js';
import type { ScriptedChoice } from '../sim/agents/script.js';
import { constant, MODEL, type PlainForm, plainAgent, plainScenario, plainStep, plainTools } from './plain.js';
import { addedTo, type Presets } from './preset.js';
import type { RecordedRun, RecordedSizes } from './recording.js';

/**
 * A scenario and a pattern that are to do what a recorded run did: the recording's sizes and names under a preset, never
 * its counts.
 */
export interface Twin {
  readonly scenario: Scenario;
  readonly pattern: string;
  readonly options: WrittenOptions;
  /** What the scripted model was told to decide, where it was told to err. */
  readonly script?: readonly ScriptedChoice[];
  /** The preset that it is, and the options of that in which the recorded mode differs: what a user writes. */
  readonly preset: string;
  readonly mode: WrittenOptions;
  /** Options that say how much work there is, and what the scripted model wrote. */
  readonly content: WrittenOptions;
  /** The framework's name for people. */
  readonly system: string;
  /** What the recording calls the simulator's own participants. */
  readonly names: Readonly<Record<string, string>>;
}

/** The recordings' chat format: a call's own tokens, and those around each message. */
export const FRAMING = { call: 3, message: 4 };
/** A message that names its speaker: a field for the name, and the name itself. */
export const NAME_FIELD = 1;
/** A list of tools in the prompt, once. */
const TOOL_LIST = 12;
/** The specialists' own tool in the recordings: its definition with one string parameter, in a list of its own. */
const TOOL_DEFINITION = 34;
/** A call of that tool, without the name of the specialist that stands in it. */
const TOOL_CALL = 8;
/** What that tool answers, and its name in the answering message, where messages are named. */
const TOOL_RESULT = 120;
const TOOL_NAME = 2;
/** Tokens of a name that a preset takes into account where nothing says whose it is. */
export const A_NAME = 2;

/** What names cost, in tokens: they differ from place to place. A scenario knows one length for each. */
export interface NameTexts {
  readonly countTokens: (text: string) => number;
  /** By itself; behind a space; behind a tool's name. */
  readonly alone: (name: string) => number;
  readonly spaced: (name: string) => number;
  readonly behind: (prefix: string, joint: string) => (name: string) => number;
  /** What only counts where all names are to be exact. */
  readonly exactly: (tokens: number) => number;
}

/** Names as the tokenizer counts them in each place; or as a scenario does: by themselves everywhere. */
export function nameTexts(countTokens: (text: string) => number, isExact: boolean): NameTexts {
  const alone = countTokens;
  if (!isExact) return { countTokens, alone, spaced: alone, behind: () => alone, exactly: () => 0 };
  return {
    countTokens,
    alone,
    spaced: (name) => countTokens(` ${name}`),
    behind: (prefix, joint) => (name) => countTokens(`${prefix}${joint}${name}`) - countTokens(prefix),
    exactly: (tokens) => tokens,
  };
}

/** Who takes part in a recorded run, and how long everything is. */
export interface RecordedSetting {
  readonly run: RecordedRun;
  readonly sizes: RecordedSizes;
  readonly specialists: readonly string[];
  readonly coordinator: string;
  readonly texts: NameTexts;
  readonly presets: Presets;
}

export type TwinOf = (setting: RecordedSetting) => Omit<Twin, 'system'>;

export const SPECIALIST = 'spec-';
export const PLANNER = 'plan';
export const COORDINATOR = 'sup';

/** How a recorded run is a preset's. */
export interface TwinForm {
  /** Agents and steps. */
  readonly work: PlainForm;
  /** Options in which the recorded mode differs from the preset: what a user would set. */
  readonly mode?: WrittenOptions;
  /** Options that say how much work there is, and what the scripted model wrote: they are no framework's. */
  readonly content?: WrittenOptions;
  /** By how much names change the preset's wording, because they cost other tokens there than by themselves. */
  readonly names?: Readonly<Record<string, number>>;
  /** Tokens of the user's name in the brief; of what the coordinator writes when it answers; of its decisions; of its prompt. */
  readonly userName?: number;
  readonly answer?: number;
  readonly decision?: number;
  readonly prompt?: number;
  readonly script?: readonly ScriptedChoice[];
}

/** A recording's sizes under one pattern of a preset. */
export function twin(setting: RecordedSetting, preset: string, pattern: string, form: TwinForm): ReturnType<TwinOf> {
  const { sizes, coordinator, presets } = setting;
  const { named, lead, retry, client, options } = presets(preset, pattern);
  const { work, mode = {}, content = {}, names = {}, script } = form;
  const scenario = plainScenario({
    ...work,
    brief: { tokens: sizes.task + (form.userName ?? 0) },
    coordinator: {
      prompt: (form.prompt ?? 0) + (lead.prompt ?? sizes.coordinatorPrompt),
      nameTokens: lead.nameTokens ?? 1,
      output: constant(form.answer ?? sizes.final),
      decision: constant(form.decision ?? lead.decision ?? 0),
      latency: constant(sizes.callSeconds),
    },
    provider: { framing: { ...FRAMING, named } },
    policies: { retry },
    client,
  });
  return {
    scenario,
    pattern,
    options: addedTo(merged(merged(options, mode), content), names),
    ...(script === undefined ? {} : { script }),
    preset,
    mode,
    content,
    names: { coordinator, planner: PLANNER },
  };
}

/** How specialists' prompts and names are counted. */
export interface SpecialistTexts {
  /** Tokens of a specialist's name where it is not written by itself. */
  readonly nameTokens?: (name: string) => number;
  /** Its own tool stands in one list with the tools of others, which opens that. */
  readonly sharesList?: boolean;
}

/** A step for each specialist, one after the other or all independent. */
export function team(
  setting: RecordedSetting,
  preset: string,
  order: 'chain' | 'independent',
  texts: SpecialistTexts = {},
): PlainForm {
  const { specialists, sizes, run, presets } = setting;
  const { named } = presets(preset, null);
  const tools = run.innerToolRoundTrips === 0 ? null : toolsOf(run.innerToolRoundTrips, named, texts.sharesList);
  return {
    agents: specialists.map((name) => specialist(setting, name, texts)),
    steps: specialists.map((name, i) => {
      const after = order === 'chain' && i > 0 ? [specialists[i - 1]!] : [];
      return plainStep(name, name, { after, tools, output: constant(sizes.specialistOutput) });
    }),
  };
}

export function specialist({ sizes, texts }: RecordedSetting, name: string, form: SpecialistTexts = {}): AgentSpec {
  const { nameTokens = texts.alone } = form;
  return plainAgent(name, {
    model: MODEL,
    prompt: sizes.specialistPrompt,
    nameTokens: nameTokens(bareName(name)),
    latency: constant(sizes.callSeconds),
  });
}

export function toolsOf(roundTrips: number, named = false, sharesList = false): Tools {
  return plainTools({
    roundTrips: constant(roundTrips),
    definition: TOOL_DEFINITION - (sharesList ? TOOL_LIST : 0),
    call: TOOL_CALL,
    result: constant(TOOL_RESULT + (named ? TOOL_NAME : 0)),
  });
}

export const bareName = (name: string): string => name.slice(SPECIALIST.length);

export function total(names: readonly string[], tokens: (name: string) => number): number {
  return names.reduce((sum, name) => sum + tokens(name), 0);
}

/** Rounded: tokens are whole. */
export const average = (names: readonly string[], tokens: (name: string) => number): number =>
  Math.round(total(names, tokens) / Math.max(1, names.length));

/** AutoGen names every message, also that of the user. */
export const userName = ({ texts }: RecordedSetting): number => texts.exactly(NAME_FIELD + texts.countTokens('user'));
