import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { darkPicture } from '../../scripts/dark-picture.js';
import { patternPictures } from '../../scripts/generated.js';
import { patterns } from '../../src/patterns/index.js';
import { GLYPH, glyphOf, TEAM, topologyOf } from '../../src/report/charts/glyphs.js';
import { patternPicture, patternPictureWords } from '../../src/report/charts/pattern-picture.js';
import { TOPOLOGIES } from '../../src/report/charts/topologies.js';
import { patternDrawing } from '../../src/report/tables/pattern-drawing.js';

const names = patterns.map(({ name }) => name);

/** Both ends of every mark of a glyph, thick lines and all. */
function boundsOf(svg: string): { least: number; most: number } {
  const reach: number[] = [];
  for (const [, tag, attributes] of svg.matchAll(/<(circle|rect|path)([^>]*)>/g)) {
    const value = (name: string): number => Number(new RegExp(` ${name}="([^"]+)"`).exec(attributes!)?.[1] ?? 0);
    const half = value('stroke-width') / 2;
    if (tag === 'circle') {
      for (const centre of [value('cx'), value('cy')])
        reach.push(centre - value('r') - half, centre + value('r') + half);
    } else if (tag === 'rect') {
      reach.push(value('x') - half, value('y') - half);
      reach.push(value('x') + value('width') + half, value('y') + value('height') + half);
    } else {
      // The control points of a curve bound it.
      for (const [number] of / d="([^"]+)"/.exec(attributes!)![1]!.matchAll(/-?\d+(?:\.\d+)?/g)) {
        reach.push(Number(number) - half, Number(number) + half);
      }
    }
  }
  return { least: Math.min(...reach), most: Math.max(...reach) };
}

describe('the topologies', () => {
  it('are of all patterns of the catalogue, and of no others', () => {
    expect(Object.keys(TOPOLOGIES).sort()).toEqual([...names].sort());
    expect(topologyOf('newsroom')).toBe(TEAM);
    expect(topologyOf('constructor')).toBe(TEAM);
  });

  it.each(names)('%s: links lead from one of its nodes to another, and each node is told once', (name) => {
    const { nodes, links } = topologyOf(name);
    const ids = nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { from, to } of links) expect(ids).toEqual(expect.arrayContaining([from, to]));
  });
});

describe('the glyphs', () => {
  it.each([...names, 'newsroom'])('%s fits into its square, in the colour of the text', (name) => {
    const svg = glyphOf(name);
    const { least, most } = boundsOf(svg);
    expect(least).toBeGreaterThanOrEqual(0);
    expect(most).toBeLessThanOrEqual(GLYPH);
    expect(svg.match(/(?:fill|stroke)="(?!none|currentColor)[^"]*"/g)).toBeNull();
  });

  it('are all different', () => {
    expect(new Set([...names, 'newsroom'].map(glyphOf)).size).toBe(names.length + 1);
  });
});

describe('the drawings', () => {
  it.each(names)('%s as text: at most 8 lines of 60 columns, with every name of its topology', (name) => {
    const lines = patternDrawing(name).split('\n');
    expect(lines.length).toBeLessThanOrEqual(8);
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(60);
    for (const { label } of topologyOf(name).nodes) expect(lines.join('\n')).toContain(label);
  });

  it('are none for a name that no pattern has', () => {
    expect(patternDrawing('toString')).toBe('');
  });

  it.each(names)(
    '%s as a picture: says in words who calls, who decides and what is shared, as its alt text does',
    (name) => {
      const told = patternPicture(name).replaceAll('&#x27;', "'");
      const { calls, decides, shared } = topologyOf(name);
      for (const text of [calls, decides, shared]) {
        expect(told).toContain(`>${text}<`);
        expect(patternPictureWords(name)).toContain(text);
      }
    },
  );

  it('have no ground of their own, in light and in dark', () => {
    for (const [file, svg] of patternPictures()) {
      expect(svg, file).not.toMatch(/fill="(?:white|#fff)/);
      expect(svg, file).not.toContain('NaN');
    }
    expect(darkPicture(patternPicture('mesh'))).not.toBe(patternPicture('mesh'));
  });
});
