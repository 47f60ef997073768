import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What a link of a document leads to, by its path in the repository. */
type Leads = (target: string, anchor: string) => string | null;

/**
 * Where the files of the repository stand in the site: Markdown becomes a page, everything else that a page shows or leads to
 * is copied to the same path. Links are relative, so that the site works in any folder of any host, and from a disk.
 */
export class SiteLinks {
  /** Markdown files that something leads to, by path in the repository; pages are made of them. */
  readonly pages = new Set<string>();
  /** Other files that something shows or leads to. */
  readonly copied = new Set<string>();

  /** `leads`: pages that are not made of one file; null where it knows none. */
  constructor(
    private readonly root: string,
    private readonly leads: Leads,
  ) {}

  /**
   * The address of `href`, written in the file `from` of the repository, for the page `at` of the site.
   * @throws Error where there is no such file.
   */
  resolved(href: string, from: string, at: string): string {
    if (/^([a-z]+:|#)/i.test(href)) return href;
    const [path = '', anchor = ''] = href.split('#');
    const target = posix.normalize(posix.join(posix.dirname(from), path));
    const page = this.leads(target, anchor);
    if (page !== null) return relative(at, page);
    return relative(at, anchor === '' ? this.place(target, from) : `${this.place(target, from)}#${anchor}`);
  }

  private place(target: string, from: string): string {
    const file = join(this.root, target);
    if (!existsSync(file) || statSync(file).isDirectory()) throw new Error(`${from} leads to ${target}: no such file.`);
    if (!target.endsWith('.md')) {
      this.copied.add(target);
      return target;
    }
    this.pages.add(target);
    return pageOf(target);
  }
}

/** The page that a Markdown file becomes; the first page of the site is no file's. */
export function pageOf(file: string): string {
  if (file === 'README.md') return 'readme.html';
  return file.endsWith('/README.md') ? file.replace(/README\.md$/, 'index.html') : file.replace(/\.md$/, '.html');
}

/** From one page of the site to another place in it. */
export function relative(at: string, to: string): string {
  const [path = '', anchor] = to.split('#');
  const way = posix.relative(posix.dirname(at), path);
  return anchor === undefined ? way : `${way}#${anchor}`;
}
