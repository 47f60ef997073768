import type { Option } from './options.js';
import type { Pattern } from './pattern.js';

/** Values of options by name, as a scenario writes them; those of the wording stand under `wording`. */
export type WrittenOptions = Readonly<Record<string, unknown>>;

/** The options that a pattern declares, by name, in the order in which they are shown. */
export function entries(pattern: Pattern): [string, Option<unknown>][] {
  return Object.entries(pattern.options);
}

/** The lengths of texts that a pattern declares, by name. */
export function wordingEntries(pattern: Pattern): [string, Option<unknown>][] {
  return Object.entries(pattern.wording);
}

/** Every value that a pattern is given: what is written, else the default. */
export function chosenFrom(pattern: Pattern, written: WrittenOptions): never {
  const wording = wordingIn(written);
  const values = filled(entries(pattern), written);
  return { ...values, wording: filled(wordingEntries(pattern), wording) } as never;
}

/** What a pattern is given where nothing is written. */
export const defaultsOf = (pattern: Pattern): never => chosenFrom(pattern, {});

/** Both, key by key, also under `wording`; where both have a key, the second one counts. */
export function merged(first: WrittenOptions, second: WrittenOptions): WrittenOptions {
  return { ...first, ...second, wording: { ...wordingIn(first), ...wordingIn(second) } };
}

function wordingIn({ wording }: WrittenOptions): WrittenOptions {
  return isRecord(wording) ? wording : {};
}

export function isRecord(value: unknown): value is WrittenOptions {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function filled(declared: readonly [string, Option<unknown>][], written: WrittenOptions): WrittenOptions {
  return Object.fromEntries(declared.map(([name, option]) => [name, written[name] ?? option.initial]));
}
