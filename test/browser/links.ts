import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';

/** All pages of a folder, by their paths in it. */
export function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replaceAll('\\', '/'));
}

/** What a page leads to, and what it shows. */
export function targetsOf(html: string): { readonly links: string[]; readonly shown: string[] } {
  const bare = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  const found = [...bare.matchAll(/<(\w+)\b[^>]*?\s(href|src|srcset)="([^"]*)"/g)];
  const isLink = (tag: string): boolean => tag === 'a';
  const all = found.map(([, tag, , target]) => ({ tag: tag!, target: target!.replaceAll('&#x26;', '&') }));
  return {
    links: all.filter(({ tag }) => isLink(tag)).map(({ target }) => target),
    shown: all.filter(({ tag }) => !isLink(tag)).map(({ target }) => target),
  };
}

/** Links of the pages of a folder that lead nowhere in it: each must name a file, and an anchor that is there. */
export function deadLinks(folder: string): string[] {
  const ids = new Map<string, ReadonlySet<string>>();
  const idsOf = (file: string): ReadonlySet<string> => {
    const known = ids.get(file);
    if (known !== undefined) return known;
    const found = new Set(
      [...readFileSync(join(folder, file), 'utf8').matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!),
    );
    ids.set(file, found);
    return found;
  };
  return pagesIn(folder).flatMap((page) => {
    const { links, shown } = targetsOf(readFileSync(join(folder, page), 'utf8'));
    return [...links, ...shown].flatMap((target) => {
      if (/^(https?|mailto|data):/.test(target)) return [];
      const [path = '', anchor = ''] = target.split('#');
      const file = path === '' ? page : posix.normalize(posix.join(dirname(page), decodeURIComponent(path)));
      const place = file.endsWith('/') ? `${file}index.html` : file;
      const isThere = existsSync(join(folder, place)) && statSync(join(folder, place)).isFile();
      if (!isThere || relative(folder, join(folder, file)).startsWith('..')) return [`${page}: ${target}`];
      // Rooms of the playground are no anchors.
      if (anchor === '' || anchor.startsWith('/') || !file.endsWith('.html')) return [];
      return idsOf(file).has(decodeURIComponent(anchor)) ? [] : [`${page}: ${target}`];
    });
  });
}
