/**
 * M/M/1 and fork-join of 5 in our kernel and in SimPy, run in turn so that both meet the same machine; prints medians.
 *
 * Every model is written twice for us: with a process for every customer or branch, as in SimPy, and with fused holds,
 * which SimPy has no counterpart for. Events are those of the model (an arrival, an end of service, a join) on both
 * sides. Needs the built kernel (`npm run build`). Environment: KERNEL_DIST, another built kernel; PYTHON, the
 * interpreter that has SimPy; ROUNDS, how many rounds (5). Exits with 0 also when SimPy is missing, with our figures
 * alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const KERNEL = process.env.KERNEL_DIST ?? here('../../dist/kernel/index.js');
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const CALLS_A_ROUND = 10;
const CUSTOMERS = 50_000;
const FORKS = 20_000;
const BRANCHES = 5;

if (!existsSync(KERNEL)) {
  console.error(`There is no ${KERNEL}: run "npm run build" first, or set KERNEL_DIST to a built kernel.`);
  process.exit(1);
}
const { Resource, Simulator } = await import(pathToFileURL(KERNEL).href);

function exponentials() {
  let state = 0x9e3779b9;
  return (mean) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return -mean * Math.log(((state >>> 0) + 0.5) / 4294967296);
  };
}

function* hold(server, seconds) {
  yield* server.hold(seconds);
}

const startProcess = (sim, server, seconds) => sim.spawn(hold(server, seconds));
const startFused = (_sim, server, seconds) => server.start(seconds);

function* arrivals(sim, [server], draw, start) {
  for (let i = 0; i < CUSTOMERS; i++) {
    yield* sim.sleep(draw(1));
    start(sim, server, draw(0.7));
  }
}

function* forkAndJoin(sim, servers, draw, start) {
  for (let i = 0; i < FORKS; i++) yield* sim.all(servers.map((server) => start(sim, server, draw(1))));
}

/** A function that runs the model once and returns events a second. */
function ours(model, servers, events, start) {
  const sim = new Simulator();
  const resources = Array.from({ length: servers }, () => new Resource(sim, 1));
  const draw = exponentials();
  return () => {
    const began = performance.now();
    sim.reset();
    for (const resource of resources) resource.reset();
    sim.spawn(model(sim, resources, draw, start));
    sim.run();
    return events / ((performance.now() - began) / 1000);
  };
}

/** The first interpreter that has SimPy 3 or 4: Debian's package is seen by Debian's own Python only. */
function findSimpy() {
  const candidates = process.env.PYTHON === undefined ? ['python3', '/usr/bin/python3'] : [process.env.PYTHON];
  for (const python of candidates) if (simpy(python, 'mm1', 100) !== undefined) return python;
  return undefined;
}

function simpy(python, model, size) {
  const script = here('simpy_models.py');
  const { status, stdout } = spawnSync(python, [script, model, String(size), '1'], { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

const MM1_EVENTS = 2 * CUSTOMERS;
const FORK_EVENTS = (BRANCHES + 1) * FORKS;
const rows = [
  { name: 'M/M/1, fused holds', run: ours(arrivals, 1, MM1_EVENTS, startFused), peer: ['mm1', CUSTOMERS] },
  { name: 'M/M/1, processes', run: ours(arrivals, 1, MM1_EVENTS, startProcess), peer: ['mm1', CUSTOMERS] },
  {
    name: 'fork-join of 5, fused holds',
    run: ours(forkAndJoin, BRANCHES, FORK_EVENTS, startFused),
    peer: ['fork-join', FORKS],
  },
  {
    name: 'fork-join of 5, processes',
    run: ours(forkAndJoin, BRANCHES, FORK_EVENTS, startProcess),
    peer: ['fork-join', FORKS],
  },
];

const python = findSimpy();
let version = '';
for (const row of rows) {
  row.ours = [];
  row.theirs = [];
}
for (let round = 0; round < ROUNDS; round++) {
  for (const row of rows) {
    row.ours.push(median(Array.from({ length: CALLS_A_ROUND }, row.run)));
    if (python === undefined) continue;
    const answer = simpy(python, ...row.peer);
    version = answer.simpy;
    row.theirs.push(answer.rates[0]);
  }
}

const count = (value) => Math.round(value).toLocaleString('en-US').padStart(14);
console.log(`${''.padEnd(28)}${'ours, events/s'.padStart(14)}${'SimPy'.padStart(14)}${'ratio'.padStart(8)}`);
for (const { name, ours: mine, theirs } of rows) {
  const fast = median(mine);
  const peer = theirs.length === 0 ? '' : `${count(median(theirs))}${(fast / median(theirs)).toFixed(1).padStart(8)}`;
  console.log(`${name.padEnd(28)}${count(fast)}${peer}`);
}
console.log(
  `Node ${process.version}, medians of ${ROUNDS} interleaved rounds${version === '' ? '' : `, SimPy ${version}`}`,
);
if (python === undefined) {
  console.log(
    'SimPy is not here: get it with "apt-get install python3-simpy3" or "pip install simpy" and run this again.',
  );
}
