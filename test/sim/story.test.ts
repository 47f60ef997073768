import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plansFor } from '../../src/patterns/plan.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import type { Story } from '../../src/sim/record/story.js';
import { World } from '../../src/sim/world.js';
import { watch } from '../../src/study/watch.js';
import { builtin, planFor, scenarioOf } from './helper.js';

/** What a run ended with, as its record holds it. */
function ending(record: RunRecord) {
  const { calls, delivered, participants, believed, outcome, lostUpdates } = record;
  const c = calls.columns;
  const sum = (column: Float64Array): number => column.subarray(0, calls.length).reduce((total, x) => total + x, 0);
  return {
    outcome,
    input: sum(c.inputTokens),
    output: sum(c.outputTokens),
    cost: sum(c.cost),
    believers: participants.filter((_, i) => believed[i] === 1).map(({ name }) => name),
    delivered: delivered.length,
    lostUpdates,
  };
}

/** The same, by playing the story again. */
function replayed(story: Story, { policies }: Scenario): ReturnType<typeof ending> {
  const isFalse = new Set(story.claims.filter((claim) => claim.isFalse).map(({ name }) => name));
  const sum = (of: (call: Story['calls'][number]) => number): number =>
    story.calls.reduce((total, call) => total + of(call), 0);
  const fooled = story.beliefs.filter(({ how, claim }) => how === 'accepted' && isFalse.has(claim));
  const names = new Set(fooled.map(({ participant }) => participant));
  return {
    outcome: outcomeOf(story, isFalse, policies),
    input: sum((call) => call.inputTokens),
    output: sum((call) => call.outputTokens),
    cost: sum((call) => call.cost),
    believers: story.participants.map(({ name }) => name).filter((name) => names.has(name)),
    delivered: story.delivery?.claims.length ?? 0,
    lostUpdates: story.writes.reduce((total, { undid }) => total + undid.length, 0),
  };
}

function outcomeOf(story: Story, isFalse: ReadonlySet<string>, { deadline, tolerance }: Scenario['policies']) {
  const { delivery, endedAt } = story;
  if (delivery === null) return endedAt === null ? 'stalled' : 'failed';
  if (delivery.at > deadline) return 'late';
  const wrong = delivery.claims.filter((name) => isFalse.has(name)).length;
  const missing = delivery.owed - delivery.held;
  const isUsable = wrong <= tolerance.false && missing <= tolerance.missing && delivery.missingSteps === 0;
  return isUsable ? 'correct' : 'wrong';
}

/** With more trouble than most scenarios have of their own. */
const TROUBLE = [
  'faults.messages.loss=0.1',
  'faults.messages.duplicate=0.1',
  'faults.agents.defaults.crash.mtbf=60s',
  'policies.writes=overwrite',
];

describe.each(readdirSync('scenarios').flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : [])))(
  'the story of a run of %s, played again',
  (name) => {
    it.each([[[]], [TROUBLE]])('ends as the run did, under every pattern, with %j', (settings) => {
      const scenario = scenarioOf(builtin(name), [...settings, 'workload.tasks=1']);
      for (const plan of plansFor(scenario, null).plans) {
        const world = new World(scenario, plan, keyOf('story'));
        for (let replication = 0; replication < 4; replication++) {
          let end: ReturnType<typeof ending> | null = null;
          const address = { pattern: plan.name, seed: 'story', replication, task: 0 };
          const story = watch(world, address, (record) => {
            end = ending(record);
          });
          expect(replayed(story!, scenario), `${plan.name}, replication ${replication}`).toEqual(end);
        }
      }
    });
  },
);

describe('a story', () => {
  const told = (name: string, pattern: string, replication: number, settings: readonly string[] = []): Story => {
    const scenario = scenarioOf(builtin(name), settings);
    const world = new World(scenario, planFor(scenario, pattern), keyOf('rehearsal'));
    return watch(world, { pattern, seed: 'rehearsal', replication, task: 0 })!;
  };

  it('holds the letters that were lost, and those that the broker sent again', () => {
    const letters = Array.from({ length: 20 }, (_, i) =>
      told('payments', 'choreography', i, ['faults.messages.loss=0.3']),
    ).flatMap((story) => story.letters);
    expect(letters.some(({ arrivedAt, kind }) => arrivedAt === null && kind === 'event')).toBe(true);
    expect(letters.some(({ arrivedAt, kind }) => arrivedAt !== null && kind === 'redelivery')).toBe(true);
    for (const { sentAt, arrivedAt } of letters) expect(arrivedAt ?? sentAt).toBeGreaterThanOrEqual(sentAt);
  });

  it('tells what a write undid', () => {
    const writes = Array.from({ length: 20 }, (_, i) =>
      told('article', 'choreography', i, ['policies.writes=overwrite']),
    ).flatMap((story) => story.writes);
    expect(writes.some(({ undid }) => undid.length > 0)).toBe(true);
  });

  it('leaves every record as it is without it', () => {
    const scenario = scenarioOf(builtin('payments'), []);
    const plan = planFor(scenario, 'choreography');
    const watched = new World(scenario, plan, keyOf('same'));
    const plain = new World(scenario, plan, keyOf('same'));
    for (let replication = 0; replication < 20; replication++) {
      let end: ReturnType<typeof ending> | null = null;
      watch(watched, { pattern: plan.name, seed: 'same', replication, task: 0 }, (record) => {
        end = ending(record);
      });
      expect(ending(plain.run(replication))).toEqual(end);
    }
  });
});
