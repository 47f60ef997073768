/** Attacks with the scenarios of some seeds, and what came of them. */
import { stringify } from 'yaml';
import { patterns } from '../../src/patterns/index.js';
import { Attacker, type Ended } from './pool.js';
import { scenarioFrom } from './scenarios.js';

export interface Outcome {
  readonly seed: number;
  readonly end: Ended['end'];
  readonly what: string;
}

export interface Figures {
  readonly scenarios: number;
  /** Of which nothing was left that is accepted. */
  readonly refused: number;
  readonly brokenOff: number;
  /** What no accepted scenario may come to: each is a defect. */
  readonly defects: readonly Outcome[];
  /** Scenarios by how they ended, usual and extreme ones apart. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Patterns under which each scenario runs: seed by seed the next ones, so that all are attacked as often. */
const EACH = 1;
/** One in so many is reported as a whole folder, with all charts. */
const WHOLE = 50;

/** `seconds`: how long one scenario may take on an idle machine. */
export async function attackWith(seeds: readonly number[], seconds = 20): Promise<Figures> {
  const attacker = new Attacker(seconds);
  const counts = new Map<string, number>();
  const defects: Outcome[] = [];
  let [refused, brokenOff] = [0, 0];
  for (const seed of seeds) {
    const { data, isExtreme } = scenarioFrom(seed);
    if (data === null) {
      refused++;
      continue;
    }
    const ended = await attacker.carryOut({
      kind: 'run',
      text: stringify(data),
      patterns: namesFor(seed),
      isWhole: seed % WHOLE === 0,
    });
    const { end, what = '', warnings = [] } = ended;
    if (warnings.some((warning) => warning.includes('broken off'))) brokenOff++;
    const kind = `${isExtreme ? 'extreme' : 'usual'} ${end}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (end !== 'ran' && !(end === 'refused' && what !== '')) defects.push({ seed, end, what: what.slice(0, 600) });
  }
  attacker.stop();
  return { scenarios: seeds.length, refused, brokenOff, defects, counts };
}

export function namesFor(seed: number): string[] {
  return Array.from({ length: EACH }, (_, i) => patterns[(seed * EACH + i) % patterns.length]!.name);
}

export const seedsFrom = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
