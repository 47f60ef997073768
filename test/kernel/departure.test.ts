import { describe, expect, it } from 'vitest';
import { Mailbox, type Process, Resource, type Simulator, type Task } from '../../src/kernel/index.js';
import { sleeper, stage } from './helpers.js';

function* killer(sim: Simulator, seconds: number, task: Task<unknown>): Process<void> {
  yield seconds;
  sim.interrupt(task);
}

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
