import type * as z from 'zod';
import type { SayProblem } from '../checks/check.js';
import { declare } from '../schema/key.js';

/** Something that can go wrong, as a key under `faults`: how a file writes it, and what the simulator is given. */
export interface Fault<Schema extends z.ZodType, Value> {
  readonly schema: Schema;
  readonly resolve: (form: z.output<Schema>) => Value;
  /** Reports what no single value shows. */
  readonly check?: (given: GivenFault) => void;
}

/** A fault that a file gives to a role, as plain data. */
export interface GivenFault {
  /** Anything: the schema reports a wrong type. */
  readonly form: unknown;
  readonly path: readonly string[];
  readonly role: string;
  /** How many instances the role has. */
  readonly instances: number;
  readonly report: SayProblem;
}

/** A fault that is one value, which the simulator takes as it is. */
export function valueFault<Schema extends z.ZodType>(schema: Schema): Fault<Schema, z.output<Schema>> {
  return { schema, resolve: (form) => form };
}

/** A fault with keys of its own, which is absent by default: then the simulator is given null. */
export function groupFault<Group extends z.ZodType, Value>(
  keys: Group,
  fault: {
    readonly means: string;
    readonly resolve: (form: z.output<Group>) => Value;
    readonly check?: (given: GivenFault) => void;
  },
): Fault<z.ZodOptional<Group>, Value | null> {
  const { means, resolve, check } = fault;
  return {
    schema: declare(keys, { means, otherwise: 'none', off: null }),
    resolve: (form) => (form === undefined ? null : resolve(form as z.output<Group>)),
    ...(check === undefined ? {} : { check }),
  };
}

/** Some faults by their keys. */
export type FaultKeys = Readonly<Record<string, Fault<z.ZodType, unknown>>>;

/** What the simulator is given of them. */
export type FaultValues<Keys extends FaultKeys> = { readonly [K in keyof Keys]: ReturnType<Keys[K]['resolve']> };

export function valuesOf<Keys extends FaultKeys>(
  faults: Keys,
  forms: Readonly<Record<string, unknown>>,
): FaultValues<Keys> {
  const values = Object.entries(faults).map(([name, { resolve }]) => [name, resolve(forms[name])]);
  return Object.fromEntries(values) as FaultValues<Keys>;
}

/** What the simulator is given where a file names none of them. */
export function absentValuesOf<Keys extends FaultKeys>(faults: Keys): FaultValues<Keys> {
  const forms = Object.entries(faults).map(([name, { schema }]) => [name, schema.parse(undefined)]);
  return valuesOf(faults, Object.fromEntries(forms));
}
