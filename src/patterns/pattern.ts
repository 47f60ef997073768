import { codeWithAll, type Places } from './edits.js';
import type {
  AnyCast,
  Artifact,
  CastOf,
  Coordination,
  CoordinationRules,
  LeafStep,
  Part,
  Process,
  RunRecord,
  Shape,
} from './kit.js';
import { type Chosen, chosenFrom, type Fillings, type OptionSet, type Slot, type WrittenOptions } from './options.js';
import type { PatternCheck } from './run-facts.js';
import type { PlannedSlot, SlotFacts, SlotSet } from './slots.js';

export { type Chosen, choice, count, flag, offAtZero, probability, tokens } from './options.js';

/** What people read of a pattern, and what the simulator must know of it, whatever its options. */
export interface PatternFacts extends CoordinationRules {
  /** Other names of the same mechanism, each with who uses it. */
  readonly aliases: readonly string[];
  readonly family: 'baseline' | 'code' | 'model' | 'peers' | 'hybrid' | 'monitor';
  readonly card: Card;
  readonly look: PatternLook;
  /** Why no step can send work back to an earlier one; absent where one can. */
  readonly noReturn?: string;
  /** How it behaves. What a newcomer must know stands first. */
  readonly options: OptionSet;
  /** How long the texts are that it puts around the content, in tokens. Presets and twins of frameworks fill it. */
  readonly wording: OptionSet;
}

/** A pattern of the catalogue, whatever its options are. */
export interface Pattern extends PatternFacts {
  /** Its steps are split among teams that are led by this pattern. */
  readonly divides: { readonly by: string } | null;
  /** What is true of every run, whatever fails. */
  readonly checks: readonly { readonly says: string }[];
  /** What a role of the scenario may do in it, beside its steps. */
  readonly slots: { readonly [S in Slot]?: SlotFacts };
  /** The pattern with what is written of its options, and the defaults of the others. */
  withOptions(written: WrittenOptions): PlannedPattern;
}

/** A pattern with its options set. */
export interface PlannedPattern extends Coordination {
  /** Why no step can send work back to an earlier one; absent where one can. */
  readonly noReturn?: string;
  /** As they are set, by name; those of the wording under `wording`. */
  readonly options: WrittenOptions;
  /** What a run measures where nothing fails and every step is needed. */
  readonly expects: PlannedExpectations;
  readonly checks: readonly { readonly says: string; readonly holds: (run: RunRecord) => boolean }[];
  /** Those that are played, and by whom. */
  readonly slots: readonly PlannedSlot[];
  /** The values of the scenario that it lives by, as `EssentialName` writes them. */
  readonly essentials: readonly EssentialName[];
  /** Files and prompts in which it is written down who does what, and what stands in each. */
  readonly edits: (shape: Shape) => Places;
  /** The groups of steps that teams of their own do; null: it does not split its steps. */
  readonly groups: ((leaves: readonly LeafStep[]) => readonly StepGroup[]) | null;
}

/** Steps (leaves, by index) that one team does. */
export interface StepGroup {
  readonly name: string;
  readonly steps: readonly number[];
}

/**
 * A value of the scenario, by its dotted path. The name of a slot stands for whoever fills it, `agents` for every member:
 * `checker.detection`, `agents.credulity`, `faults.messages.loss`.
 */
export type EssentialName = string;

export interface Card {
  /** What it is; the first sentence is unique in the catalogue. */
  readonly what: string;
  readonly how: string;
  readonly notice: string;
  readonly tryThis: string;
  readonly breaksWhen: string;
}

/** The mark of a pattern in charts. No two patterns share both parts. */
export interface PatternLook {
  /** A slot of the palette; a theme says which colour it is. */
  readonly colour:
    | 'orange'
    | 'sky'
    | 'green'
    | 'yellow'
    | 'blue'
    | 'vermilion'
    | 'purple'
    | 'black'
    | 'brown'
    | 'teal'
    | 'navy'
    | 'plum'
    | 'grey';
  readonly shape:
    | 'circle'
    | 'square'
    | 'diamond'
    | 'cross'
    | 'triangle-up'
    | 'triangle-down'
    | 'triangle-left'
    | 'triangle-right';
}

/** Sizes for the token formula, where all specialists are alike: framing included. */
export interface Sizes {
  /** The brief as a message. */
  readonly brief: number;
  /** The brief's own tokens, and what the chat format puts around any message. */
  readonly bareBrief: number;
  readonly framing: number;
  /** A specialist's system prompt with the call's own framing; the coordinator's; the single agent's. */
  readonly prompt: number;
  readonly coordinatorPrompt: number;
  readonly generalistPrompt: number;
  /** A step's output as a message; without framing. */
  readonly output: number;
  readonly bareOutput: number;
  /** Tokens of a member's name. */
  readonly name: number;
  /** Tokens of a coordinator's decision, without the name in it; of what it writes when it answers. */
  readonly decision: number;
  readonly synthesis: number;
}

type Formula<Choices> = (shape: Shape, choices: Choices) => number;

export interface Expectations<Choices> {
  readonly calls: Formula<Choices>;
  readonly edges: Formula<Choices>;
  /** What the pattern's rules allow at most. */
  readonly edgesPossible: Formula<Choices>;
  readonly messages: Formula<Choices>;
  readonly criticalPathCalls: Formula<Choices>;
  readonly inputTokens: (shape: Shape, sizes: Sizes, choices: Choices) => number;
}

/** The same, with the options set. */
export type PlannedExpectations = {
  readonly [Id in Exclude<keyof Expectations<never>, 'inputTokens'>]: (shape: Shape) => number;
} & { readonly inputTokens: (shape: Shape, sizes: Sizes) => number };

/** The participants beside the members that a pattern casts: always, or with some shapes and options only. */
export type PartsOf<Choices> = {
  readonly [P in Part]?: 'always' | ((shape: Shape, choices: Choices) => boolean);
};

/**
 * The contract. A pattern is five answers: which agent is called next and by whom; what each call sees; what runs at once;
 * when it ends and at which limit; what happens at the limit or on a fault. It owns nothing else. Formulas, checks and story
 * see exactly the options and the wording that it declares, and the story exactly the parts.
 */
export interface PatternDefinition<Options extends OptionSet, Wording extends OptionSet, Parts> extends PatternFacts {
  readonly options: Options;
  readonly wording: Wording;
  /** What it casts beside the members. */
  readonly parts: Parts;
  /** How many of each agent there are, which are all given the same work; one, where nothing is said. */
  readonly panel?: (choices: NoInfer<Chosen<Options, Wording>>) => number;
  /** What a role may do in it, beside its steps, and which part plays that. */
  readonly slots?: SlotSet<NoInfer<Chosen<Options, Wording>>>;
  /** Values of the scenario without which it shows nothing of itself: it must not run on their defaults unsaid. */
  readonly essentials?: (choices: NoInfer<Chosen<Options, Wording>>) => readonly EssentialName[];
  /** Splits the work among teams that are led by another pattern each: groups of steps, a name for each. */
  readonly divides?: {
    readonly by: string;
    readonly groups: (leaves: readonly LeafStep[], choices: NoInfer<Chosen<Options, Wording>>) => readonly StepGroup[];
  };
  /** What a run measures where nothing fails and every step is needed. */
  readonly expects: Expectations<NoInfer<Chosen<Options, Wording>>>;
  /** Where it is written down who does what, beside each agent's own prompt; one piece of code, where nothing is said. */
  readonly edits?: (shape: Shape, choices: NoInfer<Chosen<Options, Wording>>) => Places;
  /** What is true of every run, whatever fails. */
  readonly checks: readonly PatternCheck<NoInfer<Chosen<Options, Wording>>>[];
  /** The story. */
  coordinate(cast: CastOf<NoInfer<Parts>>, choices: NoInfer<Chosen<Options, Wording>>): Process<Artifact>;
}

/** A pattern for the catalogue. Once its options are set, nothing outside has to know their types. */
export function definePattern<
  Options extends OptionSet,
  Wording extends OptionSet,
  Parts extends PartsOf<NoInfer<Chosen<Options, Wording>>>,
>(definition: PatternDefinition<Options, Wording, Parts>): Pattern {
  const {
    panel,
    parts,
    divides,
    expects,
    edits = codeWithAll,
    checks,
    coordinate,
    slots = {},
    essentials,
    ...facts
  } = definition;
  return {
    ...facts,
    divides: divides === undefined ? null : { by: divides.by },
    checks,
    slots,
    withOptions: (written): PlannedPattern => {
      const choices = chosenFrom(facts.options, facts.wording, written);
      const played = playedSlots(slots, choices);
      return {
        ...facts,
        options: choices,
        panel: panel?.(choices) ?? null,
        expects: planned(expects, choices, played),
        slots: played,
        essentials: essentials?.(choices) ?? [],
        fillingOf: (part) => played.find((one) => one.part === part && one.role !== null) ?? null,
        edits: (shape) => edits(shape, choices),
        checks: checks.map(({ says, holds }) => ({ says, holds: (run) => holds(run, choices) })),
        groups: divides === undefined ? null : (leaves) => divides.groups(leaves, choices),
        partsOf: (shape) => partsFor(parts, shape, choices),
        edgesPossible: (shape) => expects.edgesPossible(shape, choices),
        coordinate: (cast) => {
          if (!hasParts(cast, parts)) throw new Error(`a cast of ${facts.name} lacks one of its parts`);
          return coordinate(cast, choices);
        },
      };
    },
  };
}

/** The slots that somebody plays with these options. */
function playedSlots<Choices extends { readonly slots: Fillings }>(
  declared: SlotSet<Choices>,
  choices: Choices,
): PlannedSlot[] {
  return Object.entries(declared).flatMap(([name, { part, when }]): PlannedSlot[] => {
    const slot = name as Slot;
    return when === undefined || when(choices) ? [{ slot, part, role: choices.slots[slot] ?? null }] : [];
  });
}

function planned<Choices>(
  expects: Expectations<Choices>,
  choices: Choices,
  played: readonly PlannedSlot[],
): PlannedExpectations {
  // A role in the coordinator's place has a prompt and answers like a specialist's.
  const isFilled = played.some(({ part, role }) => part === 'coordinator' && role !== null);
  const sized = (z: Sizes): Sizes => (isFilled ? { ...z, coordinatorPrompt: z.prompt, synthesis: z.bareOutput } : z);
  return {
    calls: (shape) => expects.calls(shape, choices),
    edges: (shape) => expects.edges(shape, choices),
    edgesPossible: (shape) => expects.edgesPossible(shape, choices),
    messages: (shape) => expects.messages(shape, choices),
    criticalPathCalls: (shape) => expects.criticalPathCalls(shape, choices),
    inputTokens: (shape, sizes) => expects.inputTokens(shape, sized(sizes), choices),
  };
}

const PARTS: readonly Part[] = ['coordinator', 'planner', 'watcher', 'gate', 'engine', 'generalist'];

function partsFor<Choices>(parts: PartsOf<Choices>, shape: Shape, choices: Choices): Part[] {
  return PARTS.filter((part) => {
    const when = parts[part];
    return when === 'always' || when?.(shape, choices) === true;
  });
}

/** Whether a cast has every part that a pattern always casts. */
function hasParts<Parts extends { readonly [P in Part]?: unknown }>(
  cast: AnyCast,
  parts: Parts,
): cast is AnyCast & CastOf<Parts> {
  for (const part of PARTS) if (parts[part] === 'always' && cast[part] === null) return false;
  return true;
}
