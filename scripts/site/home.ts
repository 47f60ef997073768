import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { patterns } from '../../src/patterns/index.js';
import { hashOf, type PageRoute, START } from '../../src/playground/address.js';
import { lessons } from '../../src/playground/lessons/index.js';
import { quiz } from '../../src/playground/lessons/quiz.js';
import { raw } from '../../src/report/html/escape.js';
import type { SiteLinks } from './links.js';
import { rendered } from './markdown.js';
import type { SitePage } from './page.js';
import { cardOf } from './patterns.js';
import type { MadeReport } from './reports.js';
import { scenarioTable } from './scenarios.js';

const AT = 'index.html';

const room = (route: PageRoute): string => `play/index.html${hashOf(route)}`;

/** The first page: everything that the site has. `index` is the text of docs/README.md. */
export function homePage(links: SiteLinks, reports: readonly MadeReport[], index: string): SitePage {
  return {
    ...{ at: AT, isWide: true, title: 'Dress Rehearsal' },
    content: [
      ...opening(links),
      ...lessonList(),
      h('h2', { id: 'patterns' }, 'Patterns'),
      h(
        'ul.cards',
        patterns.map((one) => cardOf(one, links, AT)),
      ),
      ...reportList(links, reports),
      ...evidence(),
      ...documentation(links, index),
    ],
  };
}

function opening(links: SiteLinks): ElementContent[] {
  const button = (text: string, href: string, look = 'button') => h('a', { className: look.split(' '), href }, text);
  return [
    h('h1', 'Rehearse a multi-agent system before you build it'),
    h('p.lead', [
      `The same work is done under ${patterns.length} coordination patterns by mock agents, in seeded simulations that meet the same luck. `,
      'What differs is the coordination alone: what it costs, how long it takes, how far a false claim spreads, and what one failure takes down.',
    ]),
    h('p.buttons', [
      button(
        'Watch two patterns at work',
        room({ room: 'stage', stage: { ...START, a: 'choreography', b: 'pipeline', replication: 18 } }),
        'button primary',
      ),
      button('Which pattern should I try?', room({ room: 'advise', answers: [] })),
      button('Quick start', links.resolved('docs/quick-start.md', 'README.md', AT)),
      button('About', links.resolved('README.md', 'README.md', AT)),
    ]),
  ];
}

function lessonList(): ElementContent[] {
  return [
    h('h2', { id: 'lessons' }, 'Lessons'),
    h('p', [
      'Each is a question that most people answer wrongly. You commit to an answer; then you see what was measured, and the run that shows why. ',
      h('a', { href: room({ room: 'quiz', id: null }) }, `Quiz: ${quiz.length} questions`),
    ]),
    h(
      'ol.lessons',
      lessons.map(({ id, title, question }) =>
        h('li', [h('a', { href: room({ room: 'lesson', id }) }, title), h('span', question)]),
      ),
    ),
  ];
}

function reportList(links: SiteLinks, reports: readonly MadeReport[]): ElementContent[] {
  const names = reports.map(({ name }) => name);
  return [
    h('h2', { id: 'reports' }, 'Reports of the built-in scenarios'),
    h('p', [
      'Decided under their own limits, weights and uncertain values. ',
      h('a', { href: links.resolved('scenarios', 'README.md', AT) }, 'All scenarios'),
    ]),
    scenarioTable(names, reports, links, AT),
  ];
}

function evidence(): ElementContent[] {
  return [
    h('h2', { id: 'evidence' }, 'Evidence'),
    h('ul', [
      h('li', [
        h('a', { href: 'reports/claims/report.html' }, 'Claims'),
        ': what was published about coordination, each claim tested as an experiment.',
      ]),
      h('li', [
        h('a', { href: 'reports/validation/report.html' }, 'Validation'),
        ': what the simulator agrees with, and where it does not.',
      ]),
    ]),
  ];
}

/** The index of the documents, without its own heading. */
function documentation(links: SiteLinks, index: string): ElementContent[] {
  const { html } = rendered(index.replace(/^# .*\n/, ''), (href) => links.resolved(href, 'docs/README.md', AT));
  return [h('h2', { id: 'documentation' }, 'Documentation'), h('div.documents', [raw(html)])];
}
