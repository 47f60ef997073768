import { rmSync } from 'node:fs';
import { listBuiltins } from '../src/scenario/file.js';
import { path } from './generated.js';
import { makeClaimsReport, makeExample, makeReport, makeValidationReport, writeIndex } from './site/reports.js';

/**
 * Makes the reports of all built-in scenarios, of the claims and of the validation in `site/reports`: `npm run reports`. It
 * takes some minutes, and nothing of it is committed. `npm run reports -- example` renews the one report that is: `reports/example`.
 */
if (process.argv[2] === 'example') {
  makeExample();
} else {
  const folder = path('site/reports');
  rmSync(folder, { recursive: true, force: true });
  const made = listBuiltins().map((name) => {
    process.stderr.write(`${name}\n`);
    return makeReport(name, folder);
  });
  process.stderr.write('claims\n');
  makeClaimsReport(folder);
  process.stderr.write('validation\n');
  makeValidationReport(folder);
  await writeIndex(folder, made);
}
