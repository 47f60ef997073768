import { readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { readRecording } from '/work/main/src/experiment/validate/recording.js';
import { validateRecorded } from '/work/main/src/experiment/validate/recorded.js';
import { test } from 'vitest';
test('x', () => {
const r = readRecording(readFileSync('/work/main/test/data/framework-runs.json','utf8'),'f');
if (!r.ok) throw new Error(r.problem);
const { rows, notCovered } = validateRecorded(r.recording, countTokens);
console.log(rows.length, rows.filter(x=>!x.ok).length, new Set(rows.map(x=>x.name)).size);
for (const x of rows.filter(x=>!x.ok)) console.log(x.name,'|',x.what,x.expected,x.got,x.error,x.allowed,x.note);
const off = rows.filter(x=>x.error>0); console.log('not exact', off.length); for (const x of off) console.log(x.name, x.what, x.expected, x.got, (x.error/x.expected*100).toFixed(2)+'%');
console.log(notCovered.length, notCovered.reduce((s,x)=>s+x.runs,0), JSON.stringify(notCovered.filter(x=>!x.why.startsWith('no pattern'))));
});
