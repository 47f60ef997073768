import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import GithubSlugger from 'github-slugger';

const FENCE = /^ *```[\s\S]*?^ *```$/gm;

/** The targets of links and pictures of a document, without those to other sites. */
export function linksOf(markdown: string): string[] {
  const text = markdown.replace(FENCE, '').replace(/`[^`\n]*`/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)];
  return links.map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
}

/** What is wrong with a link of `file`, or null: its target must be there, and the heading that it names. */
export function brokenLink(file: string, target: string): string | null {
  const [path, anchor] = target.split('#', 2) as [string, string | undefined];
  const found = path === '' ? file : join(dirname(file), path);
  if (!existsSync(found)) return `there is no file ${target}`;
  if (anchor === undefined || statSync(found).isDirectory()) return null;
  return anchorsOf(readFileSync(found, 'utf8')).includes(anchor) ? null : `there is no heading for ${target}`;
}

function anchorsOf(markdown: string): string[] {
  const slugger = new GithubSlugger();
  const headings = markdown.replace(FENCE, '').matchAll(/^#{1,6} (.*)$/gm);
  return [...headings].map(([, heading]) => slugger.slug(heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')));
}
