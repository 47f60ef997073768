/**
 * The speed of the kernel on three models that discrete-event simulators are usually compared on. Each suite is a plain
 * function for the benchmark runner; `events` counts what happens in the model (an arrival, an end of service, a join,
 * an answer), not what a kernel does for it, so that kernels can be compared. `bench/peers` runs the same models in
 * SimPy.
 */
import { type Process, Resource, Simulator, TIMED_OUT } from '../src/kernel/index.js';

export interface KernelSuite {
  readonly name: string;
  /** Events of the model in one call of `run`. */
  readonly events: number;
  run(): void;
}

const CUSTOMERS = 50_000;
const ROUNDS = 20_000;
const FORK = 5;

export function kernelSuites(): KernelSuite[] {
  return [queueOfHolds(), queueOfProcesses(), forkJoin(), forkJoinOfProcesses(), timeoutRace(), fusedTimeout()];
}

/** Marsaglia's xorshift: cheap enough to leave the kernel in sight, and nothing here depends on its quality. */
function exponentials(): (mean: number) => number {
  let state = 0x9e3779b9;
  return (mean) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return -mean * Math.log(((state >>> 0) + 0.5) / 4294967296);
  };
}

function* arrivals(simulator: Simulator, draw: (mean: number) => number, arrive: () => void): Process<void> {
  for (let i = 0; i < CUSTOMERS; i++) {
    yield* simulator.sleep(draw(1));
    arrive();
  }
}

/** M/M/1 where a customer is a fused hold and has no process of its own. */
function queueOfHolds(): KernelSuite {
  const simulator = new Simulator();
  const server = new Resource(simulator, 1);
  const draw = exponentials();
  const arrive = (): void => {
    server.start(draw(0.7));
  };
  return {
    name: 'M/M/1',
    events: 2 * CUSTOMERS,
    run() {
      simulator.reset();
      server.reset();
      simulator.spawn(arrivals(simulator, draw, arrive));
      simulator.run();
    },
  };
}

function* customer(server: Resource, seconds: number): Process<void> {
  yield* server.hold(seconds);
}

/** M/M/1 with a process for every customer. */
function queueOfProcesses(): KernelSuite {
  const simulator = new Simulator();
  const server = new Resource(simulator, 1);
  const draw = exponentials();
  const arrive = (): void => {
    simulator.spawn(customer(server, draw(0.7)));
  };
  return {
    name: 'M/M/1, a process for every customer',
    events: 2 * CUSTOMERS,
    run() {
      simulator.reset();
      server.reset();
      simulator.spawn(arrivals(simulator, draw, arrive));
      simulator.run();
    },
  };
}

/** Fork five fused holds on five servers, join, repeat. */
function* forkAndJoin(simulator: Simulator, servers: Resource[], draw: (mean: number) => number): Process<void> {
  for (let round = 0; round < ROUNDS; round++) {
    yield* simulator.all(servers.map((server) => server.start(draw(1))));
  }
}

function* forkAndJoinProcesses(
  simulator: Simulator,
  servers: Resource[],
  draw: (mean: number) => number,
): Process<void> {
  for (let round = 0; round < ROUNDS; round++) {
    yield* simulator.all(servers.map((server) => simulator.spawn(customer(server, draw(1)))));
  }
}

function forkJoin(): KernelSuite {
  return forkJoinSuite('fork-join of 5', forkAndJoin);
}

function forkJoinOfProcesses(): KernelSuite {
  return forkJoinSuite('fork-join of 5, a process for every branch', forkAndJoinProcesses);
}

function forkJoinSuite(name: string, process: typeof forkAndJoin): KernelSuite {
  const simulator = new Simulator();
  const servers = Array.from({ length: FORK }, () => new Resource(simulator, 1));
  const draw = exponentials();
  return {
    name,
    events: (FORK + 1) * ROUNDS,
    run() {
      simulator.reset();
      for (const server of servers) server.reset();
      simulator.spawn(process(simulator, servers, draw));
      simulator.run();
    },
  };
}

function* work(simulator: Simulator, seconds: number): Process<boolean> {
  yield* simulator.sleep(seconds);
  return true;
}

/** Calls whose answer races a time-out of two mean latencies; one in seven is late. */
function* impatientCalls(simulator: Simulator, draw: (mean: number) => number): Process<number> {
  let late = 0;
  for (let call = 0; call < CUSTOMERS; call++) {
    const answer = yield* simulator.within(2, work(simulator, draw(1)));
    if (answer === TIMED_OUT) late++;
  }
  return late;
}

function timeoutRace(): KernelSuite {
  const simulator = new Simulator();
  const draw = exponentials();
  return {
    name: 'work raced against a time-out',
    events: 2 * CUSTOMERS,
    run() {
      simulator.reset();
      simulator.spawn(impatientCalls(simulator, draw));
      simulator.run();
    },
  };
}

function* impatientHolds(simulator: Simulator, server: Resource, draw: (mean: number) => number): Process<number> {
  let late = 0;
  for (let call = 0; call < CUSTOMERS; call++) {
    if (!(yield* server.hold(draw(1), simulator.now + 2))) late++;
  }
  return late;
}

/** The same race as one fused event. */
function fusedTimeout(): KernelSuite {
  const simulator = new Simulator();
  const server = new Resource(simulator, 1);
  const draw = exponentials();
  return {
    name: 'work raced against a time-out, fused',
    events: 2 * CUSTOMERS,
    run() {
      simulator.reset();
      server.reset();
      simulator.spawn(impatientHolds(simulator, server, draw));
      simulator.run();
    },
  };
}
