import { writeFileSync, appendFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { patterns } from '../../src/patterns/index.js';
import { scenarioFrom } from './scenarios.js';
import { Attacker } from './pool.js';
const [from, to, out, secs='20', each='22'] = process.argv.slice(2);
const a = new Attacker(Number(secs)/4);
const all = patterns.map(p=>p.name);
const counts: Record<string, number> = {};
let ms=0;
for (let s = Number(from); s < Number(to); s++) {
  const g = scenarioFrom(s);
  if (!g.data) { counts.none=(counts.none??0)+1; continue; }
  delete (g.data.patterns as any)?.only;
  const text = stringify(g.data);
  const n=Number(each);
  const ps = n>=22?all:all.filter((_,i)=>((i-s*n)%22+22)%22<n);
  const e = await a.carryOut({ kind: 'run', text, patterns: ps, isWhole: s % 50 === 0 });
  const k = `${g.isExtreme ? 'extreme' : 'usual'} ${e.end}`;
  counts[k] = (counts[k] ?? 0) + 1; ms+=e.ms;
  if (e.end !== 'ran' && e.end !== 'refused' || e.ms>5000) { appendFileSync(out!, JSON.stringify({ seed: s, ...e, warnings: undefined }) + '\n'); }
}
a.stop();
console.log(counts, ms/(Number(to)-Number(from)));
process.exit(0)
