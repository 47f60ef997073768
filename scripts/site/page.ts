import type { ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { relative } from './links.js';

/** Nothing but the site's own style and pictures is fetched, and nothing runs. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

export const STYLE = 'style.css';

/** What each page leads to. */
const PLACES = [
  ['Playground', 'play/index.html'],
  ['Lessons', 'index.html#lessons'],
  ['Patterns', 'patterns/index.html'],
  ['Reports', 'reports/index.html'],
  ['Claims', 'reports/claims/report.html'],
  ['Validation', 'reports/validation/report.html'],
  ['Documentation', 'docs/index.html'],
] as const;

export interface SitePage {
  /** Where it stands in the site. */
  readonly at: string;
  readonly title: string;
  readonly content: readonly (ElementContent | string)[];
  /** Wide enough for cards side by side; default: for lines that are read. */
  readonly isWide?: boolean;
}

/** A page of the site, with the way to its other parts. */
export function sitePage({ at, title, content, isWide = false }: SitePage): string {
  const link = (name: string, to: string) =>
    h('li', h('a', { href: relative(at, to), ariaCurrent: to === at ? 'page' : undefined }, name));
  const page: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('meta', { httpEquiv: ['Content-Security-Policy'], content: POLICY }),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          h('title', at === 'index.html' ? title : `${title} · Dress Rehearsal`),
          h('link', { rel: ['icon'], href: 'data:,' }),
          h('link', { rel: ['stylesheet'], href: relative(at, STYLE) }),
        ]),
        '\n',
        h('body', [
          h('a.skip', { href: '#main' }, 'Skip to the page'),
          h('header.site', [
            h('a.home', { href: relative(at, 'index.html') }, 'Dress Rehearsal'),
            h(
              'nav',
              { ariaLabel: 'Site' },
              h(
                'ul',
                PLACES.map(([name, to]) => link(name, to)),
              ),
            ),
          ]),
          '\n',
          h(isWide ? 'main.wide' : 'main', { id: 'main', tabIndex: -1 }, [...content]),
          '\n',
        ]),
      ]),
    ],
  };
  return `${toHtml(page, { allowDangerousHtml: true })}\n`;
}
