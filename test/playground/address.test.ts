import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commandOf, hashOf, type PageRoute, routeOf, START, type StageAddress } from '../../src/playground/address.js';
import { texts } from '../../src/playground/engine/texts.js';
import { pack, unpack } from '../../src/playground/packing.js';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });
const path = fc.stringMatching(/^[a-z]{1,8}(\.[a-z-]{1,8}){0,3}$/);
const value = fc.stringMatching(/^[^\n]{0,40}$/);

const stage: fc.Arbitrary<StageAddress> = fc
  .record({
    scenario: name,
    packed: maybe(fc.stringMatching(/^[\w-]{1,200}$/)),
    a: maybe(name),
    b: maybe(name),
    seed: fc.stringMatching(/^[^\n]{1,60}$/),
    replication: fc.nat(1_000_000),
    task: fc.nat(1000),
    position: fc.nat(40_00).map((hundredths) => hundredths / 100),
    set: fc.array(
      fc.tuple(path, value).map(([key, text]) => `${key}=${text}`),
      { maxLength: 6 },
    ),
    measure: maybe(fc.stringMatching(/^[a-zA-Z]{1,20}$/)),
    runs: maybe(fc.integer({ min: 2, max: 20_000 })),
    hide: fc.array(path, { maxLength: 3 }),
  })
  .map((all) => ({ ...all, scenario: all.packed === null ? all.scenario : null }));

const route: fc.Arbitrary<PageRoute> = fc.oneof(
  fc.constant<PageRoute>({ room: 'contents' }),
  name.map((id): PageRoute => ({ room: 'lesson', id })),
  maybe(name).map((id): PageRoute => ({ room: 'quiz', id })),
  fc
    .array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 9 })
    .map((answers): PageRoute => ({ room: 'advise', answers })),
  stage.map((one): PageRoute => ({ room: 'stage', stage: one })),
);

it('an address says everything, and is read as it was written', () => {
  fc.assert(
    fc.property(route, (one) => {
      expect(routeOf(hashOf(one))).toEqual({ route: one, notes: [] });
    }),
    { numRuns: 500 },
  );
});

const HOSTILE = [
  '#/stage?set=__proto__.polluted:1&hide=constructor.prototype',
  '#/stage?s=<img src=x onerror=alert(1)>&a="><script>alert(1)</script>',
  '#/stage?%E0%A4%A&%&==&&&',
  `#/stage?y=${'A'.repeat(50_000)}`,
  `#/${'/'.repeat(30_000)}`,
  '#/advise?a=<script>.__proto__',
  '#/lesson/../../etc/passwd',
  '#/lesson/%2e%2e%2f',
  '#javascript:alert(1)',
  '#/stage?r=-1&n=1e9&t=NaN&k=1.5',
  '#/stage?r=99999999999999999999&t=Infinity&v=999',
];

it('hostile addresses are named and left out; none throws', async () => {
  const noise = fc.sample(
    fc.tuple(
      fc.constantFrom('#', '#/', '#/stage?', '#/lesson/', '#/quiz/', '#/stage?y=', '#/stage?set='),
      fc.string({ maxLength: 300, unit: 'binary' }),
    ),
    200,
  );
  for (const hash of [...HOSTILE, ...noise.map((parts) => parts.join(''))]) {
    const { route: read, notes } = routeOf(hash);
    // What was read is an address of this page: it reads as itself.
    expect(routeOf(hashOf(read)).route).toEqual(read);
    if (read.room === 'stage' && read.stage.packed !== null) await unpack(read.stage.packed);
    for (const note of notes) expect(note).not.toMatch(/[<>"]/);
  }
  expect(routeOf('#/stage?s=article&a=pipeline&r=x').notes).toEqual([
    "Part 'r' of the address could not be read, and is left out.",
  ]);
  expect(routeOf('#/stage?s=article&a=pipeline&r=x').route).toEqual({
    room: 'stage',
    stage: { ...START, a: 'pipeline' },
  });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('a scenario of one’s own travels in the link', async () => {
  for (const text of [texts.article!, 'scenario: ünïcode ✗\n']) {
    const packed = await pack(text);
    expect(packed).toMatch(/^[\w-]+$/);
    expect(await unpack(packed)).toBe(text);
  }
  expect((await pack(texts.article!)).length).toBeLessThan(4500);
  expect(await unpack('no-deflate')).toBeNull();
  expect(await unpack(await pack('x'.repeat(300_000)))).toBeNull();
});

it('names the command that gives the same figures', () => {
  const one = { ...START, a: 'pipeline', b: 'mesh', set: ['agents.x.failure=0.1', 'a.b={ c: 1 }'], runs: 1000 };
  expect(commandOf(one)).toBe(
    "rehearse compare article --patterns pipeline,mesh --runs 1000 --set agents.x.failure=0.1 --set 'a.b={ c: 1 }'",
  );
});
