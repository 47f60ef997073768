import { describe, expect, it } from 'vitest';
import { type AccountLine, type AccountPart, isShown } from '../../src/explain/account.js';
import type { Explanation } from '../../src/explain/explain.js';
import { patterns } from '../../src/patterns/index.js';
import { article, even, explained, NOBODY } from './explanations.js';

const NAMES = [...patterns.map(({ name }) => name), 'newsroom'];
/** Calls that fail, hang and time out; and tools in a window that they fill. */
const FAULTS = [
  'agents.defaults.failure=0.2',
  'agents.defaults.hang=0.05',
  'policies.timeout=8s',
  'agents.tagger.hallucination=0.5',
];
const TOOLS = ['task.steps.cite.tools={ roundTrips: 2, latency: 1, failure: 0.1 }', 'models.large.contextWindow=3000'];

const accountOf = (found: Explanation, id: string) => found.accounts.find(({ whole }) => whole.measure.id === id)!;
const partOf = (found: Explanation, whole: string, id: string): AccountPart =>
  accountOf(found, whole).parts.find(({ measure }) => measure.id === id)!;
const shown = (found: Explanation, whole: string): string[] =>
  accountOf(found, whole)
    .parts.filter(({ difference }) => isShown(difference))
    .map(({ measure }) => measure.id);

const linesOf = ({ accounts, ends, cost, objective }: Explanation): AccountLine[] => [
  ...accounts.flatMap(({ whole, parts, beside }) => [whole, ...parts, ...beside]),
  ...ends,
  cost,
  objective,
];

/** Sums of the parts against the whole: under each pattern, and of the differences. */
function expectToAddUp(found: Explanation): void {
  for (const { whole, parts } of found.accounts) {
    const { n } = whole.difference;
    if (n === 0) continue;
    const pick = [
      (line: AccountLine) => line.means[0].mean,
      (line: AccountLine) => line.means[1].mean,
      (line: AccountLine) => line.difference.mean,
    ];
    for (const of of pick) {
      const sum = parts.reduce((total, part) => total + of(part), 0);
      expect(Math.abs(sum - of(whole))).toBeLessThan(1e-9 * Math.max(1, Math.abs(whole.means[0].mean)));
    }
    for (const line of parts) expect(line.difference.n).toBe(n);
  }
  const ends = found.ends.reduce((sum, { difference }) => sum + difference.mean, 0);
  expect(Math.abs(ends)).toBeLessThan(1e-12);
}

describe('the parts add up to the difference', () => {
  it.each(NAMES.filter((name) => name !== 'pipeline'))(
    'between pipeline and %s, without and with faults',
    async (name) => {
      for (const changes of [[], FAULTS, TOOLS]) {
        const found = await explained(article(...changes), 'pipeline', name, 30);
        expect(found.accounts.map(({ whole }) => whole.measure.id)).toEqual(['latency', 'tokens', 'escaped']);
        expect(accountOf(found, 'tokens').whole.difference.n).toBe(30);
        expect(accountOf(found, 'latency').whole.difference.n).toBe(found.delivered.both);
        expectToAddUp(found);
      }
    },
  );

  it('and faults show in the parts that they belong to', async () => {
    const found = await explained(article(...FAULTS, 'policies.retry.attempts=9'), 'choreography', 'workflow', 60);
    expect(found.delivered.both).toBeGreaterThan(10);
    expect(partOf(found, 'latency', 'timeRetry').means[1].mean).toBeGreaterThan(1);
    expect(partOf(found, 'tokens', 'tokensWasted').means[1].mean).toBeGreaterThan(100);
    expect(partOf(found, 'tokens', 'tokensTools').means).toMatchObject([{ mean: 0 }, { mean: 0 }]);
    const tools = await explained(article(...TOOLS), 'choreography', 'workflow', 60);
    expect(partOf(tools, 'tokens', 'tokensTools').means[1].mean).toBeGreaterThan(100);
  });
});

it('the other way round every difference has the other sign, and all else is the same', async () => {
  const there = await explained(article(), 'supervisor', 'choreography', 60);
  const back = await explained(article(), 'choreography', 'supervisor', 60);
  expect(back.delivered).toEqual({ each: [...there.delivered.each].reverse(), both: there.delivered.both });
  expect(linesOf(back).length).toBeGreaterThan(25);
  for (const [i, line] of linesOf(there).entries()) {
    const other = linesOf(back)[i]!;
    expect(other.measure).toBe(line.measure);
    expect(other.means).toEqual([line.means[1], line.means[0]]);
    expect(other.difference.mean).toBeCloseTo(-line.difference.mean, 12);
    expect(other.difference.low).toBeCloseTo(-line.difference.high, 12);
    expect(other.difference.high).toBeCloseTo(-line.difference.low, 12);
  }
  const places = (found: Explanation) => found.accounts.flatMap(({ parts }) => parts.map(({ mostly }) => mostly));
  expect(places(back)).toEqual(places(there));
  expect(places(there).some((place) => place !== null)).toBe(true);
});

describe('a cause that was planted is found, and no other', () => {
  it('coordination: a supervisor in front of work that takes the same time', async () => {
    const found = await explained(even(), 'workflow', 'supervisor', 40);
    expect(shown(found, 'latency')).toEqual(['timeCoordination']);
    const { difference } = partOf(found, 'latency', 'timeCoordination');
    // Three decisions and the answer.
    expect(difference).toMatchObject({ mean: 4, low: 4, high: 4 });
    expect(shown(found, 'tokens')).toEqual(expect.arrayContaining(['tokensDecisions', 'tokensSyntheses']));
    expect(shown(found, 'tokens')).not.toContain('tokensOutput');
    expect(shown(found, 'escaped')).toEqual([]);
  });

  it('a step that is not needed: the pipeline pays for it, the workflow does not', async () => {
    const found = await explained(even('task.steps.edit.probability=0'), 'workflow', 'pipeline', 40);
    expect(shown(found, 'latency')).toEqual(['timeWork']);
    const here = { kind: 'step', name: 'edit' };
    expect(partOf(found, 'latency', 'timeWork')).toMatchObject({
      difference: { mean: 1 },
      mostly: { ...here, all: true },
    });
    expect(partOf(found, 'tokens', 'tokensPrompts').mostly).toEqual({ ...here, all: true });
    expect(partOf(found, 'tokens', 'tokensOutput').mostly).toEqual({ ...here, all: true });
  });

  it('a reader that comes before the check: what was caught is delivered all the same', async () => {
    // Checked against the summary alone, which both see.
    const checked = article('task.steps.fact-check.needs=[summarise]');
    const found = await explained(checked, 'pipeline', 'choreography', 300);
    const late = accountOf(found, 'escaped').beside[0]!;
    expect(late.measure.id).toBe('claimsCaughtTooLate');
    expect(late.means[0].mean).toBe(0);
    expect(late.difference.low).toBeGreaterThan(0);
    expect(partOf(found, 'escaped', 'claimsCaught').difference.mean).toBeCloseTo(late.difference.mean, 12);
  });

  it('no place is named where half of it is not shown to come from one', async () => {
    const found = await explained(even(), 'workflow', 'mesh', 40);
    const work = partOf(found, 'tokens', 'tokensOutput');
    expect(isShown(work.difference)).toBe(true);
    expect(work.mostly).toBeNull();
  });
});

it('what was not delivered under both is left out of seconds and false claims, and said', async () => {
  const scenario = article('agents.citation-finder.failure=0.3', 'decision.objectives={ latency: { weight: 1 } }');
  const found = await explained(scenario, 'workflow', 'choreography', 100);
  const { both } = found.delivered;
  expect(both).toBeGreaterThan(40);
  expect(both).toBeLessThan(90);
  for (const id of ['latency', 'escaped']) expect(accountOf(found, id).whole.difference.n).toBe(both);
  expect(found.objective.measure.id).toBe('latency');
  const { means, difference } = found.objective;
  expect([means[0].n, means[1].n, difference.n]).toEqual([both, both, both]);
  expect(means[1].mean - means[0].mean).toBeCloseTo(difference.mean, 9);
  expect(found.warnings.map(({ message }) => message).join()).toContain(`do not cover ${100 - both} of 100 tasks`);
});

it('where nothing is delivered there is nothing to take apart but the tokens', async () => {
  const found = await explained(article('agents.citation-finder.failure=1'), 'workflow', 'choreography', 20);
  expect(found.delivered).toEqual({ each: [0, 0], both: 0 });
  expect(accountOf(found, 'latency').whole.difference.n).toBe(0);
  expect(accountOf(found, 'tokens').whole.difference.n).toBe(20);
  expectToAddUp(found);
});

it('stops when it is told to, keeps what is finished and says so', async () => {
  const found = await explained(even(), 'workflow', 'pipeline', 500, { ...NOBODY, pause: async () => true });
  expect([found.runs, found.requested]).toEqual([50, 500]);
  expect(found.warnings[0]!.message).toContain('Stopped after 50 of 500 replications');
  expect(accountOf(found, 'tokens').whole.difference.n).toBe(50);
});
