/** What the generators of recordings share: how long a message is, and who wrote what. Nothing of the simulator is used. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { RecordedSizes } from '../../src/validation/recording.js';

/** A call: who made it, when (in calls' times), what it saw and wrote. */
export type Call = readonly [caller: string, at: number, input: number, output: number];

export interface Written {
  readonly calls: readonly Call[];
  readonly edges: readonly string[];
  readonly path: number;
  readonly trips?: number;
}

export interface Case {
  readonly sizes: RecordedSizes;
  /** Bare names of the specialists, in the order of the work. */
  readonly names: readonly string[];
}

/** A message of a role without a name, or with one: a field and the name. */
export const message = (tokens: number, name?: string): number =>
  4 + tokens + (name === undefined ? 0 : 1 + countTokens(name));
export const CALL = 3;
export const spec = (name: string): string => `spec-${name}`;

/** A call of the specialist's own tool, and its answer of 120 tokens. */
export function toolTraffic(name: string): { readonly call: number; readonly tokens: number } {
  const call = 8 + countTokens(`transfer_to_${name}`) - countTokens('transfer_to');
  return { call, tokens: message(call, name) + message(120) + 2 };
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
