/** A preset as it stands in its file, in the form that the twins of recorded runs are made of. */
import { isRecord, merged, type WrittenOptions } from '../patterns/declared.js';
import type { ClientPolicy, Policies } from '../scenario/scenario.js';
import { client as clientSchema } from '../scenario/schema/client.js';
import { policies } from '../scenario/schema/policies.js';

/** What a preset's file holds, as plain data. */
export type PresetFile = (name: string) => unknown;

/** What a preset says of one pattern, and of all. */
export interface PresetValues {
  /** Messages carry their author's name. */
  readonly named: boolean;
  readonly lead: { readonly prompt?: number; readonly nameTokens?: number; readonly decision?: number };
  readonly retry: Policies['retry'];
  readonly client: ClientPolicy;
  readonly options: WrittenOptions;
}

export type Presets = (name: string, pattern: string | null) => PresetValues;

export function presetsFrom(file: PresetFile): Presets {
  return (name, pattern) => {
    const values = isRecordOf(file(name), name);
    const framing = recordAt(recordAt(values, 'provider'), 'framing');
    const { retry } = policies.parse(values.policies ?? {});
    const client = clientSchema.parse(values.client ?? {});
    const options = pattern === null ? {} : recordAt(recordAt(values, 'patterns'), pattern);
    return { named: framing.named === true, lead: leadIn(recordAt(values, 'coordinator')), retry, client, options };
  };
}

function leadIn({ prompt, nameTokens, decision }: WrittenOptions): PresetValues['lead'] {
  const given = Object.entries({ prompt, nameTokens, decision }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, Number(value)]));
}

/** Options with so many tokens more in their wording. */
export function addedTo(options: WrittenOptions, more: Readonly<Record<string, number>>): WrittenOptions {
  const wording = recordAt(options, 'wording');
  const added = Object.entries(more).map(([name, tokens]) => [name, Number(wording[name] ?? 0) + tokens] as const);
  return merged(options, { wording: Object.fromEntries(added) });
}

/** How a user sets a mode of a preset, as one would write it behind the command. */
export function flagsOf(preset: string, pattern: string, mode: WrittenOptions): string {
  const set = overridesOf(pattern, mode).map((text) => ` --set ${text}`);
  return `--preset ${preset}${set.join('')}`;
}

/** Options of a pattern as overrides, `path=value`. */
export const overridesOf = (pattern: string, options: WrittenOptions): string[] =>
  leaves(options, ['patterns', pattern]);

function leaves(values: WrittenOptions, path: readonly string[]): string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    isRecord(value) ? leaves(value, [...path, key]) : [`${[...path, key].join('.')}=${String(value)}`],
  );
}

const recordAt = (values: WrittenOptions, key: string): WrittenOptions => {
  const inner = values[key];
  return isRecord(inner) ? inner : {};
};

function isRecordOf(values: unknown, name: string): WrittenOptions {
  if (isRecord(values)) return values;
  throw new Error(`There is no preset '${name}'.`);
}
