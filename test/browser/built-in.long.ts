import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { makeClaimsReport, makeReport, writeIndex } from '../../scripts/site/reports.js';
import { listBuiltins } from '../../src/scenario/file.js';
import { describePages } from './site.js';

/** Every report that `npm run reports` makes, as it makes it. */
const folder = mkdtempSync(join(tmpdir(), 'site-'));

beforeAll(async () => {
  await writeIndex(
    folder,
    listBuiltins().map((name) => makeReport(name, folder)),
  );
  makeClaimsReport(folder);
}, 1_800_000);

describePages(folder, ['index.html', 'claims/report.html', ...listBuiltins().map((name) => `${name}/report.html`)]);
