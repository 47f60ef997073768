import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { makeClaimsReport, makeReport, writeIndex } from '../../scripts/site.js';
import { describePages } from './site.js';

/** A decision over uncertain ranges, of few replications; all: `npm run test:long`. */
const SMALL = [
  '--patterns',
  'pipeline,supervisor,choreography',
  '--runs',
  '20',
  '--samples',
  '4',
  '--runs-per-sample',
  '5',
];
const folder = mkdtempSync(join(tmpdir(), 'site-'));

beforeAll(async () => {
  await writeIndex(folder, [makeReport('article', folder, SMALL)]);
  makeClaimsReport(folder, ['call-counts', 'race-on-persist']);
}, 300_000);

describePages(folder, ['index.html', 'claims/report.html', 'article/report.html']);
