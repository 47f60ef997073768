import type * as z from 'zod';
import { factsOf, type KeyFacts } from './key.js';
import { scenarioSchema } from './schema.js';
import { bare, inside } from './walk.js';

/** A key of the scenario language, with everything that is said of it. */
export interface DeclaredKey extends KeyFacts {
  /** From the top of the file; `*` for any name, or any item of a list. */
  readonly path: readonly string[];
}

/** Every key of the language, in the order of the reference: a group before the keys in it. */
export const declaredKeys: readonly DeclaredKey[] = below(scenarioSchema, [], []);

function below(schema: z.ZodType, path: readonly string[], around: readonly z.ZodType[]): DeclaredKey[] {
  const facts = factsOf(schema);
  const own = facts === null ? [] : [{ path, ...facts }];
  const plain = bare(schema);
  // A team may have teams in it: they have the same keys.
  if (facts?.isGroup === false || around.includes(plain)) return own;
  const content = inside(schema);
  const within = [...around, plain];
  const any = (inner: z.ZodType): DeclaredKey[] => below(inner, [...path, '*'], within);
  if (content.kind === 'names') return [...own, ...any(content.value)];
  if (content.kind === 'list') return [...own, ...any(content.element)];
  if (content.kind === 'value') return own;
  const keys = Object.entries(content.shape).flatMap(([name, inner]) => below(inner, [...path, name], within));
  return [...own, ...keys, ...(content.rest === null ? [] : any(content.rest))];
}
