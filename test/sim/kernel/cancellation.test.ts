import { describe, expect, it } from 'vitest';
import { INTERRUPTED, Mailbox, type Process, Resource, Simulator, type Task } from '../../../src/sim/kernel/index.js';
import { play, sleeper, stage, throwing } from './helpers.js';

function* killer(sim: Simulator, seconds: number, task: Task<unknown>): Process<void> {
  yield seconds;
  sim.interrupt(task);
}

describe('interrupt', () => {
  it('ends a sleeper at once, runs its finally, and leaves no event behind', () => {
    const { sim, log, say } = stage();
    const task = sim.spawn(sleeper(sim, 100, say, 's'));
    sim.spawn(killer(sim, 1, task));
    sim.run();
    expect(log).toEqual(['1 s left']);
    expect(task).toMatchObject({ done: true, interrupted: true, failed: false, result: undefined });
    expect(sim.now).toBe(1);
    expect(sim.stuck).toBe(0);
  });

  it('ends children first, the youngest first, and nested finally blocks from the inside out', () => {
    const { sim, log, say } = stage();
    function* helper(name: string): Process<void> {
      try {
        yield* sleeper(sim, 50, say, `${name} inner`);
      } finally {
        say(`${name} middle`);
      }
    }
    function* parent(): Process<void> {
      try {
        sim.spawn(helper('old'));
        sim.spawn(helper('young'));
        yield* helper('own');
      } finally {
        say('parent');
      }
    }
    const task = sim.spawn(parent());
    sim.spawn(killer(sim, 1, task));
    sim.run();
    const names = ['young inner', 'young', 'old inner', 'old', 'own inner', 'own'];
    expect(log).toEqual([
      ...names.map((name) => `1 ${name} ${name.endsWith('inner') ? 'left' : 'middle'}`),
      '1 parent',
    ]);
  });

  it('does nothing to a task that is done, was never started twice, or belongs to a run before the reset', () => {
    const { sim, log, say } = stage();
    const done = play(sim, sleeper(sim, 1, say, 'done'));
    sim.interrupt(done);
    expect(done).toMatchObject({ result: 'done', interrupted: false });
    const early = sim.spawn(sleeper(sim, 1, say, 'early'));
    sim.interrupt(early);
    sim.interrupt(early);
    sim.run();
    expect(early.interrupted).toBe(true);
    const old = sim.spawn(sleeper(sim, 1, say, 'old'));
    sim.run(0);
    sim.reset();
    sim.interrupt(old);
    sim.run();
    expect(sim.stuck).toBe(0);
    expect(log).toEqual(['1 done woke', '1 done left']);
  });

  it('ends a process that interrupts itself, or its parent, at its next wait', () => {
    const { sim, log, say } = stage();
    let parentTask: Task<unknown> | undefined;
    function* child(): Process<void> {
      try {
        yield 1;
        sim.interrupt(parentTask!);
        say('still here');
        yield 1;
        say('unreached');
      } finally {
        say('child left');
      }
    }
    function* parent(): Process<void> {
      sim.spawn(child());
      yield* sleeper(sim, 9, say, 'parent');
    }
    parentTask = sim.spawn(parent());
    sim.run();
    expect(log).toEqual(['1 still here', '1 child left', '1 parent left']);
    expect(sim.stuck).toBe(0);
  });

  it('lets a process end by itself when it returns before the interrupt it asked for', () => {
    const sim = new Simulator();
    let self: Task<number> | undefined;
    function* process(): Process<number> {
      yield 1;
      sim.interrupt(self!);
      return 5;
    }
    self = sim.spawn(process());
    sim.run();
    expect(self).toMatchObject({ result: 5, interrupted: false });
  });

  it('works from inside the first step of a within', () => {
    const { sim, log, say } = stage();
    let root: Task<unknown> | undefined;
    function* inner(): Process<void> {
      sim.interrupt(root!);
      yield* sleeper(sim, 9, say, 'inner');
    }
    function* outer(): Process<void> {
      try {
        yield* sim.within(5, inner());
      } finally {
        say('outer left');
      }
    }
    root = sim.spawn(outer());
    sim.run();
    expect(log).toEqual(['0 inner left', '0 outer left']);
    expect(sim.now).toBe(0);
  });

  it('throws INTERRUPTED to whoever joins', () => {
    const sim = new Simulator();
    const task = sim.spawn(sleeper(sim, 9, () => {}, 's'));
    sim.spawn(killer(sim, 1, task));
    function* joiner(): Process<unknown> {
      try {
        return yield* sim.join(task);
      } catch (thrown) {
        return thrown;
      }
    }
    expect(play(sim, joiner()).result).toBe(INTERRUPTED);
  });

  it('reports a wait in a finally block, and an Error thrown there', () => {
    const sim = new Simulator();
    function* waits(): Process<void> {
      try {
        yield 9;
      } finally {
        yield 1;
      }
    }
    function* throws(): Process<void> {
      try {
        yield 9;
      } finally {
        yield* throwing(sim, 0, 'unreached');
      }
    }
    for (const process of [waits, throws]) {
      const task = sim.spawn(process());
      sim.spawn(killer(sim, 1, task));
      expect(() => sim.run()).toThrow('waits in a finally');
      sim.run();
      expect(task.done).toBe(true);
    }
    expect(sim.stuck).toBe(0);
  });

  it('ends what a finally block spawns', () => {
    const { sim, log, say } = stage();
    function* process(): Process<void> {
      try {
        yield 9;
      } finally {
        sim.spawn(sleeper(sim, 1, say, 'afterthought'));
      }
    }
    sim.spawn(killer(sim, 1, sim.spawn(process())));
    sim.run();
    expect(log).toEqual([]);
    expect(sim.stuck).toBe(0);
  });
});

describe('an interrupted waiter leaves', () => {
  it('the line of a resource, so that the next one is served', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* customer(name: string): Process<void> {
      yield* server.acquire();
      try {
        say(name);
        yield 2;
      } finally {
        server.release();
      }
    }
    const tasks = ['a', 'b', 'c'].map((name) => sim.spawn(customer(name)));
    sim.spawn(killer(sim, 1, tasks[1]!));
    sim.run();
    expect(log).toEqual(['0 a', '2 c']);
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
  });

  it('with the unit it was granted and had not yet seen', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* holder(): Process<void> {
      yield* server.acquire();
      yield 1;
      server.release();
      sim.interrupt(second);
    }
    function* customer(name: string): Process<void> {
      yield* server.acquire();
      say(name);
      server.release();
    }
    sim.spawn(holder());
    const second = sim.spawn(customer('second'));
    sim.spawn(customer('third'));
    sim.run();
    expect(log).toEqual(['1 third']);
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
  });

  it('a hold, waiting or begun, whose unit comes free at that time', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* customer(name: string): Process<void> {
      yield* server.hold(10);
      say(name);
    }
    const [a, b] = ['a', 'b', 'c'].map((name) => sim.spawn(customer(name)));
    sim.spawn(killer(sim, 1, b!));
    sim.spawn(killer(sim, 3, a!));
    sim.run();
    expect(log).toEqual(['13 c']);
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
  });

  it('a mailbox, and puts back in front the value it was handed and had not seen', () => {
    const { sim, log, say } = stage();
    const box = new Mailbox<number>(sim);
    function* taker(name: string): Process<void> {
      say(`${name} ${String(yield* box.take())}`);
    }
    const waiting = sim.spawn(taker('gone'));
    const handed = sim.spawn(taker('handed'));
    function* putter(): Process<void> {
      yield 1;
      sim.interrupt(waiting);
      box.put(1);
      box.put(2);
      sim.interrupt(handed);
      expect(box.size).toBe(2);
      sim.spawn(taker('x'));
      sim.spawn(taker('y'));
    }
    sim.spawn(putter());
    sim.run();
    expect(log).toEqual(['1 x 1', '1 y 2']);
    expect(box).toMatchObject({ size: 0, waiting: 0 });
  });

  it('hands that value to the next taker when one waits', () => {
    const { sim, log, say } = stage();
    const box = new Mailbox<number>(sim);
    function* taker(name: string): Process<void> {
      say(`${name} ${String(yield* box.take())}`);
    }
    const first = sim.spawn(taker('first'));
    sim.spawn(taker('second'));
    function* putter(): Process<void> {
      yield 1;
      box.put(1);
      sim.interrupt(first);
    }
    sim.spawn(putter());
    sim.run();
    expect(log).toEqual(['1 second 1']);
  });

  it('a future, a join, a quorum and a race, without ending what it waited for', () => {
    const { sim, log, say } = stage();
    const future = sim.future<number>();
    const other = sim.spawn(sleeper(sim, 5, say, 'other'));
    const waits = [
      () => future.wait(),
      () => sim.join(other),
      () => sim.quorum([other, future.task], 2),
      () => sim.race<unknown>([other, future.task]),
      () => sim.all<unknown>([other, future.task]),
    ];
    for (const wait of waits) {
      function* waiter(): Process<void> {
        yield* wait();
        say('unreached');
      }
      sim.spawn(killer(sim, 1, sim.spawn(waiter())));
    }
    function* resolver(): Process<void> {
      yield 2;
      future.resolve(1);
    }
    sim.spawn(resolver());
    sim.run();
    expect(log).toEqual(['5 other woke', '5 other left']);
    expect(future.resolved).toBe(true);
  });

  it('a within, ending the process inside', () => {
    const { sim, log, say } = stage();
    function* outer(): Process<void> {
      yield* sim.within(50, sleeper(sim, 60, say, 'inner'));
    }
    sim.spawn(killer(sim, 1, sim.spawn(outer())));
    sim.run();
    expect(log).toEqual(['1 inner left']);
    expect(sim.now).toBe(1);
  });

  it('and a cascade of releases reaches somebody who stays', () => {
    const { sim, log, say } = stage();
    const server = new Resource(sim, 1);
    function* customer(name: string): Process<void> {
      yield* server.acquire();
      try {
        say(name);
        yield 10;
      } finally {
        server.release();
      }
    }
    function* family(): Process<void> {
      for (const name of ['a', 'b', 'c']) sim.spawn(customer(name));
      yield 100;
    }
    const task = sim.spawn(family());
    sim.spawn(killer(sim, 1, task));
    function* stranger(): Process<void> {
      yield 0.5;
      yield* customer('stranger');
    }
    sim.spawn(stranger());
    sim.run();
    expect(log).toEqual(['0 a', '1 stranger']);
    expect(server).toMatchObject({ busy: 0, waiting: 0 });
  });
});
