import { type FlowOfTask, flowOf } from './flow.js';
import type { ObservedWork } from './invocations.js';
import type { ReadTask } from './measures.js';

/**
 * What tells one pattern from another in a trace, as a number from 0 to 1 where it is defined, and NaN where nothing like it
 * happened. Names of agents and workflows are not read: only who is called when, with how many tokens.
 */
export interface PatternSign {
  readonly id: string;
  /** As a reader would say it of a trace that has much of it. */
  readonly says: string;
  readonly read: (flow: FlowOfTask) => number;
}

const share = <T>(all: readonly T[], has: (one: T) => boolean): number =>
  all.length === 0 ? Number.NaN : all.filter(has).length / all.length;

/** A count as a number from 0 to 1: 0, 1/2, 2/3, 3/4, ... */
const squeezed = (count: number): number => 1 - 1 / (1 + count);

export const SIGNS: readonly PatternSign[] = [
  { id: 'agents', says: 'several agents work', read: ({ agents }) => squeezed(agents.length - 1) },
  { id: 'solo', says: 'one agent makes all calls', read: ({ agents }) => Number(agents.length === 1) },
  {
    id: 'start',
    says: 'agents begin at once',
    read: ({ works, firstWave, agents }) =>
      share(agents, (a) => firstWave.some((w) => w.agent === a) && works.length > 1),
  },
  {
    id: 'overlap',
    says: 'calls of several agents overlap',
    read: ({ works }) =>
      share(works, (w) => works.some((v) => v !== w && v.start < w.end - 1e-9 && w.start < v.end - 1e-9)),
  },
  {
    id: 'hub-share',
    says: 'one agent is called again and again',
    read: ({ works, hub }) => share(works, (w) => w.agent === hub),
  },
  {
    id: 'alternation',
    says: 'control returns to one agent after every other one',
    read: ({ others, before, after, hub }) => share(others, (w) => before(w)?.agent === hub && after(w)?.agent === hub),
  },
  { id: 'hub-first', says: 'it is called first', read: ({ works, hub }) => Number(works[0]!.agent === hub) },
  { id: 'hub-last', says: 'it is called last', read: ({ last, hub }) => Number(last.agent === hub) },
  {
    id: 'hub-alone-first',
    says: 'it makes several calls before another agent begins',
    read: ({ prefix }) => squeezed(prefix),
  },
  { id: 'hub-alone-last', says: 'it makes several calls at the end', read: ({ suffix }) => squeezed(suffix) },
  {
    id: 'repeats',
    says: 'the others are called more than once',
    read: ({ others, agents, hub }) =>
      others.length === 0
        ? Number.NaN
        : squeezed(others.length / Math.max(1, agents.filter((a) => a !== hub).length) - 1),
  },
  {
    id: 'returners',
    says: 'several agents are called again after others',
    read: ({ agents, returns }) => squeezed(agents.filter((a) => returns(a)).length),
  },
  {
    id: 'self-overlap',
    says: 'an agent is asked twice at once',
    read: ({ works }) =>
      share(works, (w) =>
        works.some((v) => v !== w && v.agent === w.agent && v.start < w.end - 1e-9 && w.start < v.end - 1e-9),
      ),
  },
  {
    id: 'rework',
    says: 'work goes back to the agent that did it',
    read: ({ others, next, hub }) => share(others, (w) => next(w)?.agent === hub && next(next(w)!)?.agent === w.agent),
  },
  {
    id: 'waves',
    says: 'agents are asked in waves',
    read: ({ works, waves }) => share(works, (w) => waves.some((wave) => wave.length > 1 && wave.includes(w))),
  },
  { id: 'same-wave', says: 'the same agents answer again', read: ({ waves }) => similarity(waves) },
  {
    id: 'wave-follows-wave',
    says: 'each wave begins when the one before it is over',
    read: ({ waves, works }) => barrier(waves, works),
  },
  { id: 'short-waves', says: 'answers in waves are short', read: (flow) => shortness(flow) },
  {
    id: 'join',
    says: 'a last call waits for several others',
    read: ({ last, works }) =>
      Number(
        works.length > 2 &&
          works.filter(
            (w) =>
              w !== last &&
              Math.abs(w.end - last.start) > 1e-9 &&
              w.end <= last.start + 1e-9 &&
              works.some((v) => v !== w && v !== last && v.start < w.end && w.start < v.end),
          ).length > 1,
      ),
  },
  {
    id: 'growth',
    says: 'the context of the others grows by all that was written before',
    read: ({ others }) => growth(others),
  },
  {
    id: 'hub-growth',
    says: 'the context of the busiest grows by all that was written before',
    read: ({ works, hub, all }) =>
      growthOf(
        works.filter((w) => w.agent === hub),
        all,
      ),
  },
  { id: 'chain', says: 'each reads what the one before it wrote, and no more', read: (flow) => chain(flow) },
  {
    id: 'short-hub',
    says: 'the busiest writes little',
    read: ({ works, hub, others }) => shortHub(works, hub, others),
  },
  {
    id: 'lag',
    says: 'calls begin some time after what they wait for',
    read: ({ works, lagOf }) => share(works.slice(1), (w) => lagOf(w) > 1e-4),
  },
  {
    id: 'mixed-lag',
    says: 'some calls begin at once and others later',
    read: ({ works, lagOf }) => {
      const s = share(works.slice(1), (w) => lagOf(w) > 1e-4);
      return Number(s > 0.02 && s < 0.98);
    },
  },
  {
    id: 'returns',
    says: 'an agent is called as a tool, and control returns',
    read: ({ works, transfers }) => Math.min(1, transfers.returns / works.length),
  },
  {
    id: 'passes',
    says: 'an agent hands over, and control does not return',
    read: ({ works, transfers }) => Math.min(1, transfers.passes / works.length),
  },
  {
    id: 'events',
    says: 'work is started by an event, without a caller',
    read: ({ works, transfers }) => transfers.events / works.length,
  },
  {
    id: 'round-trip',
    says: 'pieces of work have several calls',
    read: ({ works }) => share(works, (w) => w.calls.length > 1),
  },
];

/** How alike the agents of one wave and the next are: shared over all. */
function similarity(waves: readonly (readonly ObservedWork[])[]): number {
  const sets = waves.filter((wave) => wave.length > 1).map((wave) => new Set(wave.map(({ agent }) => agent)));
  if (sets.length < 2) return Number.NaN;
  let sum = 0;
  for (let i = 1; i < sets.length; i++) {
    const [a, b] = [sets[i - 1]!, sets[i]!];
    const both = [...a].filter((one) => b.has(one)).length;
    sum += both / (a.size + b.size - both);
  }
  return sum / (sets.length - 1);
}

function barrier(waves: readonly (readonly ObservedWork[])[], works: readonly ObservedWork[]): number {
  const later = waves.filter((wave, i) => i > 0 && wave.length > 1);
  if (later.length === 0) return Number.NaN;
  return share(later, (wave) => works.every((w) => w.start >= wave[0]!.start - 1e-9 || w.end <= wave[0]!.start + 1e-9));
}

const outputOf = (work: ObservedWork): number => work.calls.reduce((sum, { output }) => sum + (output ?? 0), 0);

function shortness({ waves, works }: FlowOfTask): number {
  const inWaves = waves.filter((wave) => wave.length > 1).flat();
  const most = Math.max(...works.map(outputOf));
  return inWaves.length === 0 || most === 0 ? Number.NaN : share(inWaves, (w) => outputOf(w) < 0.25 * most);
}

function shortHub(works: readonly ObservedWork[], hub: string, others: readonly ObservedWork[]): number {
  const own = works
    .filter((w) => w.agent === hub)
    .slice(0, -1)
    .map(outputOf);
  const rest = others.map(outputOf);
  if (own.length === 0 || rest.length === 0) return Number.NaN;
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
  return mean(own) / (mean(own) + mean(rest) + 1e-9);
}

const inputOf = (work: ObservedWork): number | undefined => work.calls[0]!.input;

/** The slope of the context over all that had been written before, within one task, from 0 to 1. */
function growth(works: readonly ObservedWork[]): number {
  return growthOf(works, works);
}

function growthOf(some: readonly ObservedWork[], all: readonly ObservedWork[]): number {
  const points = some.flatMap((work) => {
    const input = inputOf(work);
    const written = all.filter((w) => w.end <= work.start + 1e-9).reduce((sum, w) => sum + outputOf(w), 0);
    return input === undefined ? [] : [{ written, input }];
  });
  if (points.length < 2) return Number.NaN;
  const n = points.length;
  const x = points.reduce((s, p) => s + p.written, 0) / n;
  const y = points.reduce((s, p) => s + p.input, 0) / n;
  const xx = points.reduce((s, p) => s + (p.written - x) ** 2, 0);
  const xy = points.reduce((s, p) => s + (p.written - x) * (p.input - y), 0);
  return xx === 0 ? Number.NaN : Math.min(1, Math.max(0, xy / xx / 1.5));
}

/** How well input = output of the one before explains the contexts, against input = all outputs before. */
function chain({ others }: FlowOfTask): number {
  const points = others.slice(1).flatMap((work, i) => {
    const input = inputOf(work);
    const before = others[i]!;
    return input === undefined || before.end > work.start + 1e-9
      ? []
      : [input / Math.max(1, outputOf(before) + (inputOf(before) ?? 0))];
  });
  return points.length === 0 ? Number.NaN : Math.min(1, points.reduce((s, p) => s + p, 0) / points.length / 2);
}

/** The signs of some tasks: the mean over those in which each is defined. */
export function signsOf(tasks: readonly ReadTask[]): number[] {
  const flows = tasks.filter(({ works }) => works.length > 0).map(flowOf);
  return SIGNS.map(({ read }) => {
    const values = flows.map(read).filter((value) => !Number.isNaN(value));
    return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}
