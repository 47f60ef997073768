import type { Element } from 'hast';
import { h } from 'hastscript';
import { hashOf, START } from '../../src/playground/address.js';
import { listBuiltins, listPublished } from '../../src/scenario/file.js';
import { relative, type SiteLinks } from './links.js';
import type { SitePage } from './page.js';
import { type MadeReport, questionOf } from './reports.js';

export const SCENARIOS_PAGE = 'scenarios/index.html';

/** All scenarios with their questions: their text, the stage, and the report where one was made. */
export function scenariosPage(links: SiteLinks, reports: readonly MadeReport[]): SitePage {
  const at = SCENARIOS_PAGE;
  return {
    ...{ at, title: 'Scenarios' },
    content: [
      h('h1', 'Built-in scenarios'),
      h('p', 'Each describes the work, the agents, the load and the faults, and says where every value comes from.'),
      scenarioTable([...listBuiltins(), ...listPublished()], reports, links, at),
    ],
  };
}

/** A row a scenario: its question, the answer where there is one, and what can be opened. */
export function scenarioTable(
  names: readonly string[],
  reports: readonly MadeReport[],
  links: SiteLinks,
  at: string,
): Element {
  const row = (name: string): Element => {
    const made = reports.find((one) => one.name === name);
    const stage = `${relative(at, 'play/index.html')}${hashOf({ room: 'stage', stage: { ...START, scenario: name } })}`;
    const file = `scenarios/${name}.yaml`;
    const ways: readonly (readonly [string, string])[] = [
      ...(made === undefined
        ? []
        : [
            ['report', relative(at, `reports/${name}/report.html`)] as const,
            ['decision record', relative(at, `reports/${name}/adr.html`)] as const,
          ]),
      ['watch it', stage],
      ['its text', links.resolved(file, 'README.md', at)],
    ];
    return h('tr', [
      h('th', { scope: 'row' }, name),
      h('td', [questionOf(name), ...(made === undefined ? [] : [h('p', h('strong', made.answer))])]),
      h(
        'td',
        h(
          'ul.plain',
          ways.map(([label, href]) => h('li', h('a', { href, ariaLabel: `${label}: ${name}` }, label))),
        ),
      ),
    ]);
  };
  const head = ['Scenario', 'Question and answer', 'Open'].map((label) => h('th', { scope: 'col' }, label));
  return h('div.scroll', { tabIndex: 0, role: 'group', ariaLabel: 'Table: scenarios' }, [
    h('table.scenarios', [h('thead', h('tr', head)), h('tbody', names.map(row))]),
  ]);
}
