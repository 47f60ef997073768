import { describe, expect, it } from 'vitest';
import { Mailbox, type Process, Resource, Simulator, TIMED_OUT } from '../../src/kernel/index.js';
import { play, stage } from './helpers.js';

describe('resource', () => {
  it('serves in the order of arrival, as many at once as it has units', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 2);
    function* customer(name: string): Process<void> {
      expect(yield* server.hold(10)).toBe(true);
      say(`${name} ${server.busy} ${server.waiting}`);
    }
    for (const name of ['a', 'b', 'c', 'd', 'e']) sim.spawn(customer(name));
    sim.run();
    expect(log).toEqual(['10 a 2 2', '10 b 2 1', '20 c 2 0', '20 d 1 0', '30 e 0 0']);
  });

  it('mixes holds and acquires in one line', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* acquires(name: string): Process<void> {
      expect(yield* server.acquire()).toBe(true);
      say(name);
      yield 1;
      server.release();
    }
    function* holds(name: string): Process<void> {
      yield* server.hold(1);
      say(`${name} is over`);
    }
    sim.spawn(acquires('a'));
    sim.spawn(holds('b'));
    sim.spawn(acquires('c'));
    sim.run();
    expect(log).toEqual(['0 a', '2 b is over', '2 c']);
  });

  it('tries without waiting', () => {
    const sim = new Simulator();
    const server = new Resource(sim, 1);
    expect([server.tryAcquire(), server.tryAcquire(), server.busy]).toEqual([true, false, 1]);
    server.release();
    expect(server.tryAcquire()).toBe(true);
  });

  it('gives up waiting at the deadline', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* customer(name: string, deadline: number): Process<void> {
      const got = yield* server.acquire(deadline);
      say(`${name} ${got}`);
      if (!got) return;
      yield 10;
      server.release();
    }
    sim.spawn(customer('a', 1));
    sim.spawn(customer('b', 3));
    sim.spawn(customer('c', 12));
    sim.spawn(customer('late', 0));
    sim.run();
    expect(log).toEqual(['0 a true', '0 late false', '3 b false', '10 c true']);
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
    expect(sim.now).toBe(20);
  });

  it('holds for the whole time, or until the deadline, or not at all', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* customer(name: string, seconds: number, deadline: number): Process<void> {
      const whole = yield* server.hold(seconds, deadline);
      say(`${name} ${whole} ${server.busy}`);
    }
    sim.spawn(customer('whole', 5, 5));
    sim.spawn(customer('cut', 10, 8));
    sim.spawn(customer('never', 1, 7));
    sim.spawn(customer('after', 2, 11));
    sim.spawn(customer('late', 2, 0));
    sim.run();
    expect(log).toEqual(['0 late false 1', '5 whole true 1', '7 never false 1', '8 cut false 1', '10 after true 0']);
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
  });

  it('starts holds that run on their own, and ends them when their parent is interrupted', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* parent(): Process<void> {
      const [a, b] = [server.start(3), server.start(3, 5)];
      say(String(yield* sim.all([a, b])));
      server.start(50);
      server.start(50);
      yield 1;
      say(`${server.busy} ${server.waiting}`);
      yield 99;
    }
    const task = sim.spawn(parent());
    sim.run(10);
    expect(log).toEqual(['5 true,false', '6 1 1']);
    sim.interrupt(task);
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
    sim.run();
    expect(sim.now).toBe(10);
  });

  it('refuses a release too many, a bad capacity and a bad time', () => {
    const sim = new Simulator();
    expect(() => new Resource(sim, 1).release()).toThrow('released more often');
    for (const capacity of [0, -1, 1.5, Number.NaN])
      expect(() => new Resource(sim, capacity)).toThrow(`not ${capacity}`);
    function* process(): Process<void> {
      yield* new Resource(sim, 1).hold(-2);
    }
    expect(() => play(sim, process())).toThrow('-2 seconds');
    expect(new Resource(sim, Infinity).tryAcquire()).toBe(true);
  });

  it('forgets everything at reset', () => {
    const sim = new Simulator();
    const server = new Resource(sim, 1);
    function* customer(): Process<boolean> {
      return yield* server.hold(10);
    }
    sim.spawn(customer());
    sim.spawn(customer());
    sim.run(5);
    expect(server).toMatchObject({ busy: 1, waiting: 1 });
    sim.reset();
    server.reset();
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
    expect(play(sim, customer()).result).toBe(true);
    expect(sim.now).toBe(10);
  });
});

describe('mailbox', () => {
  it('gives values in the order they were put, through growth', () => {
    const sim = new Simulator();
    const box = new Mailbox<number>(sim);
    const taken: unknown[] = [];
    function* taker(): Process<void> {
      for (let i = 0; i < 100; i++) {
        taken.push(yield* box.take());
        if (i % 3 === 0) yield 0.4;
      }
    }
    function* putter(): Process<void> {
      for (let i = 0; i < 100; i++) {
        box.put(i);
        if (i % 7 === 0) yield 0.1;
      }
    }
    sim.spawn(taker());
    sim.spawn(putter());
    sim.run(2);
    expect(box.size).toBeGreaterThan(16);
    sim.run();
    expect(taken).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('serves takers in the order they came', () => {
    const { sim, log, say } = stage();
    const box = new Mailbox<number>(sim);
    function* taker(name: string): Process<void> {
      say(`${name}${String(yield* box.take())}`);
    }
    for (const name of ['a', 'b', 'c']) sim.spawn(taker(name));
    sim.run();
    for (let i = 0; i < 3; i++) box.put(i);
    sim.run();
    expect(log).toEqual(['0 a0', '0 b1', '0 c2']);
  });

  it('gives TIMED_OUT at the deadline, and at once when it has passed', () => {
    const { sim, log, say } = stage();
    const box = new Mailbox<string>(sim);
    function* taker(): Process<void> {
      for (const deadline of [1, 4, 4]) {
        const value = yield* box.take(deadline);
        say(value === TIMED_OUT ? 'timed out' : value);
      }
      say(String((yield* box.take(0)) === TIMED_OUT));
    }
    function* putter(): Process<void> {
      yield 2;
      box.put('two');
    }
    sim.spawn(taker());
    sim.spawn(putter());
    sim.run();
    expect(log).toEqual(['1 timed out', '2 two', '4 timed out', '4 true']);
    expect(box).toMatchObject({ size: 0, waiting: 0 });
  });

  it('holds undefined as a value like any other, and forgets all at reset', () => {
    const sim = new Simulator();
    const box = new Mailbox<undefined>(sim);
    box.put(undefined);
    expect(box.size).toBe(1);
    function* taker(): Process<unknown> {
      return [yield* box.take()];
    }
    expect(play(sim, taker()).result).toEqual([undefined]);
    sim.spawn(taker());
    sim.run();
    expect(box.waiting).toBe(1);
    sim.reset();
    box.reset();
    expect(box.waiting).toBe(0);
    box.put(undefined);
    expect(box.size).toBe(1);
  });
});
