import { describe, expect, it } from 'vitest';
import type { Coordinator, Process } from '../../src/patterns/kit.js';
import { definePattern, flag } from '../../src/patterns/pattern.js';
import { workflow } from '../../src/patterns/workflow.js';
import { World } from '../../src/sim/world.js';
import { planFor, scenarioOf, yaml } from '../sim/helper.js';

const SMALL = 'task: { brief: { tokens: 10 }, steps: { a: { role: a } } }\nagents: { a: { output: 10, model: plain } }';

/** A pattern that does nothing, but for its parts and its story. */
const facts = {
  name: 'typed',
  aliases: [],
  family: 'code',
  card: { what: '', how: '', notice: '', tryThis: '', breaksWhen: '' },
  look: { colour: 'black', shape: 'circle' },
  wording: {},
  expects: {
    calls: () => 0,
    edges: () => 0,
    edgesPossible: () => 0,
    messages: () => 0,
    criticalPathCalls: () => 0,
    inputTokens: () => 0,
  },
  checks: [],
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
} as const;

function* nothing<T>(value: T): Process<T> {
  yield 0;
  return value;
}

describe('the compiler', () => {
  it('knows no part that a pattern does not cast', () => {
    const pattern = definePattern({
      ...facts,
      options: {},
      parts: { engine: 'always' },
      // @ts-expect-error there is no coordinator
      coordinate: ({ task, coordinator }) => nothing(coordinator === undefined ? task.brief : task.brief),
    });
    expect(pattern.withOptions({}).partsOf(SHAPE)).toEqual(['engine']);
  });

  it('knows that a part which is cast with some options only may be missing', () => {
    const pattern = definePattern({
      ...facts,
      options: { judge: flag(false, '') },
      parts: { coordinator: (_, { judge }) => judge },
      coordinate: ({ task, coordinator }) => {
        // @ts-expect-error it can be null
        const always: Coordinator = coordinator;
        return nothing(always === null ? task.brief : task.brief);
      },
    });
    expect(pattern.withOptions({}).partsOf(SHAPE)).toEqual([]);
    expect(pattern.withOptions({ judge: true }).partsOf(SHAPE)).toEqual(['coordinator']);
  });

  it('knows the options that a pattern declares', () => {
    const pattern = definePattern({
      ...facts,
      options: { judge: flag(true, '') },
      parts: {},
      coordinate: ({ task }, options) => {
        // @ts-expect-error there is no such option
        expect(options.jury).toBeUndefined();
        const isJudged: boolean = options.judge;
        expect(isJudged).toBe(true);
        return nothing(task.brief);
      },
    });
    const scenario = scenarioOf(yaml(SMALL));
    const plan = planFor(scenario, 'workflow');
    const run = new World(scenario, { ...plan, pattern: pattern.withOptions({}) }, 1).run(0);
    expect(run.outcome).toBe('wrong');
  });
});

it('options that were not checked are refused', () => {
  expect(() => workflow.withOptions({ payload: 'everything' })).toThrow('options that were not checked');
});

const SHAPE = new World(scenarioOf(yaml(SMALL)), planFor(scenarioOf(yaml(SMALL)), 'workflow'), 1).shape;
