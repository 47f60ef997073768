import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Session } from '../../src/playground/engine/session.js';
import { texts } from '../../src/playground/engine/texts.js';
import { adjacencyAt, isCrowded } from '../../src/playground/scene/adjacency.js';
import { clockOf, momentsOf, stopBeside } from '../../src/playground/scene/clock.js';
import { transportMarks } from '../../src/playground/scene/moments.js';
import { falseNames, sceneAt } from '../../src/playground/scene/scene.js';
import { spacetimeOf } from '../../src/playground/scene/spacetime.js';
import { standingsFor } from '../../src/playground/scene/standing.js';
import { carriedText, sentencesOf } from '../../src/playground/scene/words.js';
import type { Story } from '../../src/sim/record/story.js';

const session = new Session(texts);
const story = (scenario: string, pattern: string, replication: number, set: readonly string[] = []): Story =>
  session.story({ source: { builtIn: scenario }, set }, pattern, { seed: 'rehearsal', replication, task: 0 });

/** Runs in which something goes wrong: claims, lost letters, overwritten writes, a crash, a queue, many agents. */
const PAIRS: readonly (readonly [string, readonly [Story, Story]])[] = [
  ['article', [story('article', 'pipeline', 12), story('article', 'choreography', 12)]],
  ['payments', [story('payments', 'workflow', 3), story('payments', 'choreography', 3)]],
  [
    'article, overwritten',
    [2, 3].map((r) => story('article', 'choreography', r, ['policies.writes=overwrite'])) as [Story, Story],
  ],
  ['support', [story('support', 'supervisor', 0, ['workload.arrivals.poisson=180/h']), story('support', 'router', 0)]],
  ['growth', [story('growth', 'mesh', 1), story('growth', 'supervisor', 1)]],
];

describe.each(PAIRS)('%s', (_, pair) => {
  const clock = clockOf(pair, 40);

  it('bends time: never longer than allowed, never backwards, each moment within a volley', () => {
    expect(clock.length).toBeLessThanOrEqual(40 + 1e-9);
    const positions = Array.from({ length: 400 }, (_, i) => (i * clock.length) / 399);
    const times = positions.map(clock.at);
    expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true);
    const moments = pair.flatMap(momentsOf).sort((a, b) => a - b);
    expect(times.at(-1)).toBe(moments.at(-1));
    for (const moment of moments) {
      expect(clock.leave(moment)).toBeLessThan(clock.arrive(moment));
      expect(clock.arrive(moment)).toBeLessThanOrEqual(clock.length + 1e-9);
      expect(clock.at(clock.leave(moment))).toBeCloseTo(moment, 6);
    }
  });

  it('shows the same scene at a position, however it was reached', () => {
    const walk = fc.array(fc.double({ min: 0, max: clock.length, noNaN: true }), { minLength: 1, maxLength: 12 });
    const forward = new Map<number, string>();
    const at = (position: number): string => JSON.stringify(pair.map((one) => sceneAt(one, clock, position)));
    for (const stop of [0, ...clock.stops]) forward.set(stop, at(stop));
    fc.assert(
      fc.property(walk, (positions) => {
        for (const position of positions) {
          at(position);
          let stop = stopBeside(clock, position, -1);
          expect(at(stop)).toBe(forward.get(stop));
          stop = stopBeside(clock, position, 1);
          expect(at(stop)).toBe(forward.get(stop) ?? at(clock.length));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('steps to each stop and back over all of them', () => {
    const onward: number[] = [];
    for (let at = 0; at < clock.length - 1e-9; at = stopBeside(clock, at, 1)) onward.push(at);
    const back: number[] = [];
    for (let at = stopBeside(clock, clock.length, -1); at > 0; at = stopBeside(clock, at, -1)) back.push(at);
    expect([...back, 0].reverse()).toEqual(onward);
    expect(onward.length).toBe(clock.stops.length);
  });

  it.each([0, 1])('ends as the run did, tells of nothing before it has happened (panel %i)', (panel) => {
    const one = pair[panel]!;
    const own = clockOf([one], 40);
    const end = sceneAt(one, own, own.length);
    const isFalse = falseNames(one);
    expect(end.outcome).toBe(one.outcome);
    const done = one.calls.filter(({ endedAt }) => endedAt !== null);
    expect(end.tokens).toBe(done.reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0));
    expect(end.delivery === null ? null : end.delivery.falseClaims).toEqual(
      one.delivery?.claims.filter(isFalse) ?? null,
    );
    expect(end.undone).toBe(one.writes.flatMap(({ undid }) => undid).length);
    expect(end.letters).toEqual([]);
    const start = sceneAt(one, own, 0);
    expect([start.outcome, start.tokens, start.delivery]).toEqual([null, 0, null]);
  });

  it('says it in sentences, draws it in lanes, and marks what matters', () => {
    for (const one of pair) {
      const sentences = sentencesOf(one);
      expect(sentences.filter(({ text }) => / begins /.test(text)).length).toBe(one.calls.length);
      expect(sentences.at(-1)!.at).toBeGreaterThanOrEqual(one.delivery?.at ?? 0);
      for (const { text } of sentences) expect(text).toMatch(/^[A-Za-z].*\.$/);
      const { lanes, bars, arrows, broadcasts } = spacetimeOf(one);
      expect(bars.every(({ lane }) => lanes[lane] !== undefined)).toBe(true);
      // Every letter is drawn once, in an arrow or in a bracket; what is delivered is an arrow without letters.
      const drawn = [...arrows, ...broadcasts].flatMap(({ letters }) => letters).sort((a, b) => a - b);
      expect(drawn).toEqual(one.letters.map(({ id }) => id));
      expect(arrows.filter(({ letters }) => letters.length === 0).length).toBe(one.delivery === null ? 0 : 1);
    }
    const marks = transportMarks(pair, clock);
    expect(marks.every(({ position }) => position >= 0 && position <= clock.length)).toBe(true);
  });
});

describe('thirteen agents and more', () => {
  const many = ['task.steps.specialise.replicas=30', 'agents.specialist.instances=30'];
  const mesh = story('growth', 'mesh', 1, many);
  const star = story('growth', 'supervisor', 1, many);
  const standings = standingsFor([mesh, star]);
  const clock = clockOf([mesh, star], 40);
  const at = (one: Story, position: number) => adjacencyAt(one, standings, clock, position);

  it('are a matrix: n(n-1)/2 pairs of a mesh, the arms of a star, nothing at the start', () => {
    const { names, cells, pairs } = at(mesh, clock.length);
    const isSpecialist = (place: number): boolean => names[place]!.startsWith('specialist');
    const within = cells.filter(({ from, to }) => isSpecialist(from) && isSpecialist(to));
    expect(within.length).toBe(30 * 29);
    expect(pairs).toBeGreaterThanOrEqual(435);
    const arms = at(star, clock.length);
    expect(arms.names).toEqual(names);
    expect(arms.cells.every(({ from, to }) => !isSpecialist(from) || !isSpecialist(to))).toBe(true);
    expect(arms.pairs).toBe(star.participants.length - 1);
    expect(at(mesh, 0).cells).toEqual([]);
  });

  it('are drawn so where lines would be a blot, and not elsewhere', () => {
    expect([mesh, star].map((one) => isCrowded(one, standings))).toEqual([true, false]);
  });

  it('mark the ways that a false claim went', () => {
    const isFalse = falseNames(mesh);
    const ways = new Set(
      mesh.letters.filter(({ claims }) => claims.some(isFalse)).map(({ from, to }) => `${from} ${to}`),
    );
    const { names, cells } = at(mesh, clock.length);
    const marked = cells.filter((cell) => cell.isFalse).map(({ from, to }) => `${names[from]} ${names[to]}`);
    expect(marked.sort()).toEqual([...ways].filter((way) => !way.includes('user')).sort());
    expect(marked.length).toBeGreaterThan(0);
  });

  it('send to all others at once in one bracket', () => {
    const { broadcasts, arrows, lanes } = spacetimeOf(mesh);
    // The brief goes to all; each of the 31 tells the other 30.
    expect(broadcasts.filter(({ ends }) => ends.length === 31).length).toBe(1);
    expect(broadcasts.filter(({ ends }) => ends.length === 30).length).toBe(31);
    expect(
      broadcasts.every(({ from, ends }) => ends.every(({ lane }) => lane !== from && lanes[lane] !== undefined)),
    ).toBe(true);
    expect(arrows.length).toBe(1);
  });
});

it('a letter says what it carries', () => {
  const [, [, choreography]] = PAIRS[0]!;
  const letter = choreography.letters.find(({ from }) => from !== 'user')!;
  const wrong = letter.claims.filter(falseNames(choreography)).length;
  const text = carriedText(choreography, letter);
  expect(text).toContain(
    `${letter.content}, ${letter.claims.length} claims${wrong === 0 ? ',' : ` (${wrong} false),`}`,
  );
  expect(carriedText(choreography, { ...letter, arrivedAt: null, claims: [] })).toMatch(/, 0 claims, .*, lost$/);
});

it('a letter is on its way between its ends, and a lost one falls', () => {
  const [, [, choreography]] = PAIRS[0]!;
  const clock = clockOf([choreography], 40);
  const letter = choreography.letters.find(({ from }) => from !== 'user')!;
  const seen = (position: number): boolean =>
    sceneAt(choreography, clock, position).letters.some(({ id }) => id === letter.id);
  const [from, to] = [clock.leave(letter.sentAt), clock.arrive(letter.arrivedAt!)];
  expect([from - 0.01, from + 0.01, (from + to) / 2, to - 0.01, to + 0.01].map(seen)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  const lossy = Array.from({ length: 30 }, (_, r) =>
    story('payments', 'choreography', r, ['faults.messages.loss=0.3']),
  );
  const run = lossy.find(({ letters }) => letters.some(({ arrivedAt }) => arrivedAt === null))!;
  const lost = run.letters.find(({ arrivedAt }) => arrivedAt === null)!;
  const own = clockOf([run], 40);
  expect(sceneAt(run, own, own.leave(lost.sentAt) + 0.1).letters.find(({ id }) => id === lost.id)!.isLost).toBe(true);
});

it('the checker of article catches the claim in both panels, and on the right it already sits in the tagger', () => {
  const found = Array.from({ length: 40 }, (_, r) => r).find((r) => {
    const late = story('article', 'choreography', r);
    return sentencesOf(late).some(({ text }) => /retracts (a|\d+) false claims?, too late for tagger/.test(text));
  });
  expect(found).toBeDefined();
  const late = story('article', 'choreography', found!);
  const clock = clockOf([late], 40);
  const isFalse = falseNames(late);
  const retraction = late.beliefs.find(({ how, claim }) => how === 'retracted' && isFalse(claim))!;
  const holders = (position: number): string[] =>
    sceneAt(late, clock, position)
      .actors.filter(({ falseClaims }) => falseClaims.includes(retraction.claim))
      .map(({ name }) => name);
  expect(holders(clock.leave(retraction.at) - 0.001)).toContain('summariser');
  expect(holders(clock.length)).toContainEqual(expect.stringMatching(/^tagger/));
  expect(holders(clock.length)).not.toContain('fact-checker');
});
