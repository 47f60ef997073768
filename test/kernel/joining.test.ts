import { describe, expect, it } from 'vitest';
import { INTERRUPTED, type Process, Simulator, type Task } from '../../src/kernel/index.js';
import { play, sleeper, stage, throwing } from './helpers.js';

const FAULT = Object.freeze({ kind: 'fault' });

function* value<T>(sim: Simulator, seconds: number, result: T): Process<T> {
  yield* sim.sleep(seconds);
  return result;
}

function* caught(process: Process<unknown>): Process<unknown> {
  try {
    return yield* process;
  } catch (thrown) {
    return ['caught', thrown];
  }
}

/** What the body returns or throws, and when. */
function outcome(sim: Simulator, body: () => Process<unknown>): unknown {
  const task = play(sim, caught(body()));
  expect(task.done).toBe(true);
  return task.result;
}

describe('spawn and join', () => {
  it('starts a process at the present time, after what is already due, and joins its result', () => {
    const { sim, log, say } = stage();
    function* parent(): Process<number> {
      yield 1;
      const child = sim.spawn(value(sim, 2, 42));
      say('spawned');
      const result = yield* sim.join(child);
      say('joined');
      return result + (yield* sim.join(child));
    }
    expect(play(sim, parent()).result).toBe(84);
    expect(log).toEqual(['1 spawned', '3 joined']);
  });

  it('composes helper generators with their types', () => {
    const sim = new Simulator();
    function* parent(): Process<string> {
      const n: number = yield* value(sim, 1, 5);
      const s: string = yield* sim.join(sim.spawn(value(sim, 1, 'x')));
      return s.repeat(n);
    }
    expect(play(sim, parent()).result).toBe('xxxxx');
  });

  it('wakes several joiners of one task in the order they came', () => {
    const { sim, log, say } = stage();
    const task = sim.spawn(value(sim, 1, 'v'));
    function* joiner(name: string): Process<void> {
      say(`${name} ${yield* sim.join(task)}`);
    }
    for (const name of ['a', 'b', 'c']) sim.spawn(joiner(name));
    sim.run();
    expect(log).toEqual(['1 a v', '1 b v', '1 c v']);
  });

  it('lets children of a process that has returned go on', () => {
    const { sim, log, say } = stage();
    function* parent(): Process<void> {
      sim.spawn(sleeper(sim, 5, say, 'child'));
      yield 1;
    }
    const task = play(sim, parent());
    sim.interrupt(task);
    expect(log).toEqual(['5 child woke', '5 child left']);
  });
});

describe('what is thrown', () => {
  it('is rethrown by join, also when the task has ended before', () => {
    const sim = new Simulator();
    expect(
      outcome(sim, function* () {
        return yield* sim.join(sim.spawn(throwing(sim, 1, FAULT)));
      }),
    ).toEqual(['caught', FAULT]);
    expect(
      outcome(sim, function* () {
        const task = sim.spawn(throwing(sim, 1, FAULT));
        yield 2;
        return yield* sim.join(task);
      }),
    ).toEqual(['caught', FAULT]);
  });

  it('rises out of run when nobody joins', () => {
    const sim = new Simulator();
    let risen: unknown;
    try {
      play(sim, throwing(sim, 1, FAULT));
    } catch (thrown) {
      risen = thrown;
    }
    expect(risen).toBe(FAULT);
    expect(sim.stuck).toBe(0);
  });

  it('stays in the task when the parent lives and does not join, and rises when the parent has gone', () => {
    const sim = new Simulator();
    let child: Task<never> | undefined;
    function* parent(patience: number): Process<void> {
      child = sim.spawn(throwing(sim, 1, FAULT));
      yield patience;
    }
    play(sim, parent(2));
    expect(child).toMatchObject({ done: true, failed: true, error: FAULT, interrupted: false });
    expect(() => play(sim, parent(0.5))).toThrow();
  });

  it('always rises when it is an Error that nobody joins, also under a quorum', () => {
    const sim = new Simulator();
    const bug = new Error('a bug');
    function* parent(): Process<void> {
      sim.spawn(throwing(sim, 1, bug));
      yield 2;
    }
    function* voter(): Process<void> {
      yield* sim.quorum([sim.spawn(throwing(sim, 1, bug))], 1);
    }
    expect(() => play(sim, parent())).toThrow(bug);
    expect(() => play(sim, voter())).toThrow(bug);
  });

  it('does not rise when a joiner takes the Error', () => {
    const sim = new Simulator();
    const bug = new Error('a bug');
    const attempts = [
      () => sim.join(sim.spawn(throwing(sim, 1, bug))),
      () => sim.all([sim.spawn(throwing(sim, 1, bug))]),
      () => sim.race([sim.spawn(throwing(sim, 1, bug))]),
      () => sim.within(5, throwing(sim, 1, bug)),
      () => sim.within(5, throwsAtOnce(sim, bug)),
    ];
    for (const attempt of attempts) {
      expect(
        outcome(sim, function* () {
          return yield* attempt();
        }),
      ).toEqual(['caught', bug]);
    }
  });

  it('ends the children of the process that throws', () => {
    const { sim, log, say } = stage();
    function* parent(): Process<void> {
      sim.spawn(sleeper(sim, 5, say, 'child'));
      yield 1;
      throw FAULT;
    }
    expect(() => play(sim, parent())).toThrow();
    expect(log).toEqual(['1 child left']);
  });
});

function* throwsAtOnce(sim: Simulator, what: unknown): Process<never> {
  yield* sim.all([]);
  throw what;
}

describe('all', () => {
  it('returns results in the order of the tasks, at the time of the last', () => {
    const sim = new Simulator();
    expect(
      outcome(sim, function* () {
        const tasks = [3, 1, 2].map((seconds) => sim.spawn(value(sim, seconds, seconds)));
        return [yield* sim.all(tasks), sim.now, yield* sim.all(tasks), yield* sim.all([]), sim.now];
      }),
    ).toEqual([[3, 1, 2], 3, [3, 1, 2], [], 3]);
  });

  it('interrupts the others when one throws, at that time, and rethrows', () => {
    const { sim, log, say } = stage();
    expect(
      outcome(sim, function* () {
        const tasks = [sim.spawn(sleeper(sim, 5, say, 'slow')), sim.spawn(throwing(sim, 1, FAULT))];
        return yield* sim.all<unknown>(tasks);
      }),
    ).toEqual(['caught', FAULT]);
    expect(log).toEqual(['1 slow left']);
    expect(sim.now).toBe(1);
  });

  it('does the same when one has thrown before', () => {
    const { sim, log, say } = stage();
    outcome(sim, function* () {
      const tasks = [sim.spawn(sleeper(sim, 5, say, 'slow')), sim.spawn(throwing(sim, 1, FAULT))];
      yield 2;
      return yield* sim.all<unknown>(tasks);
    });
    expect(log).toEqual(['2 slow left']);
  });

  it('throws INTERRUPTED when somebody else interrupts one', () => {
    const sim = new Simulator();
    expect(
      outcome(sim, function* () {
        const tasks = [sim.spawn(value(sim, 5, 1)), sim.delay(9)];
        function* killer(): Process<void> {
          yield 1;
          sim.interrupt(tasks[0]!);
        }
        sim.spawn(killer());
        return yield* sim.all<unknown>(tasks);
      }),
    ).toEqual(['caught', INTERRUPTED]);
    expect(sim.now).toBe(1);
  });

  it('takes futures and delays as it takes processes', () => {
    const sim = new Simulator();
    const future = sim.future<string>();
    expect(
      outcome(sim, function* () {
        function* resolver(): Process<void> {
          yield 4;
          future.resolve('first');
          future.resolve('second');
        }
        sim.spawn(resolver());
        return [yield* sim.all<unknown>([future.task, sim.delay(2)]), sim.now, yield* future.wait()];
      }),
    ).toEqual([['first', undefined], 4, 'first']);
  });
});
