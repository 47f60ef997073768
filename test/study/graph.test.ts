import { describe, expect, it } from 'vitest';
import { taskValue } from '../../src/measures/index.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { World } from '../../src/sim/world.js';
import { graphOf } from '../../src/study/graph.js';
import { builtin, chain, planFor, scenarioOf, yaml } from '../sim/helper.js';

const three = scenarioOf(yaml(chain()));
const graph = (pattern: string, scenario = three, replications = 20) =>
  graphOf(scenario, planFor(scenario, pattern), keyOf('graph'), replications);
const edges = (pattern: string): string[] => graph(pattern).edges.map(({ from, to }) => `${from} ${to}`);

describe('the measured graph of three steps in a row', () => {
  it('is a path under the pipeline, a star around whoever coordinates, and complete in a mesh', () => {
    expect(edges('pipeline')).toEqual(['a b', 'b c']);
    expect(edges('single-agent')).toEqual([]);
    expect(graph('single-agent').participants).toEqual([{ name: 'generalist', kind: 'agent' }]);
    for (const [pattern, hub] of [
      ['workflow', 'engine'],
      ['supervisor', 'coordinator'],
    ] as const) {
      expect(edges(pattern).every((edge) => edge.split(' ').includes(hub))).toBe(true);
      expect(new Set(edges(pattern).flatMap((edge) => edge.split(' ')))).toEqual(new Set(['a', 'b', 'c', hub]));
      expect(graph(pattern).participants.map(({ kind }) => kind)).toContain(hub);
    }
    expect(edges('mesh').sort()).toEqual(['a b', 'a c', 'b a', 'b c', 'c a', 'c b']);
  });
});

describe('the measured graph under faults', () => {
  const article = scenarioOf(builtin('article'));

  it.each(['pipeline', 'supervisor', 'handoff', 'hierarchy', 'contract-net'])(
    'of %s adds up to the messages that the measure counts, task by task',
    (pattern) => {
      const world = new World(article, planFor(article, pattern), keyOf('graph'));
      let sum = 0;
      for (let r = 0; r < 25; r++) sum += taskValue('messages', world.run(r));
      const found = graph(pattern, article, 25);
      const total = found.edges.reduce((all, { messages }) => all + messages, 0);
      expect(sum).toBeGreaterThan(25);
      expect(total).toBeCloseTo(sum / 25, 10);
      expect(found.participants.map(({ name }) => name)).toEqual(world.participants.map(({ name }) => name));
    },
  );

  it('counts single tasks, however many a workload has', () => {
    const crowd = { ...article, workload: { ...article.workload, tasks: 30 } };
    expect(graph('supervisor', crowd, 10)).toEqual(graph('supervisor', article, 10));
  });
});
