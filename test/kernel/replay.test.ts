import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mailbox, type Process, Resource, Simulator, type Task, TIMED_OUT } from '../../src/kernel/index.js';
import { exponential, hash, luck, stage } from './helpers.js';

/** One act of a random process. Every wait that could last for ever has a deadline, so every program comes to rest. */
type Act =
  | { do: 'sleep' | 'take' | 'start'; seconds: number }
  | { do: 'hold' | 'acquire'; seconds: number; patience: number }
  | { do: 'put' | 'interrupt'; which: number }
  | { do: 'spawn' | 'within' | 'race' | 'quorum'; seconds: number; acts: Act[] };

const seconds = fc.integer({ min: 0, max: 4 });
const leaf: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constantFrom('sleep' as const, 'take' as const, 'start' as const), seconds }),
  fc.record({ do: fc.constantFrom('hold' as const, 'acquire' as const), seconds, patience: seconds }),
  fc.record({ do: fc.constantFrom('put' as const, 'interrupt' as const), which: fc.nat(20) }),
);
const composite = (acts: fc.Arbitrary<Act[]>): fc.Arbitrary<Act> =>
  fc.record({
    do: fc.constantFrom('spawn' as const, 'within' as const, 'race' as const, 'quorum' as const),
    seconds,
    acts,
  });
const shallow = fc.array(leaf, { maxLength: 5 });
const deep = fc.array(fc.oneof({ weight: 2, arbitrary: leaf }, composite(shallow)), { maxLength: 6 });
const programs = fc.array(fc.array(fc.oneof({ weight: 2, arbitrary: leaf }, composite(deep)), { maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
});

class Program {
  readonly log: string[] = [];
  readonly server: Resource;
  readonly box: Mailbox<number>;
  private tasks: Task<unknown>[] = [];
  private last = 0;

  constructor(
    readonly sim: Simulator,
    capacity: number,
  ) {
    this.server = new Resource(sim, capacity);
    this.box = new Mailbox<number>(sim);
  }

  run(processes: readonly Act[][]): readonly string[] {
    this.sim.reset();
    this.server.reset();
    this.box.reset();
    this.log.length = 0;
    this.tasks = [];
    this.last = 0;
    for (const [i, acts] of processes.entries()) this.tasks.push(this.sim.spawn(this.process(`${i}`, acts)));
    this.sim.run();
    expect(this.sim.stuck).toBe(0);
    expect(this.server).toMatchObject({ busy: 0, waiting: 0 });
    expect(this.box.waiting).toBe(0);
    return [...this.log];
  }

  private say(what: string): void {
    const { now } = this.sim;
    expect(now).toBeGreaterThanOrEqual(this.last);
    expect(this.server.busy).toBeLessThanOrEqual(this.server.capacity);
    expect(this.server.waiting === 0 || this.server.busy === this.server.capacity).toBe(true);
    this.last = now;
    this.log.push(`${now} ${what}`);
  }

  private *process(name: string, acts: readonly Act[]): Process<string> {
    try {
      for (const [i, act] of acts.entries()) this.say(`${name}.${i} ${act.do} ${yield* this.act(`${name}.${i}`, act)}`);
      return name;
    } finally {
      this.say(`${name} left`);
    }
  }

  private *act(name: string, act: Act): Process<unknown> {
    const { sim, server, box } = this;
    switch (act.do) {
      case 'sleep':
        return yield* sim.sleep(act.seconds);
      case 'start':
        return this.tasks.push(server.start(act.seconds, sim.now + 3));
      case 'take':
        return (yield* box.take(sim.now + act.seconds)) === TIMED_OUT ? 'nothing' : 'a value';
      case 'hold':
        return yield* server.hold(act.seconds, sim.now + act.patience);
      case 'acquire':
        return yield* this.acquire(act.seconds, sim.now + act.patience);
      case 'put':
        return box.put(act.which);
      case 'interrupt':
        return sim.interrupt(this.tasks[act.which % this.tasks.length]!);
      case 'within':
        return (yield* sim.within(act.seconds, this.process(name, act.acts))) === TIMED_OUT ? 'late' : 'in time';
      default:
        return yield* this.withChild(name, act);
    }
  }

  private *withChild(name: string, act: Act & { do: 'spawn' | 'within' | 'race' | 'quorum' }): Process<unknown> {
    const { sim } = this;
    const child = sim.spawn(this.process(name, act.acts));
    this.tasks.push(child);
    if (act.do === 'spawn') return '';
    if (act.do === 'quorum') return yield* sim.quorum([child, sim.delay(1), sim.delay(2)], 2, sim.now + act.seconds);
    return yield* this.race([child, sim.delay(act.seconds)]);
  }

  private *acquire(seconds: number, deadline: number): Process<boolean> {
    if (!(yield* this.server.acquire(deadline))) return false;
    try {
      yield seconds;
    } finally {
      this.server.release();
    }
    return true;
  }

  private *race(tasks: Task<unknown>[]): Process<unknown> {
    try {
      return yield* this.sim.race(tasks);
    } catch {
      return 'interrupted';
    }
  }
}

describe('random programs', () => {
  it('come to rest, never exceed a capacity, never turn time back, and repeat to the letter', () => {
    const property = fc.property(programs, fc.integer({ min: 1, max: 3 }), (processes, capacity) => {
      const program = new Program(new Simulator(), capacity);
      const first = program.run(processes);
      expect(program.run(processes)).toEqual(first);
      expect(new Program(new Simulator(), capacity).run(processes)).toEqual(first);
    });
    fc.assert(property, { seed: 20_240_601, numRuns: 1500 });
  });

  it('keep the same promises when simultaneous events are permuted', () => {
    const property = fc.property(programs, fc.integer(), (processes, shuffle) => {
      const program = new Program(new Simulator({ shuffle }), 2);
      expect(program.run(processes)).toEqual(program.run(processes));
    });
    fc.assert(property, { seed: 20_240_602, numRuns: 500 });
  });

  it('grant units in the order they were asked for', () => {
    const arrival = fc.record({ at: fc.integer({ min: 0, max: 20 }), seconds: fc.integer({ min: 1, max: 5 }) });
    const arrivals = fc.array(arrival, { maxLength: 40 });
    const property = fc.property(arrivals, fc.integer({ min: 1, max: 3 }), (customers, capacity) => {
      const sim = new Simulator();
      const server = new Resource(sim, capacity);
      const [asked, granted]: [number[], number[]] = [[], []];
      function* customer(id: number, at: number, seconds: number): Process<void> {
        yield at;
        asked.push(id);
        yield* server.acquire();
        granted.push(id);
        yield seconds;
        server.release();
      }
      for (const [id, { at, seconds }] of customers.entries()) sim.spawn(customer(id, at, seconds));
      sim.run();
      expect(granted).toEqual(asked);
    });
    fc.assert(property, { seed: 20_240_603 });
  });
});

/** A busy model with every kind of wait, driven by one sequence of luck; returns its log. */
function busyModel(sim: Simulator): string[] {
  const log: string[] = [];
  const uniform = luck(7);
  const server = new Resource(sim, 2);
  function* call(id: number): Process<void> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const good = yield* server.hold(exponential(uniform, 1), sim.now + 1.5);
      log.push(`${sim.now} ${id} ${attempt} ${good}`);
      if (good) return;
      yield exponential(uniform, 0.2);
    }
  }
  function* source(): Process<void> {
    for (let id = 0; id < 500; id++) {
      yield exponential(uniform, 0.6);
      sim.spawn(call(id));
    }
  }
  sim.spawn(source());
  sim.run();
  return log;
}

describe('reset', () => {
  it('gives the same log as a new simulator, also after a run that was left in the middle', () => {
    const sim = new Simulator();
    const fresh = hash(busyModel(sim));
    function* abandoned(): Process<void> {
      for (;;) yield 1;
    }
    for (let i = 0; i < 100; i++) sim.spawn(abandoned());
    sim.run(sim.now + 10);
    sim.reset();
    expect(sim).toMatchObject({ now: 0, events: 0, idle: true, stuck: 0 });
    expect(hash(busyModel(sim))).toBe(fresh);
    expect(hash(busyModel(new Simulator()))).toBe(fresh);
  });
});

describe('shuffle', () => {
  /** Ten simultaneous processes in an order that a well-made model may not depend on. */
  function order(shuffle?: number): string {
    const { sim, log, say } = stage(shuffle);
    function* process(name: string): Process<void> {
      yield 1;
      say(name);
    }
    for (const name of 'abcdefghij') sim.spawn(process(name));
    sim.run();
    return log.map((line) => line.slice(2)).join('');
  }

  it('permutes simultaneous events by seed, and only permutes', () => {
    const orders = [1, 2, 3, 4, 5].map((seed) => order(seed));
    expect(order()).toBe('abcdefghij');
    expect(new Set(orders).size).toBe(5);
    for (const [i, o] of orders.entries()) {
      expect([...o].sort().join('')).toBe('abcdefghij');
      expect(order(i + 1)).toBe(o);
    }
  });

  it('leaves the result of a model alone that has no ties', () => {
    const plain = busyModel(new Simulator());
    for (const shuffle of [1, 2, 3]) expect(busyModel(new Simulator({ shuffle }))).toEqual(plain);
  });
});
