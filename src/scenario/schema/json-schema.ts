import * as z from 'zod';
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
  return { ...schema, title: 'Scenario' };
}
