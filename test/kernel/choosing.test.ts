import { describe, expect, it } from 'vitest';
import { type Process, Simulator, TIMED_OUT } from '../../src/kernel/index.js';
import { play, sleeper, stage, throwing } from './helpers.js';

const FAULT = Object.freeze({ kind: 'fault' });
const quiet = (): void => {};

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

describe('quorum', () => {
  it('returns when k have returned and lets the others go on', () => {
    const { sim, log, say } = stage();
    expect(
      outcome(sim, function* () {
        const tasks = [1, 2, 3].map((seconds) => sim.spawn(sleeper(sim, seconds, say, `s${seconds}`)));
        return [yield* sim.quorum(tasks, 2), sim.now];
      }),
    ).toEqual([2, 2]);
    expect(log).toContain('3 s3 woke');
  });

  it('does not count a task that throws, and returns when k can no longer be reached', () => {
    const sim = new Simulator();
    function* vote(): Process<unknown> {
      const tasks = [sim.spawn(value(sim, 1, 1)), ...[2, 3].map((seconds) => sim.spawn(throwing(sim, seconds, FAULT)))];
      return [yield* sim.quorum(tasks, 2), sim.now];
    }
    expect(outcome(sim, vote)).toEqual([1, 3]);
  });

  it('returns at the deadline with as many as have returned', () => {
    const sim = new Simulator();
    expect(
      outcome(sim, function* () {
        const tasks = [1, 2, 9].map((seconds) => sim.spawn(value(sim, seconds, seconds)));
        const first = [yield* sim.quorum(tasks, 3, 5), sim.now];
        return [first, yield* sim.quorum(tasks, 3, 5), yield* sim.quorum(tasks, 3), sim.now];
      }),
    ).toEqual([[2, 5], 2, 3, 9]);
  });

  it('returns at once when k is reached, or beyond reach', () => {
    const sim = new Simulator();
    expect(
      outcome(sim, function* () {
        const tasks = [sim.spawn(value(sim, 1, 1))];
        return [yield* sim.quorum(tasks, 0), yield* sim.quorum(tasks, 2), sim.now];
      }),
    ).toEqual([0, 0, 0]);
  });
});

describe('race', () => {
  it('returns the index of the first and interrupts the others at that time', () => {
    const { sim, log, say } = stage();
    expect(
      outcome(sim, function* () {
        const tasks = [3, 1, 2].map((seconds) => sim.spawn(sleeper(sim, seconds, say, `s${seconds}`)));
        return [yield* sim.race(tasks), yield* sim.race([sim.delay(9), tasks[1]!]), sim.now];
      }),
    ).toEqual([1, 1, 1]);
    expect(log).toEqual(['1 s1 woke', '1 s1 left', '1 s3 left', '1 s2 left']);
    expect(sim.now).toBe(1);
  });

  it('rethrows when the first one throws', () => {
    const { sim, log, say } = stage();
    expect(
      outcome(sim, function* () {
        return yield* sim.race<unknown>([sim.spawn(sleeper(sim, 3, say, 's')), sim.spawn(throwing(sim, 1, FAULT))]);
      }),
    ).toEqual(['caught', FAULT]);
    expect(log).toEqual(['1 s left']);
  });

  it('bears the same task twice, as all does', () => {
    const sim = new Simulator();
    expect(
      outcome(sim, function* () {
        const task = sim.spawn(value(sim, 1, 'v'));
        return [yield* sim.race([task, task]), yield* sim.all([task, task]), sim.now];
      }),
    ).toEqual([0, ['v', 'v'], 1]);
    expect(
      outcome(sim, function* () {
        const task = sim.spawn(value(sim, 1, 'v'));
        return yield* sim.all([task, task]);
      }),
    ).toEqual(['v', 'v']);
  });

  it('refuses a race of nobody', () => {
    const sim = new Simulator();
    function* nobody(): Process<number> {
      return yield* sim.race([]);
    }
    expect(() => play(sim, nobody())).toThrow('race of no tasks');
  });
});

describe('within', () => {
  it('returns the result, or TIMED_OUT with the process interrupted', () => {
    const { sim, log, say } = stage();
    expect(
      outcome(sim, function* () {
        const quick = yield* sim.within(5, sleeper(sim, 1, say, 'quick'));
        const slow = yield* sim.within(5, sleeper(sim, 9, say, 'slow'));
        return [quick, slow === TIMED_OUT, sim.now];
      }),
    ).toEqual(['quick', true, 6]);
    expect(log).toEqual(['1 quick woke', '1 quick left', '6 slow left']);
    expect(sim.now).toBe(6);
  });

  it('begins at once and passes on what needs no time', () => {
    const { sim, log, say } = stage();
    function* instant(): Process<number> {
      yield* sim.all([]);
      say('instant');
      return 3;
    }
    expect(
      outcome(sim, function* () {
        const result = yield* sim.within(0, instant());
        say('after');
        return result;
      }),
    ).toBe(3);
    expect(log).toEqual(['0 instant', '0 after']);
  });

  it('nests: the inner time-out does not end the outer process, the outer one ends both', () => {
    const { sim, log, say } = stage();
    function* inner(): Process<string> {
      const first = yield* sim.within(1, sleeper(sim, 9, say, 'first'));
      say(String(first === TIMED_OUT));
      yield* sim.within(50, sleeper(sim, 60, say, 'second'));
      return 'unreached';
    }
    expect(
      outcome(sim, function* () {
        return (yield* sim.within(3, inner())) === TIMED_OUT;
      }),
    ).toBe(true);
    expect(log).toEqual(['1 first left', '1 true', '3 second left']);
    expect(sim.stuck).toBe(0);
    expect(sim.now).toBe(3);
  });

  it('uses its tasks again without mixing up their results', () => {
    const sim = new Simulator();
    function* client(id: number): Process<number> {
      let good = 0;
      for (let i = 0; i < 50; i++) {
        const expected = id * 1000 + i;
        const seconds = ((id * 7 + i * 3) % 10) + 0.5;
        const got = yield* sim.within(5, value(sim, seconds, expected));
        if (seconds < 5 ? got === expected : got === TIMED_OUT) good++;
      }
      return good;
    }
    const clients = [1, 2, 3, 4].map((id) => sim.spawn(client(id)));
    sim.run();
    expect(clients.map((task) => task.result)).toEqual([50, 50, 50, 50]);
  });

  it.each([-1, Number.NaN])('refuses %d seconds', (seconds) => {
    const sim = new Simulator();
    function* process(): Process<void> {
      yield* sim.within(seconds, sleeper(sim, 1, quiet, 's'));
    }
    expect(() => play(sim, process())).toThrow(`${seconds} seconds`);
  });
});
