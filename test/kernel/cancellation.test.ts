import { describe, expect, it } from 'vitest';
import { INTERRUPTED, type Process, Simulator, type Task } from '../../src/kernel/index.js';
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
