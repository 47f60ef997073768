import { listBuiltins } from '../src/scenario/file.js';
import { path } from './generated.js';
import { buildSite, type SiteEffort } from './site/build.js';

/**
 * Builds the whole site in `site`, ready for any static host: `npm run site`. All reports take several minutes;
 * `npm run site -- --quick` makes few of them, with few replications, for a look at the pages. Nothing of it is committed.
 */
const WHOLE: SiteEffort = { scenarios: listBuiltins(), decide: [], claims: [], validate: [] };

/** Two scenarios under few patterns, one claim and the quickest kind of evidence. */
const QUICK: SiteEffort = {
  scenarios: ['announce', 'article'],
  decide: [
    ...['--patterns', 'workflow,choreography,maker-checker,fan-out', '--runs', '60'],
    ...['--samples', '4', '--runs-per-sample', '4'],
  ],
  claims: ['edges-quadratic', '--runs', '20'],
  validate: ['--only', 'recorded'],
};

const [option, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (option !== undefined && option !== '--quick')) {
  process.stderr.write(
    `There is no option '${process.argv.slice(2).join(' ')}'.\n  Run npm run site, or npm run site -- --quick.\n`,
  );
  process.exitCode = 2;
} else {
  const folder = path('site');
  await buildSite(folder, option === '--quick' ? QUICK : WHOLE, (what) => process.stderr.write(`${what}\n`));
  process.stderr.write(`Wrote ${folder}: open index.html in it, or put the folder on a static host.\n`);
}
