/** What a pattern lets its user choose: each option says how it is read, its default, and what it means. */

export interface Option<T> {
  readonly initial: T;
  /** What it is, as the end of the sentence "`name` is ...". */
  readonly about: string;
  /** What may be written: shown in errors and in the catalogue. */
  readonly allowed: string;
  readonly accepts: (value: unknown) => value is T;
  /** The value that switches the option off, and what happens then; where there is such a value. */
  readonly off?: OffValue;
}

export interface OffValue {
  readonly value: unknown;
  readonly means: string;
}

/** Options by name, in the order in which they are shown: what a newcomer must know stands first. */
export type OptionSet = Readonly<Record<string, Option<unknown>>>;

/** Values of options by name, as a scenario writes them; those of the wording stand under `wording`. */
export type WrittenOptions = Readonly<Record<string, unknown>>;

/** The values of a set of options. */
export type ValuesOf<Options extends OptionSet> = {
  readonly [Name in keyof Options]: Options[Name] extends Option<infer T> ? T : never;
};

/** What somebody beside the members does, and a role of the scenario may do in place of the coordinator. */
export type Slot = 'checker' | 'judge' | 'gate' | 'selector' | 'collector';

/** The role that fills each slot; a slot that is not named is the coordinator's. */
export type Fillings = { readonly [S in Slot]?: string };

/** What a pattern is given: the values of its options, those of its wording under `wording`, and who fills its slots. */
export type Chosen<Options extends OptionSet, Wording extends OptionSet> = ValuesOf<Options> & {
  readonly wording: ValuesOf<Wording>;
  readonly slots: Fillings;
};

export function choice<const T extends string>(values: readonly T[], initial: NoInfer<T>, about: string): Option<T> {
  return {
    initial,
    about,
    allowed: values.join(' | '),
    accepts: (value): value is T => values.some((each) => each === value),
  };
}

export function flag(initial: boolean, about: string): Option<boolean> {
  return { initial, about, allowed: 'true | false', accepts: (value): value is boolean => typeof value === 'boolean' };
}

/** The most that anything is counted to, as in the scenario's own keys. */
const MOST_COUNTED = 1_000_000_000;

/** A whole number from `least` up, to `most` where that is said. */
export function count(initial: number, least: number, about: string, most = Number.POSITIVE_INFINITY): Option<number> {
  const accepts = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && inRange(value, least, Math.min(most, MOST_COUNTED));
  const end = most === Number.POSITIVE_INFINITY ? '' : ` to ${most}`;
  return { initial, about, allowed: `a whole number from ${least}${end}`, accepts };
}

/** The length of a text, in tokens. */
export function tokens(initial: number, about: string, least = 0): Option<number> {
  return count(initial, least, about);
}

export function probability(initial: number, about: string): Option<number> {
  const accepts = (value: unknown): value is number => typeof value === 'number' && inRange(value, 0, 1);
  return { initial, about, allowed: 'a probability from 0 to 1', accepts };
}

/** The same option, with what 0 means. */
export function offAtZero(option: Option<number>, means: string): Option<number> {
  return { ...option, off: { value: 0, means } };
}

const inRange = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** Every value that a pattern is given: what is written, else the default. Throws where a value is none that may be written. */
export function chosenFrom<Options extends OptionSet, Wording extends OptionSet>(
  options: Options,
  wording: Wording,
  written: WrittenOptions,
): Chosen<Options, Wording> & WrittenOptions {
  const slots = isRecord(written.slots) ? written.slots : {};
  const chosen = { ...filled(options, written), wording: filled(wording, wordingIn(written)), slots };
  if (!isChosen(options, wording, chosen)) throw new Error(`options that were not checked: ${JSON.stringify(written)}`);
  return chosen;
}

/** Both, key by key, also under `wording`; where both have a key, the second one counts. */
export function merged(first: WrittenOptions, second: WrittenOptions): WrittenOptions {
  return { ...first, ...second, wording: { ...wordingIn(first), ...wordingIn(second) } };
}

export function isRecord(value: unknown): value is WrittenOptions {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wordingIn({ wording }: WrittenOptions): WrittenOptions {
  return isRecord(wording) ? wording : {};
}

function filled(declared: OptionSet, written: WrittenOptions): WrittenOptions {
  return Object.fromEntries(Object.entries(declared).map(([name, { initial }]) => [name, written[name] ?? initial]));
}

function isChosen<Options extends OptionSet, Wording extends OptionSet>(
  options: Options,
  wording: Wording,
  values: WrittenOptions & { readonly wording: WrittenOptions; readonly slots: WrittenOptions },
): values is Chosen<Options, Wording> & WrittenOptions & { readonly wording: WrittenOptions } {
  return areAccepted(options, values) && areAccepted(wording, values.wording);
}

const areAccepted = (declared: OptionSet, values: WrittenOptions): boolean =>
  Object.entries(declared).every(([name, option]) => option.accepts(values[name]));
