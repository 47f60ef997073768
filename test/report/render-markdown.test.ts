import { describe, expect, it } from 'vitest';
import { chartsOf } from '../../src/report/documents/contents.js';
import type { ReportBlock } from '../../src/report/documents/document.js';
import { renderMarkdown } from '../../src/report/documents/markdown.js';
import { documentOf, NASTY, sampleDocument } from './sample.js';

const bodyOf = (...blocks: ReportBlock[]): string => renderMarkdown(documentOf(blocks)).split('## The one\n\n')[1]!;

describe('a document as Markdown', () => {
  it('has its title, its subtitle and a heading a section, a blank line between all blocks', () => {
    expect(
      renderMarkdown(
        documentOf([
          { kind: 'text', text: 'a' },
          { kind: 'list', items: ['b', 'c'] },
        ]),
      ),
    ).toBe('# A question?\n\nWhat was done.\n\n## The one\n\na\n\n- b\n- c\n');
  });

  it('lets no text become markup', () => {
    const text = bodyOf({ kind: 'text', text: NASTY });
    expect(text).not.toMatch(/<[a-z/!]/i);
    expect(text).toContain('\\|');
    expect(text).toContain('\\`x\\`');
    expect(text).toContain('\\[y\\](z)');
  });

  it('writes pieces, and leads to sections by the anchors that GitHub makes of headings', () => {
    const pieces = [
      'see ',
      { code: 'a|b' },
      { strong: 'now' },
      { link: 'the one', href: '#one' },
      { link: 'out', href: 'https://example.org/a(b)' },
    ];
    expect(bodyOf({ kind: 'text', text: pieces })).toBe(
      'see `a\\|b`**now**[the one](#the-one)[out](https://example.org/a%28b%29)\n',
    );
  });

  it('writes code in a fence that it does not end', () => {
    expect(bodyOf({ kind: 'code', language: 'mermaid', text: 'graph LR' })).toBe('```mermaid\ngraph LR\n```\n');
    expect(bodyOf({ kind: 'code', language: '', text: 'a\n```\nb' })).toBe('````\na\n```\nb\n````\n');
    expect(bodyOf({ kind: 'text', text: [{ code: 'a`b' }] })).toBe('`` a`b ``\n');
  });

  it('writes a table with as many cells in each row as it has columns', () => {
    const columns = [
      { heading: ['Pattern'], align: 'left' as const },
      { heading: ['cost', '$'], align: 'right' as const },
    ];
    const rows = [
      ['a|b', '1'],
      ['c', [{ strong: '2' }]],
    ];
    expect(bodyOf({ kind: 'table', columns, rows, ofPatterns: true })).toBe(
      '| Pattern | cost<br>\\$ |\n| :-- | --: |\n| a\\|b | 1 |\n| c | **2** |\n',
    );
  });

  it('folds what is folded', () => {
    const inner: ReportBlock = { kind: 'text', text: 'inside' };
    expect(bodyOf({ kind: 'details', summary: 'More', blocks: [inner] })).toBe(
      '<details>\n<summary>More</summary>\n\ninside\n\n</details>\n',
    );
  });

  it('shows each chart of the document once', () => {
    const images = [...renderMarkdown(sampleDocument()).matchAll(/\]\(charts\/(.+)\.svg\)/g)].map((found) => found[1]);
    expect(images.length).toBeGreaterThan(3);
    expect(images).toEqual(chartsOf(sampleDocument()).map(({ name }) => name));
    expect(new Set(images).size).toBe(images.length);
  });
});
