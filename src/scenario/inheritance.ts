import { STANDARD_COORDINATOR } from './schema/agents.js';

/** The paths whose values hold at a path, where it has none of its own, nearest first: a range of one of them is about it too. */
export function placesOf(path: readonly string[]): (readonly string[])[] {
  const length = path[0] === 'agents' ? 2 : path[0] === 'coordinator' ? 1 : path.length;
  const [holder, rest] = [path.slice(0, length), path.slice(length)];
  const [name] = rest;
  if (name === undefined) return [path];
  const isOwn = length === 1 && (name === 'misroute' || Object.hasOwn(STANDARD_COORDINATOR, name));
  const common = isOwn || holder[1] === 'defaults' ? [] : [['agents', 'defaults', ...rest]];
  const followed = name === 'misroute' ? placesOf([...holder, 'hallucination']) : [];
  return [path, ...common, ...followed];
}
