import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { scenarioFrom } from './scenarios.js';
for (const s of process.argv.slice(2)) { const g = scenarioFrom(Number(s)); if (g.data) { delete (g.data.patterns as any)?.only; writeFileSync(`/tmp/w/attack-tools/s${s}.yaml`, stringify(g.data)); } }
