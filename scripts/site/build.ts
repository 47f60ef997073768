import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { h } from 'hastscript';
import { patterns } from '../../src/patterns/index.js';
import { withEmbedded } from '../../src/playground/embedded.js';
import { raw } from '../../src/report/html/escape.js';
import { path } from '../generated.js';
import { homePage } from './home.js';
import { pageOf, relative, SiteLinks } from './links.js';
import { rendered } from './markdown.js';
import { type SitePage, STYLE, sitePage } from './page.js';
import { CATALOGUE, PATTERNS_PAGE, patternPage, patternPages, patternsPage } from './patterns.js';
import { type MadeReport, makeClaimsReport, makeReport, makeValidationReport, writeIndex } from './reports.js';
import { SCENARIOS_PAGE, scenariosPage } from './scenarios.js';
import { summaryFigures } from './standing.js';

/** How much of the site is measured: the rest is the same. */
export interface SiteEffort {
  /** Built-in scenarios of which a report is made. */
  readonly scenarios: readonly string[];
  /** Options of `rehearse decide`, for each. */
  readonly decide: readonly string[];
  /** Claims to test, and options of `rehearse claims`; no claim: all. */
  readonly claims: readonly string[];
  /** Options of `rehearse validate`. */
  readonly validate: readonly string[];
}

/** Documents that nothing needs to lead to. */
const SEEDS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
/** What stands for a report in the repository, which holds no others. */
const EXAMPLE_REPORT = 'reports/example/report.md';
/** Styles of reports, which the pages of the site share, and what they add. */
const STYLES = [
  'assets/report/page.css',
  'assets/report/content.css',
  'assets/report/media.css',
  'scripts/site/site.css',
];

/**
 * Builds the whole site in `folder`: pages that any static host serves as they are, and that open from a disk. Needs a build.
 * `say` is told what is made.
 */
export async function buildSite(folder: string, effort: SiteEffort, say: (what: string) => void): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const reports = join(folder, 'reports');
  const made = effort.scenarios.map((name): MadeReport => {
    say(name);
    return makeReport(name, reports, effort.decide);
  });
  say('claims');
  makeClaimsReport(reports, effort.claims);
  say('validation');
  makeValidationReport(reports, effort.validate);
  await writeIndex(reports, made);
  leadBack(folder, reports);
  say('pages');
  const links = new SiteLinks(path('.'), (target, anchor) => ledTo(target, anchor, effort.scenarios));
  for (const page of pagesOf(links, made, reports)) put(folder, page.at, sitePage(page));
  for (const name of effort.scenarios)
    put(folder, `reports/${name}/adr.html`, sitePage(recordPage(name, reports, links)));
  for (const file of links.copied) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(path(file), join(folder, file));
  }
  for (const at of claimFolders(reports)) put(folder, `${at}/index.html`, sitePage(filesPage(at, folder)));
  const playground = readFileSync(path('dist/playground/index.html'), 'utf8');
  put(folder, 'play/index.html', withEmbedded(playground, { site: '../index.html' }));
  put(folder, STYLE, STYLES.map((file) => readFileSync(path(file), 'utf8')).join('\n'));
  // Some hosts leave out what they take for sources, unless told.
  put(folder, '.nojekyll', '');
}

/** Pages that are made of more than one file, or of a part of one. */
function ledTo(target: string, anchor: string, reported: readonly string[]): string | null {
  if (target === 'scenarios' || target === 'scenarios/') return SCENARIOS_PAGE;
  if (target === EXAMPLE_REPORT)
    return reported.includes('article') ? 'reports/article/report.html' : 'reports/index.html';
  if (target !== CATALOGUE) return null;
  return patterns.some(({ name }) => name === anchor) ? patternPage(anchor) : PATTERNS_PAGE;
}

function pagesOf(links: SiteLinks, made: readonly MadeReport[], reports: string): SitePage[] {
  const standings = new Map(made.map(({ name }) => [name, summaryFigures(join(reports, name))]));
  const pages = [
    homePage(links, made, readFileSync(path('docs/README.md'), 'utf8')),
    patternsPage(links),
    ...patternPages(links, standings),
    scenariosPage(links, made),
  ];
  for (const seed of [...SEEDS, ...documents()]) links.pages.add(seed);
  // A page may lead to one that nothing led to before: a set goes on to what is added while it is read.
  for (const file of links.pages) pages.push(documentPage(file, links));
  return pages;
}

function documents(): string[] {
  return ['docs', 'docs/spec'].flatMap((folder) =>
    readdirSync(path(folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`)
      .filter((file) => file !== CATALOGUE),
  );
}

function documentPage(file: string, links: SiteLinks): SitePage {
  const at = pageOf(file);
  const { title, html } = rendered(readFileSync(path(file), 'utf8'), (href) => links.resolved(href, file, at));
  return { at, title, content: [raw(html)] };
}

/** A decision record as a page; what stands beside it in the run folder is there already. */
function recordPage(name: string, reports: string, links: SiteLinks): SitePage {
  const at = `reports/${name}/adr.html`;
  const text = readFileSync(join(reports, name, 'adr.md'), 'utf8');
  const { title, html } = rendered(text, (href) =>
    /^(#|[\w-]+\.\w+$|charts\/)/.test(href) ? href : links.resolved(href, at, at),
  );
  return { at, title, content: [raw(html)] };
}

/** The report of the claims leads to folders, which a host does not list by itself. */
function claimFolders(reports: string): string[] {
  const entries = readdirSync(join(reports, 'claims'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `reports/claims/${name}`);
}

function filesPage(at: string, folder: string): SitePage {
  const files = readdirSync(join(folder, at)).sort();
  const name = at.slice(at.lastIndexOf('/') + 1);
  return {
    ...{ at: `${at}/index.html`, title: name },
    content: [
      h('h1', name),
      h('p', ['What was measured for ', h('a', { href: `../report.html#${name}` }, 'this claim'), '.']),
      h(
        'ul',
        files.map((file) => h('li', h('a', { href: file }, file))),
      ),
    ],
  };
}

/** Reports are files that stand alone: in the site they lead back to it. */
function leadBack(folder: string, reports: string): void {
  for (const file of readdirSync(reports, { recursive: true, encoding: 'utf8' })) {
    if (!/(^|[\\/])(report|index)\.html$/.test(file)) continue;
    const at = `reports/${file.replaceAll('\\', '/')}`;
    const way = `<p><a href="${relative(at, 'index.html')}">Dress Rehearsal</a></p>\n`;
    const html = readFileSync(join(folder, at), 'utf8');
    const led = html.replace('<div class="facts">\n', (begin) => begin + way);
    if (led === html) throw new Error(`${at} has no place for the way back.`);
    writeFileSync(join(folder, at), led);
  }
}

function put(folder: string, at: string, text: string): void {
  mkdirSync(dirname(join(folder, at)), { recursive: true });
  writeFileSync(join(folder, at), text);
}
