import { describe, expect, it } from 'vitest';
import { type Process, Simulator } from '../../src/kernel/index.js';
import { play, sleeper, stage, throwing } from './helpers.js';

describe('time and order', () => {
  it('wakes sleepers in the order of their times, whatever the order they were started in', () => {
    const { sim, log, say } = stage();
    for (const seconds of [3, 1, 2]) sim.spawn(sleeper(sim, seconds, say, `s${seconds}`));
    sim.run();
    expect(log.filter((line) => line.endsWith('woke'))).toEqual(['1 s1 woke', '2 s2 woke', '3 s3 woke']);
    expect(sim.now).toBe(3);
  });

  it('decides ties by insertion, over many events and both queues', () => {
    const { sim, log, say } = stage();
    for (let i = 0; i < 600; i++) sim.spawn(sleeper(sim, i % 2, say, String(i)));
    sim.run();
    const woken = log.filter((line) => line.endsWith('woke')).map((line) => Number(line.split(' ')[1]));
    const expected = Array.from({ length: 600 }, (_, i) => (i < 300 ? 2 * i : 2 * (i - 300) + 1));
    expect(woken).toEqual(expected);
  });

  it('lets what was scheduled earlier for a time go before what is woken at that time', () => {
    const { sim, log, say } = stage();
    const future = sim.future<void>();
    function* waits(): Process<void> {
      yield* future.wait();
      say('waiter');
    }
    function* resolves(): Process<void> {
      yield 1;
      future.resolve(undefined);
    }
    function* later(): Process<void> {
      yield 1;
      say('scheduled');
    }
    sim.spawn(waits());
    sim.spawn(resolves());
    sim.spawn(later());
    sim.run();
    expect(log).toEqual(['1 scheduled', '1 waiter']);
  });

  it('takes a bare number as a sleep', () => {
    const sim = new Simulator();
    function* process(): Process<number> {
      yield 1.5;
      yield 0;
      return sim.now;
    }
    expect(play(sim, process()).result).toBe(1.5);
  });

  it('runs up to and including a time, and goes on from there', () => {
    const { sim, log, say } = stage();
    for (const seconds of [1, 2, 3]) sim.spawn(sleeper(sim, seconds, say, 's'));
    sim.run(2);
    expect(log.filter((line) => line.endsWith('woke'))).toEqual(['1 s woke', '2 s woke']);
    expect(sim.idle).toBe(false);
    sim.run(2.5);
    expect(sim.now).toBe(2.5);
    sim.run();
    expect(sim.now).toBe(3);
    expect(sim.idle).toBe(true);
    sim.run(10);
    expect(sim.now).toBe(10);
  });

  it('counts the events it executes', () => {
    const { sim, say } = stage();
    sim.spawn(sleeper(sim, 1, say, 's'));
    sim.run();
    expect(sim.events).toBe(2);
  });

  it('does not let a timer that no longer counts move the clock', () => {
    const sim = new Simulator();
    function* quick(): Process<number> {
      yield 1;
      return 7;
    }
    function* process(): Process<unknown> {
      return yield* sim.within(1000, quick());
    }
    expect(play(sim, process()).result).toBe(7);
    expect(sim.now).toBe(1);
    expect(sim.idle).toBe(true);
  });

  it('sweeps stale timers out without losing a live one', () => {
    const sim = new Simulator();
    const order: number[] = [];
    function* quick(seconds: number): Process<void> {
      yield seconds;
    }
    function* calls(): Process<void> {
      for (let i = 0; i < 1000; i++) yield* sim.within(0.01 + ((i * 37) % 100) / 40, quick(0.001));
    }
    function* live(seconds: number): Process<void> {
      yield seconds;
      order.push(seconds);
    }
    for (let i = 0; i < 40; i++) sim.spawn(live(((i * 17) % 40) / 20));
    sim.spawn(calls());
    sim.run();
    expect(order).toEqual(Array.from({ length: 40 }, (_, i) => i / 20));
    expect(sim.now).toBeLessThan(3);
  });
});

describe('stuck processes', () => {
  it('counts those that wait for what will never come, and only when nothing can move', () => {
    const sim = new Simulator();
    function* waits(): Process<void> {
      yield* sim.future<void>().wait();
    }
    function* sleeps(): Process<void> {
      yield* sim.sleep(Infinity);
    }
    sim.spawn(waits());
    sim.spawn(sleeps());
    sim.spawn(sleeper(sim, 5, () => {}, 's'));
    sim.run(1);
    expect(sim.stuck).toBe(0);
    sim.run();
    expect(sim.stuck).toBe(2);
    expect(sim.now).toBe(5);
  });
});

describe('misuse', () => {
  it.each([-1, Number.NaN, -Infinity])(
    'refuses to sleep for %d seconds, by operation and by bare number',
    (seconds) => {
      const sim = new Simulator();
      let cleaned = 0;
      function* operation(): Process<void> {
        try {
          yield* sim.sleep(seconds);
        } finally {
          cleaned++;
        }
      }
      function* bare(): Process<void> {
        try {
          yield seconds;
        } finally {
          cleaned++;
        }
      }
      expect(() => play(sim, operation())).toThrow(`${seconds} seconds`);
      expect(() => play(sim, bare())).toThrow(`${seconds} seconds`);
      expect(cleaned).toBe(2);
      expect(sim.stuck).toBe(0);
    },
  );

  it('catches an operation that is called and not yielded: before a sleep, before another one, and at the end', () => {
    const sim = new Simulator();
    function* beforeSleep(): Process<void> {
      sim.sleep(1);
      yield 1;
    }
    function* beforeAnother(): Process<void> {
      sim.sleep(1);
      yield* sim.sleep(1);
    }
    function* atTheEnd(): Process<void> {
      yield 1;
      sim.sleep(1);
    }
    for (const process of [beforeSleep, beforeAnother, atTheEnd]) {
      expect(() => play(sim, process())).toThrow('not yielded');
      sim.run();
      expect(sim.stuck).toBe(0);
    }
  });

  it('catches an operation that is yielded twice', () => {
    const sim = new Simulator();
    function* process(): Process<void> {
      const operation = sim.sleep(1);
      yield* operation;
      yield* operation;
    }
    expect(() => play(sim, process())).toThrow('yielded twice');
  });

  it('refuses an operation outside a process, a run inside a run, and a reset inside a run', () => {
    const sim = new Simulator();
    function* runs(): Process<void> {
      yield 1;
      sim.run();
    }
    function* resets(): Process<void> {
      yield 1;
      sim.reset();
    }
    expect(() => sim.sleep(1)).toThrow('outside a process');
    expect(() => play(sim, runs())).toThrow('run by one of its processes');
    expect(() => play(sim, resets())).toThrow('reset while it runs');
    expect(() => sim.run(Number.NaN)).toThrow('NaN');
  });

  it('can run on after something has risen', () => {
    const { sim, log, say } = stage();
    sim.spawn(throwing(sim, 1, 'fault'));
    sim.spawn(sleeper(sim, 2, say, 's'));
    expect(() => sim.run()).toThrow('fault');
    sim.run();
    expect(log).toContain('2 s woke');
  });
});
