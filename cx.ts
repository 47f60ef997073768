import { validateClosedForms } from './src/validation/index.js';
const rows = validateClosedForms();
for (const r of rows) {
  if (!r.ok) console.log('NOT', r.name, r.what, r.got, r.expected, r.note);
  if (r.allowed > 0.2 * Math.abs(r.expected)) console.log('WIDE', r.name, r.what, r.allowed, r.expected);
  if (['calls', 'edges', 'messages', 'tokens'].includes(r.unit) && !['attempts', 'calls per task', 'refused calls per task'].includes(r.what) && r.allowed !== 0) console.log('COUNT', r.name, r.what);
}
console.log(rows.length);
