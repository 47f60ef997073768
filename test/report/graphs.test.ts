import { describe, expect, it } from 'vitest';
import { folded, isMesh } from '../../src/report/charts/graph-fold.js';
import { type PlacedGraph, placed } from '../../src/report/charts/graph-layout.js';
import { graphCharts } from '../../src/report/charts/graphs.js';
import type { MessageGraph } from '../../src/study/graph.js';
import { compared } from './specs.js';

const found = await compared(['pipeline', 'supervisor', 'handoff', 'mesh', 'hierarchy', 'group-chat'], 60);
const graphOf = (name: string): MessageGraph => found.patterns.find((one) => one.name === name)!.graph!;

/** Any two boxes that share a pixel. */
function overlaps({ nodes }: PlacedGraph): string[] {
  return nodes.flatMap((a, i) =>
    nodes.slice(i + 1).flatMap((b) => {
      const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
      return apart ? [] : [`${a.node.label} ${b.node.label}`];
    }),
  );
}

describe('who sends what to whom', () => {
  it('draws every participant that exchanges anything, and every pair, with the messages both ways', () => {
    for (const { name, graph } of found.patterns) {
      const { nodes, ties, idle } = folded(graph!);
      expect([...nodes.flatMap(({ members }) => members), ...idle].sort()).toEqual(
        graph!.participants.map((one) => one.name).sort(),
      );
      const sum = ties.reduce((all, { there, back }) => all + there + back, 0);
      expect(sum, name).toBeCloseTo(
        graph!.edges.reduce((all, { messages }) => all + messages, 0),
        9,
      );
      const pairs = new Set(graph!.edges.map(({ from, to }) => [from, to].sort().join(' ')));
      expect(ties).toHaveLength(pairs.size);
    }
  });

  it('lays a pipeline out as a line, a hierarchy in layers, and a mesh on a ring', () => {
    const line = placed(folded(graphOf('pipeline')));
    expect(new Set(line.nodes.map(({ y }) => y)).size).toBe(1);
    expect(line.nodes.map(({ x }) => x)).toEqual(line.nodes.map(({ x }) => x).sort((a, b) => a - b));
    const tree = placed(folded(graphOf('hierarchy')));
    const layers = [...new Set(tree.nodes.map(({ x, width }) => Math.round((x - width / 2) / 40)))];
    expect(layers.length).toBeLessThan(tree.nodes.length);
    expect(isMesh(folded(graphOf('hierarchy')))).toBe(false);
    expect(isMesh(folded(graphOf('mesh')))).toBe(true);
    const coordinators = tree.nodes.filter(({ node }) => node.kind === 'coordinator').map(({ x }) => x);
    const agents = tree.nodes.filter(({ node }) => node.kind === 'agent').map(({ x }) => x);
    expect(Math.max(...coordinators)).toBeLessThan(Math.min(...agents));
  });

  it.each(found.patterns.filter(({ graph }) => graph!.edges.length > 0).map(({ name }) => name))(
    'keeps the participants of %s apart and within the frame',
    (name) => {
      const layout = placed(folded(graphOf(name)));
      expect(overlaps(layout)).toEqual([]);
      for (const { x, y, width, height } of layout.nodes) {
        expect(x - width / 2).toBeGreaterThanOrEqual(0);
        expect(x + width / 2).toBeLessThanOrEqual(layout.width);
        expect(y - height / 2).toBeGreaterThanOrEqual(0);
        expect(y + height / 2).toBeLessThanOrEqual(layout.height);
      }
    },
  );

  it('folds the replicas of a role where there are more than a dozen participants, and not before', () => {
    const team = (count: number): MessageGraph => {
      const names = Array.from({ length: count }, (_, i) => `writer-${i + 1}`);
      const participants = [
        ...names.map((name) => ({ name, kind: 'agent' as const })),
        { name: 'coordinator', kind: 'coordinator' as const },
      ];
      const up = names.map((from) => ({ from, to: 'coordinator', messages: 1 }));
      const across = names.slice(1).map((from, i) => ({ from, to: names[i]!, messages: 0.5 }));
      return { participants, edges: [...up, ...across] };
    };
    expect(folded(team(11)).nodes).toHaveLength(12);
    const large = folded(team(20));
    expect(large.nodes.map(({ label }) => label)).toEqual(['writer ×20', 'coordinator']);
    expect(large.nodes[0]!.within).toBeCloseTo(9.5, 9);
    expect(large.ties).toMatchObject([{ there: 20, back: 0 }]);
  });

  it('says what its picture shows: how many exchange how much', () => {
    const charts = graphCharts(found, ['pipeline', 'supervisor', 'single-agent']);
    // The single agent exchanges nothing.
    expect(charts.map(({ name }) => name)).toEqual(['graph-pipeline', 'graph-supervisor']);
    expect(charts[0]!.title).toMatch(/^Under pipeline, 5 participants exchange 3 messages per task along a line$/);
    expect(charts[1]!.title).toMatch(/through the coordinator$/);
    for (const { svg, subtitle } of charts) {
      expect(svg).not.toMatch(/NaN|undefined/);
      expect(subtitle.join(' ')).toContain('Wider: more messages per task.');
    }
  });
});
