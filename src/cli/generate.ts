import { mkdirSync, writeFileSync } from 'node:fs';
import { measures } from '../measures/index.js';
import { measuresMarkdown } from '../report/measures.js';
import { scenarioJsonSchema } from '../scenario/json-schema.js';

/** Renews what is made from declarations: `npm run generate`. Tests say when it is due. */
const root = new URL('../../', import.meta.url);
for (const folder of ['schema/', 'docs/']) mkdirSync(new URL(folder, root), { recursive: true });
writeFileSync(new URL('schema/scenario.schema.json', root), `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
writeFileSync(new URL('docs/measures.md', root), measuresMarkdown(measures));
