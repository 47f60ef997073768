import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { patterns } from '../../src/patterns/index.js';
import { hashOf, START } from '../../src/playground/address.js';
import { lessons } from '../../src/playground/lessons/index.js';
import { raw } from '../../src/report/html/escape.js';
import { patternSection, pictureFile } from '../../src/report/patterns.js';
import { briefEstimate } from '../../src/report/words/format.js';
import { lessonOf } from '../../src/study/lesson.js';
import { relative, type SiteLinks } from './links.js';
import { rendered } from './markdown.js';
import type { SitePage } from './page.js';
import type { SummaryFigure } from './standing.js';

/** The file in which the catalogue stands in the repository; in the site each pattern has a page. */
export const CATALOGUE = 'docs/patterns.md';
export const PATTERNS_PAGE = 'patterns/index.html';

export const patternPage = (name: string): string => `patterns/${name}.html`;

/** By scenario, what was measured of all patterns. */
export type Standings = ReadonlyMap<string, readonly SummaryFigure[]>;

/** Drawings of all patterns, each leading to its page. */
export function patternsPage(links: SiteLinks): SitePage {
  const at = PATTERNS_PAGE;
  const families = [...new Set(patterns.map(({ family }) => family))];
  return {
    ...{ at, isWide: true, title: 'Patterns' },
    content: [
      h('h1', `${patterns.length} patterns`),
      h(
        'p',
        'Who calls whom, who decides, and what is shared. The same task was done under each of them, with the same luck.',
      ),
      ...families.flatMap((family) => [
        h('h2', family),
        h(
          'ul.cards',
          patterns.filter((one) => one.family === family).map((one) => cardOf(one, links, at)),
        ),
      ]),
      h('h2', 'What the marks mean'),
      pictureOf('key', 'Key to the drawings', links, at),
    ],
  };
}

/** A drawing in the colours of the page. */
function pictureOf(name: string, alt: string, links: SiteLinks, at: string): Element {
  const address = (isDark: boolean): string => links.resolved(pictureFile(name, isDark), CATALOGUE, at);
  return h('picture', [
    h('source', { media: '(prefers-color-scheme: dark)', srcSet: [address(true)] }),
    h('img', { src: address(false), alt, loading: 'lazy', width: 620, height: 276 }),
  ]);
}

interface CardPattern {
  readonly name: string;
  readonly card: { readonly what: string };
}

/** The name stands beside the drawing, which therefore says nothing to those who cannot see it. */
export function cardOf({ name, card }: CardPattern, links: SiteLinks, at: string): Element {
  return h('li', [
    pictureOf(name, '', links, at),
    h('a', { href: relative(at, patternPage(name)) }, name),
    h('p', card.what),
  ]);
}

/** Each pattern with its drawing, what was measured of it, and where it can be watched. */
export function patternPages(links: SiteLinks, standings: Standings): SitePage[] {
  return patterns.map((pattern, i) => {
    const { name } = pattern;
    const at = patternPage(name);
    const markdown = patternSection(lessonOf(pattern))
      .join('\n')
      .replace(/^\s*## /, '# ');
    const { html } = rendered(markdown, (href) => links.resolved(href, CATALOGUE, at));
    const around = [patterns[i - 1], patterns[i + 1]].flatMap((one) => (one === undefined ? [] : [one.name]));
    return {
      ...{ at, title: name },
      content: [raw(html), ...measuredOf(name, standings, at), ...wayOn(name, around, links, at)],
    };
  });
}

const SHOWN = [
  ['Correct', 'correct'],
  ['Cost of a task', 'cost'],
  ['Latency', 'latency'],
] as const;

function measuredOf(name: string, standings: Standings, at: string): ElementContent[] {
  const rows = [...standings].flatMap(([scenario, figures]) => {
    const own = figures.filter(({ pattern }) => pattern === name);
    if (own.length === 0) return [];
    const cells = SHOWN.map(([, measure]) => own.find((figure) => figure.measure === measure));
    return [
      h('tr', [
        h('th', { scope: 'row' }, h('a', { href: relative(at, `reports/${scenario}/report.html`) }, scenario)),
        ...cells.map((figure) => h('td', figure === undefined ? '' : briefEstimate(figure.unit, figure))),
      ]),
    ];
  });
  if (rows.length === 0) return [];
  const head = ['Scenario', ...SHOWN.map(([label]) => label)].map((label) => h('th', { scope: 'col' }, label));
  return [
    h('h2', { id: 'measured' }, 'What was measured'),
    h('p', 'Means of the built-in scenarios, with the 95 % interval.'),
    h('div.scroll', { tabIndex: 0, role: 'group', ariaLabel: 'Table: what was measured' }, [
      h('table', [h('thead', h('tr', head)), h('tbody', rows)]),
    ]),
  ];
}

function wayOn(name: string, around: readonly string[], links: SiteLinks, at: string): ElementContent[] {
  const beside = name === 'workflow' ? 'pipeline' : 'workflow';
  const stage = hashOf({ room: 'stage', stage: { ...START, a: name, b: beside } });
  const teaching = lessons.filter(({ settings }) => settings.some(({ patterns: its }) => its.includes(name)));
  const link = (text: string, href: string) => h('li', h('a', { href }, text));
  return [
    h('h2', { id: 'on' }, 'Go on'),
    h('ul', [
      link(`Watch ${name} beside ${beside}`, `${relative(at, 'play/index.html')}${stage}`),
      link('Its specification: every draw, every bill', links.resolved(`spec/${name}.md`, CATALOGUE, at)),
      ...teaching.map(({ id, title }) =>
        link(`Lesson: ${title}`, `${relative(at, 'play/index.html')}${hashOf({ room: 'lesson', id })}`),
      ),
      ...around.map((other) => link(`Pattern: ${other}`, relative(at, patternPage(other)))),
      link('All patterns', relative(at, PATTERNS_PAGE)),
    ]),
  ];
}
