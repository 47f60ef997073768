/** What a pattern lets its user choose: each option says how it is read, its default, and what it means. */

export interface Option<T> {
  readonly initial: T;
  /** What it is, as the end of the sentence "`name` is ...". */
  readonly about: string;
  /** What may be written: shown in errors and in the catalogue. */
  readonly allowed: string;
  readonly accepts: (value: unknown) => boolean;
  /** The value that switches the option off, and what happens then; where there is such a value. */
  readonly off?: OffValue;
}

export interface OffValue {
  readonly value: unknown;
  readonly means: string;
}

/** Options by name, in the order in which they are shown: what a newcomer must know stands first. */
export type OptionSet = Readonly<Record<string, Option<unknown>>>;

/** The values of a set of options. */
export type ValuesOf<Options extends OptionSet> = {
  readonly [Name in keyof Options]: Options[Name] extends Option<infer T> ? T : never;
};

/** What a pattern is given: the values of its options, and those of its wording under `wording`. */
export type Chosen<Options extends OptionSet, Wording extends OptionSet> = ValuesOf<Options> & {
  readonly wording: ValuesOf<Wording>;
};

export function choice<const T extends string>(values: readonly T[], initial: NoInfer<T>, about: string): Option<T> {
  return {
    initial,
    about,
    allowed: values.join(' | '),
    accepts: (value) => (values as readonly unknown[]).includes(value),
  };
}

export function flag(initial: boolean, about: string): Option<boolean> {
  return { initial, about, allowed: 'true | false', accepts: (value) => typeof value === 'boolean' };
}

/** A whole number from `least` up, to `most` where that is said. */
export function count(initial: number, least: number, about: string, most = Number.POSITIVE_INFINITY): Option<number> {
  const accepts = (value: unknown): boolean => Number.isInteger(value) && inRange(Number(value), least, most);
  const end = most === Number.POSITIVE_INFINITY ? '' : ` to ${most}`;
  return { initial, about, allowed: `a whole number from ${least}${end}`, accepts };
}

/** The length of a text, in tokens. */
export function tokens(initial: number, about: string, least = 0): Option<number> {
  return count(initial, least, about);
}

export function probability(initial: number, about: string): Option<number> {
  const accepts = (value: unknown): boolean => typeof value === 'number' && inRange(value, 0, 1);
  return { initial, about, allowed: 'a probability from 0 to 1', accepts };
}

/** The same option, with what 0 means. */
export function offAtZero(option: Option<number>, means: string): Option<number> {
  return { ...option, off: { value: 0, means } };
}

const inRange = (value: number, least: number, most: number): boolean => value >= least && value <= most;
