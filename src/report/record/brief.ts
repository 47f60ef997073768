import type { Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { Decision } from '../../decide/decision.js';
import { type Provenance, scenarioHash } from '../folders/manifest.js';
import { loadBriefStyle } from '../html/assets.js';
import { sectionElement } from '../html/blocks.js';
import { raw } from '../html/escape.js';
import { replications } from '../words/format.js';
import { APPENDIX } from './adr.js';
import { recordOf } from './content.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The decision record as one page of A4, to be printed or sent: it fetches nothing and runs no script. */
export async function brief(decision: Decision, { date, version, scenarioText, command }: Provenance): Promise<string> {
  const { title, question, recommendation, sections } = recordOf(decision);
  const { comparison } = decision;
  const parts = { plots: new Map<string, string>(), patterns: new Set<string>() };
  const made = `Dress Rehearsal ${version}; scenario ${comparison.scenario.name}, SHA-256 ${scenarioHash(scenarioText).slice(0, 12)}; ${replications(comparison)}, seed ${comparison.seed}. `;
  const body = h('body', [
    h('header', [
      h('p', ['Decision record, proposed', ...(date === undefined ? [] : [`, ${date}`])]),
      h('h1', title),
      h('p', question),
      h('p.verdict', recommendation),
    ]),
    '\n',
    h('main', ['\n', ...sections.flatMap((section) => [sectionElement(section, parts), '\n'])]),
    '\n',
    h('footer', [
      made,
      h('code', command),
      '. More: ',
      h('a', { href: APPENDIX }, APPENDIX),
      ', ',
      h('a', { href: 'report.html' }, 'report.html'),
      '.',
    ]),
    '\n',
  ]);
  const head = h('head', [
    '\n',
    h('meta', { charSet: 'utf-8' }),
    '\n',
    h('meta', { httpEquiv: ['Content-Security-Policy'], content: POLICY }),
    '\n',
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    '\n',
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    '\n',
    h('title', title),
    '\n',
    h('link', { rel: ['icon'], href: 'data:,' }),
    '\n',
    raw(`<style>\n${await loadBriefStyle()}</style>`),
    '\n',
  ]);
  const page: Root = {
    type: 'root',
    children: [{ type: 'doctype' }, newline(), h('html', { lang: 'en' }, ['\n', head, '\n', body, '\n']), newline()],
  };
  return toHtml(page, { allowDangerousHtml: true });
}

const newline = (): RootContent => ({ type: 'text', value: '\n' });
