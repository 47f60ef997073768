import * as z from 'zod';

/** What may stand at a place of the schema. */
export type SchemaContent =
  | { readonly kind: 'keys'; readonly shape: Readonly<Record<string, z.ZodType>>; readonly rest: z.ZodType | null }
  | { readonly kind: 'names'; readonly value: z.ZodType }
  | { readonly kind: 'list'; readonly element: z.ZodType }
  | { readonly kind: 'value' };

/** The schema under optional, default, lazy and transform. */
export function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault || schema instanceof z.ZodLazy) {
    return bare(schema.unwrap() as z.ZodType);
  }
  return schema instanceof z.ZodPipe && !(schema.in instanceof z.ZodUnknown) ? bare(schema.in as z.ZodType) : schema;
}

/** Where a union has a branch with keys, that is the one that paths lead into. */
export function inside(schema: z.ZodType): SchemaContent {
  const plain = bare(schema);
  if (plain instanceof z.ZodObject) {
    const rest = plain.def.catchall;
    const open = rest !== undefined && !(rest instanceof z.ZodNever);
    return { kind: 'keys', shape: plain.shape, rest: open ? (rest as z.ZodType) : null };
  }
  if (plain instanceof z.ZodRecord) return { kind: 'names', value: plain.valueType as z.ZodType };
  if (plain instanceof z.ZodArray) return { kind: 'list', element: plain.element as z.ZodType };
  if (plain instanceof z.ZodUnion) {
    const branches = (plain.options as z.ZodType[]).map(inside);
    return branches.find(({ kind }) => kind === 'keys') ?? branches.find(({ kind }) => kind !== 'value') ?? VALUE;
  }
  return VALUE;
}

const VALUE: SchemaContent = { kind: 'value' };

/** The schema of a key, index or name inside another; null where there is none. */
export function child(schema: z.ZodType, part: string | number): z.ZodType | null {
  const place = inside(schema);
  if (place.kind === 'keys') return Object.hasOwn(place.shape, part) ? (place.shape[part] ?? null) : place.rest;
  if (place.kind === 'names') return place.value;
  return place.kind === 'list' ? place.element : null;
}

/** The schema at a path; null where the path leaves the schema. */
export function schemaAt(root: z.ZodType, path: readonly PropertyKey[]): z.ZodType | null {
  let schema: z.ZodType | null = root;
  for (const part of path) schema = schema === null ? null : child(schema, String(part));
  return schema;
}

/** The keys that the schema names at a place. */
export function keysOf(schema: z.ZodType | null): string[] {
  const place = schema === null ? VALUE : inside(schema);
  return place.kind === 'keys' ? Object.keys(place.shape) : [];
}
