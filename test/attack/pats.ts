import { patterns } from '../../src/patterns/index.js';
const n = 4;
for (const s of process.argv.slice(2).map(Number)) console.log(s, patterns.map(p=>p.name).filter((_,i)=>((i-s*n)%22+22)%22<n).join());
