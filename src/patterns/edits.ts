import type { Shape } from './kit.js';

/**
 * Files and prompts in which a pattern writes down who does what, and what stands in each. A step is added: what of these
 * reads otherwise afterwards has to be edited. What comes with the new agent is written anyway, and is no edit.
 */
export type Places = ReadonlyMap<string, string>;

/** Code that knows all steps, who does them and what they come after. What holds where a pattern says nothing else. */
export const codeWithAll = (s: Shape): Places => codeWith(s, () => true);

/** Code that knows some of the steps, by their place in topological order. */
export function codeWith(s: Shape, isIn: (step: number) => boolean): Places {
  const known = s.order.flatMap((doer, i) => (isIn(i) ? [[doer, s.after[i]!.map((before) => s.order[before]!)]] : []));
  return known.length === 0 ? new Map() : new Map([['the code', JSON.stringify(known)]]);
}

/** The prompt of one participant that names all members. */
export function rosterOf(s: Shape, whose: string): Places {
  return new Map([[`the prompt of ${whose}`, JSON.stringify(s.order)]]);
}

/** Whose results each agent listens to. */
export function subscriptions(s: Shape, isIn: (step: number) => boolean = () => true): Places {
  const listens = new Map<string, string[]>();
  for (const [i, doer] of s.order.entries()) {
    const authors = isIn(i) ? s.after[i]!.map((before) => s.order[before]!) : [];
    listens.set(doer, [...(listens.get(doer) ?? []), ...authors]);
  }
  return placed('subscriptions', listens);
}

/** The others that each agent's prompt names. */
export function others(names: ReadonlyMap<string, readonly string[]>): Places {
  return placed('prompt', names);
}

export function together(...all: readonly Places[]): Places {
  return new Map(all.flatMap((places) => [...places]));
}

function placed(what: string, names: ReadonlyMap<string, readonly string[]>): Places {
  return new Map([...names].map(([doer, named]) => [`the ${what} of ${doer}`, [...new Set(named)].sort().join(' ')]));
}

/** How many places of `before` read otherwise in `after`. */
export function editedBetween(before: Places, after: Places): number {
  return [...before].filter(([place, text]) => after.get(place) !== text).length;
}
