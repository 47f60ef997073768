import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../scenario/json-schema.js';

/** Renews the JSON Schema that editors read: npm run schema. */
const file = new URL('../../schema/scenario.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
