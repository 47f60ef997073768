/**
 * The order of calls by happens-before: which call had ended when which one began. Of calls side by side, who is first is
 * chance; so it is in the simulator, where their latency varies.
 */

/** Calls in the order in which they were requested: who made each, and when it began and ended, seconds. */
export interface TimedCalls {
  readonly callers: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** How two calls can stand to each other in time. */
type Relation = 'before' | 'after' | 'together';

/** A clock of milliseconds, and a timer that may ring early. */
const CLOCK = 0.002;

/**
 * Pairs of calls that stand to each other in the recording as they do in none of the rehearsals, each named. Calls are told
 * apart by their caller and its turn: the caller's first, second and so on.
 */
export function misplaced(recorded: TimedCalls, rehearsals: readonly TimedCalls[]): string[] {
  const seen = relationsIn(recorded);
  const possible = rehearsals.map(relationsIn);
  const keys = new Set([seen, ...possible].flatMap((relations) => [...relations.keys()]));
  return [...keys].flatMap((pair) => {
    const relation = seen.get(pair);
    if (possible.some((relations) => relations.get(pair) === relation)) return [];
    return [`${pair.replace(SEPARATOR, ` ${relation ?? 'missing beside'} `)}`];
  });
}

const SEPARATOR = ' | ';

function relationsIn({ callers, starts, ends }: TimedCalls): Map<string, Relation> {
  const turns = new Map<string, number>();
  const order = callers.map((_, i) => i).sort((a, b) => starts[a]! - starts[b]!);
  const names: string[] = [];
  for (const call of order) {
    const turn = (turns.get(callers[call]!) ?? 0) + 1;
    turns.set(callers[call]!, turn);
    names[call] = `${callers[call]} ${turn}`;
  }
  const relations = new Map<string, Relation>();
  for (let i = 0; i < callers.length; i++) {
    for (let j = 0; j < callers.length; j++) {
      if (names[i]! >= names[j]!) continue;
      relations.set(`${names[i]}${SEPARATOR}${names[j]}`, relationOf(i, j, { starts, ends }));
    }
  }
  return relations;
}

function relationOf(i: number, j: number, { starts, ends }: Pick<TimedCalls, 'starts' | 'ends'>): Relation {
  if (ends[i]! <= starts[j]! + CLOCK) return 'before';
  return ends[j]! <= starts[i]! + CLOCK ? 'after' : 'together';
}
