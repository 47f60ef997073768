import type { ObservedSpan } from '../traces/observed.js';
import type { ObservedWork } from './invocations.js';
import type { ReadTask } from './measures.js';

/** One task as a flow of work: who is busiest, who goes before whom, what begins at once. */
export interface FlowOfTask {
  readonly works: readonly ObservedWork[];
  readonly all: readonly ObservedWork[];
  readonly agents: readonly string[];
  /** The agent that is called most often; of several, the one that is called last. */
  readonly hub: string;
  readonly others: readonly ObservedWork[];
  readonly last: ObservedWork;
  readonly firstWave: readonly ObservedWork[];
  /** Works that begin at the same moment, by that moment. */
  readonly waves: readonly (readonly ObservedWork[])[];
  /** Calls of the busiest before another agent begins, and at the end. */
  readonly prefix: number;
  readonly suffix: number;
  /** The work that ended last before another one began, and the first that began after it. */
  readonly before: (work: ObservedWork) => ObservedWork | undefined;
  readonly after: (work: ObservedWork) => ObservedWork | undefined;
  /** The next one by its start. */
  readonly next: (work: ObservedWork) => ObservedWork | undefined;
  /** Tools by which agents call each other, and pieces of work that a message from a queue started. */
  readonly transfers: { readonly returns: number; readonly passes: number; readonly events: number };
  /** Whether an agent works again after another one has. */
  readonly returns: (agent: string) => boolean;
  /** Seconds between the start of a work and the end of what it seems to wait for. */
  readonly lagOf: (work: ObservedWork) => number;
}

/** Starts that lie closer together than this share of a typical call are one moment. */
const AT_ONCE = 1e-3;

export function flowOf({ task, works }: ReadTask): FlowOfTask {
  const agents = [...new Set(works.map(({ agent }) => agent))];
  const last = works.reduce((a, b) => (b.end > a.end ? b : a));
  const hub = hubOf(works, agents);
  const typical = works.reduce((sum, { start, end }) => sum + end - start, 0) / works.length;
  const close = Math.max(1e-9, AT_ONCE * typical);
  const waves: ObservedWork[][] = [];
  for (const work of works) {
    const wave = waves.at(-1);
    if (wave !== undefined && work.start - wave[0]!.start <= close) wave.push(work);
    else waves.push([work]);
  }
  const before = (work: ObservedWork): ObservedWork | undefined =>
    works
      .filter((w) => w !== work && w.end <= work.start + 1e-9)
      .reduce<ObservedWork | undefined>((a, b) => (a === undefined || b.end >= a.end ? b : a), undefined);
  const after = (work: ObservedWork): ObservedWork | undefined =>
    works.find((w) => w !== work && w.start >= work.end - 1e-9);
  const places = new Map(works.map((work, i) => [work, i]));
  const firstOther = works.findIndex(({ agent }) => agent !== hub);
  const lastOther = works.findLastIndex(({ agent }) => agent !== hub);
  const callsIn = (some: readonly ObservedWork[]): number => some.reduce((sum, { calls }) => sum + calls.length, 0);
  return {
    works,
    all: works,
    agents,
    hub,
    others: works.filter(({ agent }) => agent !== hub),
    last,
    firstWave: waves[0] ?? [],
    waves,
    prefix: firstOther < 0 ? 0 : callsIn(works.slice(0, firstOther)),
    suffix: lastOther < 0 ? 0 : callsIn(works.slice(lastOther + 1)),
    before,
    after,
    next: (work) => works[places.get(work)! + 1],
    transfers: {
      returns: task.tools.filter(({ transfer }) => transfer === 'return_to_caller').length,
      passes: task.tools.filter(({ transfer }) => transfer === 'pass_control').length,
      events: task.spans.filter(isEvent).length,
    },
    returns: (agent) => {
      const own = works.flatMap((w, i) => (w.agent === agent ? [i] : []));
      return own.some((place, i) => i > 0 && place > own[i - 1]! + 1);
    },
    lagOf: (work) => {
      const trigger = before(work);
      return trigger === undefined ? 0 : work.start - trigger.end;
    },
  };
}

/** OpenTelemetry's word for a consumer that takes up a message: `process`, and where it came from. */
const isEvent = ({ kind, name }: ObservedSpan): boolean =>
  (kind === 'step' || kind === 'queue') && /^process /.test(name);

/** The most often called; of equals, the one that is called around the others: first or last. */
function hubOf(works: readonly ObservedWork[], agents: readonly string[]): string {
  const counts = new Map(agents.map((agent) => [agent, works.filter((w) => w.agent === agent).length]));
  const most = Math.max(...counts.values());
  const equals = agents.filter((agent) => counts.get(agent) === most);
  const last = works.reduce((a, b) => (b.end > a.end ? b : a)).agent;
  if (equals.includes(last)) return last;
  return equals.includes(works[0]!.agent) ? works[0]!.agent : equals[0]!;
}
