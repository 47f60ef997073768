import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { World } from '../../src/sim/world.js';
import { builtin, claimsOf, hashOf, planFor, replicate, scenarioOf, worldOf } from '../sim/helper.js';

/** Acceptance and long contexts out of the way: what is left of a claim is its own draw. */
const OPEN = [
  ...['summariser', 'citation-finder', 'tagger', 'fact-checker'].map((role) => `agents.${role}.credulity=1`),
  'agents.fact-checker.detection=0',
  'agents.fact-checker.falseAlarm=0',
  'coordinator.credulity=1',
  'coordinator.misroute=0',
  'agents.defaults.misroute=0',
  'models.large.retention={ half: .inf, steepness: 1 }',
  'models.small.retention={ half: .inf, steepness: 1 }',
  'policies.timeout=.inf',
  'policies.retry.attempts=9',
  'task.claimTokens=0',
];

const article = builtin('article');
const names = patterns.map((pattern) => pattern.name);

/** What became of each claim, by its key. */
function truths(run: RunRecord): Map<number, boolean> {
  return new Map(claimsOf(run).map((claim) => [claim.key, claim.isFalse]));
}

function truthsOver(
  pattern: string,
  text: string,
  overrides: readonly string[],
  count: number,
): Map<number, boolean>[] {
  return replicate(worldOf(scenarioOf(text, [...OPEN, ...overrides]), pattern), count, truths);
}

const truthsOf = (pattern: string, overrides: readonly string[]) =>
  replicate(worldOf(scenarioOf(article, overrides), pattern), 100, claimsOf);

describe.each(names)('under %s', (pattern) => {
  it('another length of one agent changes the truth of no claim, its own included, in 200 replications', () => {
    const before = truthsOver(pattern, article, [], 200);
    const after = truthsOver(pattern, article, ['agents.summariser.output=999'], 200);
    // Guards the comparison: there is something to compare.
    expect(before.flatMap((claims) => [...claims.values()]).filter((isFalse) => isFalse).length).toBeGreaterThan(50);
    expect(after).toEqual(before);
  });

  it('a step that is added leaves the draws of the others as they were, in 200 replications', () => {
    const step = '    translate: { role: translator, claims: 3 }\n    cite:';
    const agent = '  translator: { hallucination: 0.5, output: 300 }\n  citation-finder:';
    const longer = article
      .replace('    cite:', step)
      .replace('  citation-finder:', agent)
      .replace(/^teams:\n.*\n/m, '');
    const claims = (text: string) =>
      replicate(worldOf(scenarioOf(text, [...OPEN, 'task.brief.claims=0']), pattern), 200, claimsOf);
    const before = claims(article);
    const after = claims(longer);
    // Where a step sees its inputs and nothing else, nobody meets what the new step made; elsewhere the first one does not.
    const isAlone = pattern === 'workflow' || pattern === 'choreography';
    const compared = before.map((run) => run.filter((claim) => isAlone || claim.step === 'summarise'));
    expect(compared.flat().filter((claim) => claim.isFalse).length).toBeGreaterThan(20);
    for (const [replication, run] of compared.entries()) {
      const known = new Map(after[replication]!.map((claim) => [claim.key, claim]));
      for (const { key, isFalse, step } of run) expect(known.get(key)).toMatchObject({ isFalse, step });
    }
  });

  it('the same seed gives the same bytes twice, and another seed others', () => {
    const scenario = scenarioOf(article);
    const hashes = (seed: string): string[] => replicate(worldOf(scenario, pattern, {}, seed), 20, hashOf);
    expect(hashes('one')).toEqual(hashes('one'));
    expect(new Set([...hashes('one'), ...hashes('two')]).size).toBe(40);
  });

  it('a replication is the same after others as in a fresh world', () => {
    const overrides = ['agents.citation-finder.failure=0.3', 'agents.tagger.hang=0.2', 'coordinator.misroute=0.2'];
    const scenario = scenarioOf(article, overrides);
    const used = worldOf(scenario, pattern);
    replicate(used, 30, () => null);
    for (const replication of [3, 0, 17]) {
      expect(hashOf(used.run(replication))).toBe(hashOf(worldOf(scenario, pattern).run(replication)));
    }
  });
});

it('a coordinator makes up the same in its synthesis under every pattern that has one', () => {
  const open = [
    ...OPEN,
    'coordinator.claims=5',
    'coordinator.hallucination=0.5',
    'coordinator.credulity=0',
    'coordinator.deference=0',
    'agents.tagger.failure=0',
  ];
  const made = ['supervisor', 'fan-out-fan-in'].map((pattern) =>
    truthsOf(pattern, open).map((claims) => claims.filter((claim) => claim.origin === 'coordinator')),
  );
  expect(made[0]![0]).toHaveLength(5);
  const known = (runs: (typeof made)[number]) => runs.map((claims) => claims.map(({ key, isFalse }) => [key, isFalse]));
  expect(known(made[0]!)).toEqual(known(made[1]!));
});

it('the same seed gives a team of teams the same bytes, used or fresh', () => {
  const scenario = scenarioOf(article);
  const plan = planFor(scenario, 'newsroom');
  const used = new World(scenario, plan, 7);
  const first = replicate(used, 20, hashOf);
  expect(replicate(used, 20, hashOf)).toEqual(first);
  expect(hashOf(new World(scenario, plan, 7).run(19))).toBe(first[19]);
});

it('all patterns meet the same task: the same steps needed, the same claims seeded, the same lengths of answers', () => {
  const scenario = scenarioOf(article, ['task.brief.falseClaims=2', ...OPEN]);
  const lengths = names.map((pattern) =>
    replicate(worldOf(scenario, pattern), 50, (run) => {
      const c = run.calls.columns;
      const calls = Array.from({ length: run.calls.length }, (_, call) => call);
      const first = calls.find((call) => c.step[call] === 0 && c.attempt[call] === 0 && c.outputTokens[call]! > 0);
      return [
        // A handoff is written in the same call as the answer.
        first === undefined ? -1 : c.outputTokens[first]! - run.store.all[c.artifact[first]!]!.handoverTokens,
        ...claimsOf(run)
          .slice(0, 12)
          .map((claim) => claim.isFalse),
      ];
    }),
  );
  for (const other of lengths.slice(1)) expect(other).toEqual(lengths[0]);
});
