import * as z from 'zod';
import { NAME_SOURCE } from './kinds.js';
import { scenarioSchema } from './schema.js';

/** JSON Schema of the file form, for editors: unknown keys are errors, every key is described and shows its default. */
export function scenarioJsonSchema(): z.core.JSONSchema.BaseSchema {
  // Draft 7 is what editors understand best.
  const schema = z.toJSONSchema(scenarioSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      // zod drops the default of a key whose value is transformed.
      const standard = z.globalRegistry.get(zodSchema)?.default;
      if (standard !== undefined) jsonSchema.default = standard as NonNullable<typeof jsonSchema.default>;
      // JSON has no infinity and makes it null: a default of no limit is in the description alone.
      if (jsonSchema.default === null) delete jsonSchema.default;
      // A shared definition with a description of its own comes as a reference and as a copy; one is enough.
      if (jsonSchema.allOf?.some(({ $ref }) => $ref !== undefined) === true) delete jsonSchema.anyOf;
    },
  });
  return { ...(withReferences(schema, '') as z.core.JSONSchema.BaseSchema), title: 'Scenario' };
}

const REFERENCE = `^\\$${NAME_SOURCE}$`;
/** Below these stand names and defaults, which no shared value stands for. */
const NO_VALUES = new Set(['propertyNames', 'default', 'enum', 'required', 'vars']);

/** Any single value may be the name of a shared one. */
function withReferences(schema: unknown, key: string): unknown {
  if (NO_VALUES.has(key)) return schema;
  if (Array.isArray(schema)) return schema.map((item) => withReferences(item, ''));
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, withReferences(value, name)]));
  return key === 'properties' ? inner : orReference(inner);
}

function orReference(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { type, pattern, enum: words, ...rest } = schema;
  const types = Array.isArray(type) ? type : [type];
  if (!types.some((one) => ['number', 'integer', 'boolean', 'string'].includes(String(one)))) return schema;
  if (Array.isArray(words))
    return {
      ...rest,
      anyOf: [
        { type, enum: words },
        { type: 'string', pattern: REFERENCE },
      ],
    };
  if (types.includes('string') && pattern === undefined) return schema;
  const either = pattern === undefined ? REFERENCE : `(?:${String(pattern)})|(?:${REFERENCE})`;
  return { ...rest, type: [...new Set([...types, 'string'])], pattern: either };
}
