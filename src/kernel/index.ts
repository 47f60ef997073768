/** A discrete-event kernel of generator processes. It knows nothing of agents; see simulator.ts for how it works. */
export { Future } from './future.js';
export { Mailbox } from './mailbox.js';
export { Resource } from './resource.js';
export { Room } from './room.js';
export { Sharing } from './sharing.js';
export { Simulator, type SimulatorOptions } from './simulator.js';
export { INTERRUPTED, type Operation, type Process, type Scope, Task, TIMED_OUT, type Wait } from './task.js';
