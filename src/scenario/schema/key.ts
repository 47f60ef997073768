import * as z from 'zod';
import { type Kind, leaf } from './kinds.js';

/** What a pattern must have so that a policy has an effect. */
export type PolicyNeed = 'a caller that waits' | 'a bus' | 'a holder of the control flow';

/**
 * Everything that is said of one key, at the one place where it is declared. The schema, the defaults, editors, the
 * reference, what an undisturbed run resets, advice on policies and the assumptions in reports are made from it.
 */
export interface KeyFacts {
  /** One sentence without its full stop. */
  readonly means: string;
  /** Unit and range; null for a group of keys. */
  readonly range: string | null;
  readonly isRequired: boolean;
  /** It has keys, names or items of its own. */
  readonly isGroup: boolean;
  /** What holds where the key is left out: a value as a file writes it, or words; undefined where there is nothing to say. */
  readonly standard: unknown;
  /** Its value in a resolved scenario where it does nothing. */
  readonly off?: unknown;
  /** Why a probability, a fault or a policy has no such value. */
  readonly noOff?: string;
  /** Of a policy: where a pattern lacks this, the policy has no effect. */
  readonly needs?: PolicyNeed;
  /** Patterns may live by it: what its default means for them, and where it plausibly lies. */
  readonly essential?: EssentialFacts;
  /** The name under which reports list it among their assumptions; every value that a file gives is listed anyway. */
  readonly shown?: string;
}

/** What is said of a key that a pattern may live by. */
export interface EssentialFacts {
  /** The plausible range: a decision varies the value over it where a file leaves it at its default and gives no range. */
  readonly range: readonly [number, number];
  /** What holds while the value is left at its default, as a sentence without capital and full stop. */
  readonly left: string;
}

type Said = Pick<KeyFacts, 'means' | 'off' | 'noOff' | 'needs' | 'essential' | 'shown'>;
interface Ranged {
  /** Unit and range. */
  readonly range?: string;
  readonly isGroup?: false;
}
/** A key that every file gives. */
export type RequiredKey = Said & { readonly required: true };
/** A key with a default, as a file writes it; `otherwise` says it in words. */
export type DefaultKey = Said & { readonly default: unknown; readonly otherwise?: string };
/** A key that may stay absent: `otherwise` says what holds then, in words. */
export type OptionalKey = Said & { readonly otherwise: string };
/** A key that may stay absent, and has this value once the scenario is resolved. */
export type FilledKey = Said & { readonly filled: unknown };

type AnyKey = RequiredKey | DefaultKey | OptionalKey | FilledKey;

const FACTS = z.registry<KeyFacts>();

/** What is said of the key whose schema this is; null where that is no key of its own. */
export function factsOf(schema: z.ZodType): KeyFacts | null {
  const facts = FACTS.get(schema);
  if (facts !== undefined) return facts;
  const isWrapper = schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault || schema instanceof z.ZodLazy;
  return isWrapper ? factsOf(schema.unwrap() as z.ZodType) : null;
}

/** A value that several keys may have: a kind of scalar, or a schema with the range that descriptions name. */
export type KeyType<T> = Kind<T> | SchemaType<T>;

export interface SchemaType<T> {
  readonly range: string;
  readonly schema: z.ZodType<T>;
}

/** Declares a key that has one value. */
export function key<T>(type: KeyType<T>, said: RequiredKey): z.ZodType<T>;
export function key<T>(type: KeyType<T>, said: DefaultKey): z.ZodPrefault<z.ZodType<T>>;
export function key<T>(type: KeyType<T>, said: OptionalKey | FilledKey): z.ZodOptional<z.ZodType<T>>;
export function key<T>(type: KeyType<T>, said: AnyKey): z.ZodType {
  const schema = 'read' in type ? leaf(type) : type.schema;
  const ranged: OptionalKey & Ranged = { ...(said as OptionalKey), range: type.range, isGroup: false };
  return declare(schema as z.ZodType, ranged);
}

/** Declares a key by a schema of its own: a group of keys, a map, a list or a union. */
export function declare<S extends z.ZodType>(schema: S, said: RequiredKey & Ranged): S;
export function declare<S extends z.ZodType>(schema: S, said: DefaultKey & Ranged): z.ZodPrefault<S>;
export function declare<S extends z.ZodType>(schema: S, said: (OptionalKey | FilledKey) & Ranged): z.ZodOptional<S>;
export function declare(schema: z.ZodType, said: AnyKey & Ranged): z.ZodType {
  const { means, range = null, isGroup = true, noOff, needs, essential, shown } = said;
  const isRequired = 'required' in said;
  const inserted = 'default' in said ? said.default : 'filled' in said ? said.filled : undefined;
  const standard = 'otherwise' in said ? said.otherwise : inserted;
  const facts: KeyFacts = {
    ...{ means, range, isRequired, isGroup, standard },
    ...('off' in said ? { off: said.off } : {}),
    ...(noOff === undefined ? {} : { noOff }),
    ...(needs === undefined ? {} : { needs }),
    ...(essential === undefined ? {} : { essential }),
    ...(shown === undefined ? {} : { shown }),
  };
  const described = schema.meta({
    description: descriptionOf(facts),
    ...(isInsertable(inserted) ? { default: inserted } : {}),
  });
  const wrapped = 'default' in said ? described.prefault(said.default) : isRequired ? described : described.optional();
  FACTS.add(wrapped, facts);
  return wrapped;
}

/** A group of keys that need not be there: then each of them has its own default. */
export function group<S extends z.ZodType>(schema: S, means: string): z.ZodPrefault<S> {
  return declare(schema, { means, default: {}, otherwise: '' });
}

/** A value in a list, or of a map: it is described, and is no key of its own. */
export const item = <T>(type: Kind<T>, means: string): z.ZodType<T> =>
  leaf(type).meta({ ...type.json, description: `${means} (${type.range}).` });

/** In words: what it means, unit and range, and what holds where it is left out. */
function descriptionOf({ means, range, isRequired, standard }: KeyFacts): string {
  const told = isRequired
    ? 'required'
    : standard === undefined || standard === ''
      ? ''
      : `default ${inWords(standard)}`;
  const about = [range ?? '', told].filter((part) => part !== '').join('; ');
  return about === '' ? `${means}.` : `${means} (${about}).`;
}

/** A value as a file writes it. */
export function inWords(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return 'none';
  if (value === Number.POSITIVE_INFINITY) return '.inf';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** JSON knows no infinity, and a default in words is none that an editor could insert. */
const isInsertable = (value: unknown): boolean =>
  value !== undefined &&
  value !== Number.POSITIVE_INFINITY &&
  (typeof value === 'object' ? !(isEmpty(value) && !Array.isArray(value)) : !/ |^$/.test(`${value}`));

const isEmpty = (value: object | null): boolean => value !== null && Object.keys(value).length === 0;
