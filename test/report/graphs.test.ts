import { describe, expect, it } from 'vitest';
import { extentOf, FONT_SIZE, type PlacedNode, standingsOf } from '../../src/report/charts/graph-layout.js';
import { graphCharts } from '../../src/report/charts/graphs.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { textWidth } from '../../src/report/charts/text-width.js';
import { compared, type Datum, dataWith, specOf } from './specs.js';

const found = await compared(['pipeline', 'supervisor', 'handoff', 'mesh'], 60);

describe('who sends what to whom', () => {
  it('draws each participant and each pair that exchanged anything, arrows where it went one way', () => {
    for (const { name, graph } of found.patterns) {
      const own = (field: string): Datum[] =>
        dataWith(specOf(graphCharts(found)[0]), field).filter((datum) => datum.pattern === name);
      expect(own('kind').map((node) => node.name)).toEqual(graph!.participants.map((one) => one.name));
      const pairs = new Map<string, number>();
      for (const { from, to, messages } of graph!.edges) {
        const pair = [from, to].sort().join(' ');
        pairs.set(pair, (pairs.get(pair) ?? 0) + messages);
      }
      const drawn = own('there').map(({ messages }) => Number(messages));
      expect(drawn.sort((a, b) => a - b).map((value) => value.toPrecision(3))).toEqual(
        [...pairs.values()].sort((a, b) => a - b).map((value) => value.toPrecision(3)),
      );
      const oneWay = graph!.edges.filter(({ from, to }) => !graph!.edges.some((e) => e.from === to && e.to === from));
      expect(own('turn').filter((datum) => !('label' in datum))).toHaveLength(oneWay.length);
    }
  });

  it.each([1, 2, 3, 5, 8, 12, 16, 20, 31, 44])('keeps the names of %i agents and a hub apart', (agents) => {
    const names = Array.from({ length: agents }, (_, i) => `some-specialist-${i + 1}`);
    const participants = [
      ...names.map((name) => ({ name, kind: 'agent' as const })),
      { name: 'coordinator', kind: 'coordinator' as const },
    ];
    const edges = names.map((from) => ({ from, to: 'coordinator', messages: 1 }));
    const standings = standingsOf({ participants, edges });
    expect(standings.every(({ label }) => label.text !== '')).toBe(true);
    for (const [i, a] of standings.entries())
      for (const b of standings.slice(i + 1)) expect(areApart(a, b), `${a.name} ${b.name}`).toBe(true);
    const { left, right } = extentOf(standings);
    expect(Math.max(left, right)).toBeLessThan(74 + 12 + textWidth('some-specialist-44', FONT_SIZE) + 8);
  });

  it('leaves names out where there is no room for them, and says so', async () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ name: `x${i}`, kind: 'agent' as const }));
    expect(standingsOf({ participants: many, edges: [] }).some(({ label }) => label.text !== '')).toBe(false);
    const patterns = found.patterns.map((one) => ({ ...one, graph: { participants: many, edges: [] } }));
    expect(await renderSvg(graphCharts({ ...found, patterns })[0]!)).toContain('Names are left out');
  });
});

/** Whether two names, each a turned box, have a line between them: one along a side of either (separating axes). */
function areApart(a: PlacedNode, b: PlacedNode): boolean {
  const [first, second] = [cornersOf(a), cornersOf(b)];
  return [a, b].some(({ label }) =>
    [0, 90].some((turn) => {
      const angle = ((label.turn + turn) * Math.PI) / 180;
      const along = ({ x, y }: { x: number; y: number }): number => x * Math.cos(angle) + y * Math.sin(angle);
      const [p, q] = [first.map(along), second.map(along)];
      return Math.max(...p) <= Math.min(...q) || Math.max(...q) <= Math.min(...p);
    }),
  );
}

function cornersOf({ label: { text, x, y, align, turn } }: PlacedNode): { x: number; y: number }[] {
  const width = textWidth(text, FONT_SIZE);
  const from = { left: 0, right: -width, center: -width / 2 }[align];
  const angle = (turn * Math.PI) / 180;
  return [from, from + width].flatMap((u) =>
    [-FONT_SIZE / 2, FONT_SIZE / 2].map((v) => ({
      x: x + u * Math.cos(angle) - v * Math.sin(angle),
      y: y + u * Math.sin(angle) + v * Math.cos(angle),
    })),
  );
}
