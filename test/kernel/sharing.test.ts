import { describe, expect, it } from 'vitest';
import { type Process, Room, Sharing, Simulator } from '../../src/kernel/index.js';
import { exponential, luck, play, stage } from './helpers.js';

const equally = (running: number): number => 1 / running;

describe('sharing', () => {
  it('shares equally between two jobs, by hand', () => {
    const { sim, log, say } = stage();
    const server = new Sharing(sim, equally);
    function* job(name: string, after: number, work: number): Process<void> {
      yield after;
      expect(yield* server.work(work)).toBe(true);
      say(`${name} ${server.running}`);
    }
    // Alone for 1 s; together until b has its 2 s at half speed; a has 6 - 1 - 2 = 3 s left, alone.
    sim.spawn(job('a', 0, 6));
    sim.spawn(job('b', 1, 2));
    sim.run();
    expect(log).toEqual(['5 b 1', '8 a 0']);
    expect(server.worked).toBeCloseTo(8, 12);
    expect(sim.stuck).toBe(0);
  });

  it('ends jobs of equal work together, in the order in which they began', () => {
    const { sim, log, say } = stage();
    const server = new Sharing(sim, equally);
    function* job(name: string): Process<void> {
      yield* server.work(2);
      say(name);
    }
    for (const name of ['a', 'b', 'c']) sim.spawn(job(name));
    sim.run();
    expect(log).toEqual(['6 a', '6 b', '6 c']);
  });

  it('follows a law that is not proportional, and one that changes', () => {
    const { sim, log, say } = stage();
    let open = true;
    const server = new Sharing(sim, (running) => (open ? running ** -0.5 : 0));
    function* job(name: string, work: number): Process<void> {
      yield* server.work(work);
      say(name);
    }
    for (const name of ['a', 'b', 'c', 'd']) sim.spawn(job(name, 1));
    function* closing(): Process<void> {
      yield 1;
      open = false;
      server.changed();
      yield 10;
      open = true;
      server.changed();
    }
    sim.spawn(closing());
    sim.run();
    expect(log).toEqual(['12 a', '12 b', '12 c', '12 d']);
  });

  it('lets a job go at its deadline, or when it is interrupted, and the others are the faster for it', () => {
    const { sim, log, say } = stage();
    const server = new Sharing(sim, equally);
    function* job(name: string, work: number, deadline = Infinity): Process<void> {
      let whole: boolean | null = null;
      try {
        whole = yield* server.work(work, deadline);
      } finally {
        say(`${name} ${whole} ${server.running}`);
      }
    }
    sim.spawn(job('a', 4));
    sim.spawn(job('late', 9, 3));
    const victim = sim.spawn(job('victim', 9));
    function* killer(): Process<void> {
      yield 6;
      sim.interrupt(victim);
    }
    sim.spawn(killer());
    sim.run();
    // a: 1 s of work by 3, 1.5 s more by 6, 1.5 s left alone.
    expect(log).toEqual(['3 late false 2', '6 victim null 1', '7.5 a true 0']);
  });

  it('is done when the deadline is the very moment of its end', () => {
    const sim = new Simulator();
    const server = new Sharing(sim, equally);
    function* job(work: number, deadline: number): Process<boolean> {
      return yield* server.work(work, deadline);
    }
    const tasks = [sim.spawn(job(0.1, 0.3)), sim.spawn(job(0.1, 0.3)), sim.spawn(job(0.1, 0.3))];
    sim.run();
    expect(tasks.map(({ result }) => result)).toEqual([true, true, true]);
    expect(sim.idle).toBe(true);
  });

  it('takes work of 0 and of no end, and refuses what is no work', () => {
    const sim = new Simulator();
    const server = new Sharing(sim, equally);
    function* job(work: number, deadline?: number): Process<boolean> {
      return yield* server.work(work, deadline);
    }
    expect(play(sim, job(0)).result).toBe(true);
    expect(play(sim, job(Infinity, 5)).result).toBe(false);
    expect([sim.now, server.running]).toEqual([5, 0]);
    expect(() => play(sim, job(-1))).toThrow('cannot wait for -1 seconds');
  });

  it('forgets everything at a reset', () => {
    const sim = new Simulator();
    const server = new Sharing(sim, equally);
    function* job(work: number): Process<number> {
      yield* server.work(work);
      return sim.now;
    }
    sim.spawn(job(10));
    sim.run(3);
    sim.reset();
    server.reset();
    const task = sim.spawn(job(4));
    sim.run();
    expect([task.result, server.running, sim.stuck]).toEqual([4, 0, 0]);
  });
});

interface Planned {
  readonly begins: number;
  readonly work: number;
  readonly deadline: number;
}

/** When each job ends and whether it was done, by going from event to event and working off every job each time. */
function slowly(jobs: readonly Planned[], rate: (running: number) => number): [number, boolean][] {
  const left = jobs.map(({ work }) => work);
  const ended: ([number, boolean] | undefined)[] = jobs.map(() => undefined);
  const runs = (i: number, now: number): boolean => jobs[i]!.begins <= now && ended[i] === undefined;
  for (let now = 0; ; ) {
    const running = jobs.flatMap((_, i) => (runs(i, now) ? [i] : []));
    const speed = running.length === 0 ? 0 : rate(running.length);
    const times = [
      ...jobs.flatMap(({ begins }) => (begins > now ? [begins] : [])),
      ...running.map((i) => Math.min(now + left[i]! / speed, jobs[i]!.deadline)),
    ];
    if (times.length === 0) return ended.map((end) => end!);
    const next = Math.min(...times);
    for (const i of running) left[i] = left[i]! - (next - now) * speed;
    now = next;
    for (const i of running) {
      if (left[i]! <= 1e-9) ended[i] = [now, true];
      else if (jobs[i]!.deadline <= now) ended[i] = [now, false];
    }
  }
}

describe('sharing, against a slow re-computation', () => {
  it.each([undefined, 1, 2])('agrees on random jobs, deadlines and laws (shuffle %s)', (shuffle) => {
    const uniform = luck(7);
    const sim = new Simulator(shuffle === undefined ? {} : { shuffle });
    for (let round = 0; round < 60; round++) {
      const alpha = uniform() * 1.2;
      const half = 1 + 20 * uniform();
      const rate = (running: number): number => running ** -alpha / (1 + (running - 1) / half);
      const jobs = Array.from({ length: 40 }, (): Planned => {
        const begins = 30 * uniform();
        // Every third one has a deadline, and every fifth begins with another.
        const deadline = uniform() < 1 / 3 ? begins + 4 * uniform() : Infinity;
        return { begins: uniform() < 0.2 ? 10 : begins, work: exponential(uniform, 2), deadline };
      });
      sim.reset();
      const server = new Sharing(sim, rate);
      const found: [number, boolean][] = [];
      function* job(i: number, { begins, work, deadline }: Planned): Process<void> {
        yield begins;
        const whole = deadline > begins && (yield* server.work(work, deadline));
        found[i] = [sim.now, whole];
      }
      for (const [i, one] of jobs.entries()) sim.spawn(job(i, one));
      sim.run();
      const expected = slowly(
        jobs.map((one) => ({ ...one, deadline: Math.max(one.deadline, one.begins) })),
        rate,
      );
      for (const [i, [time, whole]] of expected.entries()) {
        expect(found[i]![1]).toBe(whole);
        expect(found[i]![0]).toBeCloseTo(time, 7);
      }
      expect([server.running, sim.stuck]).toEqual([0, 0]);
    }
  });

  it('gives the same bytes in whatever order simultaneous events happen', () => {
    const results = [undefined, 3, 4, 5].map((shuffle) => {
      const sim = new Simulator(shuffle === undefined ? {} : { shuffle });
      const server = new Sharing(sim, (running) => running ** -0.7);
      const uniform = luck(11);
      const ends: number[] = [];
      function* job(i: number, begins: number, work: number): Process<void> {
        yield begins;
        yield* server.work(work, begins + 6);
        ends[i] = sim.now;
      }
      for (let i = 0; i < 200; i++) sim.spawn(job(i, Math.floor(40 * uniform()), 1 + Math.floor(5 * uniform())));
      sim.run();
      return ends;
    });
    for (const ends of results) expect(ends).toEqual(results[0]);
  });
});

describe('room', () => {
  it('lets in by places and by space, and none overtakes', () => {
    const { sim, log, say } = stage();
    const room = new Room(sim, 3, 10);
    function* guest(name: string, size: number, deadline = Infinity): Process<void> {
      const entered = yield* room.enter(size, deadline);
      say(`${name} ${entered} ${room.used}`);
      if (!entered) return;
      try {
        yield 10;
      } finally {
        room.exit(size);
      }
    }
    sim.spawn(guest('a', 6));
    sim.spawn(guest('large', 5, 3));
    sim.spawn(guest('small', 4));
    sim.spawn(guest('last', 1));
    sim.run();
    expect(log).toEqual(['0 a true 6', '3 large false 10', '3 small true 10', '10 last true 5']);
    expect([room.inside, room.used, room.waiting]).toEqual([0, 0, 0]);
  });

  it('gives back what an interrupted guest had been given', () => {
    const { sim, log, say } = stage();
    const room = new Room(sim, 1, Infinity);
    function* guest(name: string): Process<void> {
      if (!(yield* room.enter(1))) return;
      try {
        say(name);
        yield 5;
      } finally {
        room.exit(1);
      }
    }
    sim.spawn(guest('a'));
    const second = sim.spawn(guest('b'));
    sim.spawn(guest('c'));
    function* killer(): Process<void> {
      yield 5;
      sim.interrupt(second);
    }
    sim.spawn(killer());
    sim.run();
    expect(log.filter((line) => !line.endsWith('b'))).toEqual(['0 a', '5 c']);
    expect(room.inside).toBe(0);
  });

  it('refuses what can never be', () => {
    const sim = new Simulator();
    const room = new Room(sim, 1, 10);
    function* guest(): Process<boolean> {
      return yield* room.enter(11);
    }
    expect(() => play(sim, guest())).toThrow('11 never fits into a room of 10');
    expect(() => room.exit(1)).toThrow('more often than entered');
    expect(() => new Room(sim, 0, 1)).toThrow('needs a place');
  });
});
