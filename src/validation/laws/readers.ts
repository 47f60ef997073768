import type { AgentSpec } from '../../scenario/scenario.js';
import type { RunRecord } from '../../sim/record/record.js';
import { type Law, type LawVerdict, NOTHING_COMPARED, paired, type Trial } from './law.js';
import { anybody, anyConditions, anyWork, readersAfter, withRoom } from './scenarios.js';
import { teamOf } from './teams.js';

const MOST = 2;

/**
 * Where each reader hears only what the one before it left, this holds in each run, with the same luck: one reader more never
 * makes more of the owed points right, whatever is tolerated; and where every claim is owed and none may be missing, an
 * outcome that is correct with the reader was so without it. (Where some may be missing and as many may be false, a reader
 * that drops a false claim trades one for the other.)
 *
 * Where all hear everything that was said, the one who speaks last has the last word, and a better reader can keep what a
 * worse one dropped. So there it holds on average, among readers who are alike and defer to nobody.
 *
 * A reader is who hears what it comes after: who works beside the others, from what they were given, is a second copy.
 */
export const readersAddNothing: Law = {
  name: 'A reader who adds nothing and checks nothing never raises quality',
  says: 'owed points that are right, and correct outcomes where none may be missing: with n + 1 readers never more than with n',
  examine: compared,
};

interface Seen {
  readonly right: number;
  readonly correct: boolean;
  /** Each reader heard what it comes after. */
  readonly follows: boolean;
  readonly inLine: boolean;
}

function compared(trial: Trial): LawVerdict {
  const { choose } = trial;
  const { agents, steps } = anyWork(choose);
  const { claimTokens, difficulty } = anyConditions(choose);
  const readers = readersAfter(steps, MOST, choose);
  const isAlike = choose.unit() < 0.5;
  const manners = isAlike ? mannersOf(readers.agents[0]!) : {};
  const mannered = (specs: readonly AgentSpec[]): AgentSpec[] => specs.map((spec) => ({ ...spec, ...manners }));
  // Whoever examines each result examines the readers' too, and that is no longer a reader alone.
  const coordinator = { ...anybody('coordinator', choose), ...manners, detection: 0, falseAlarm: 0 };
  const tolerance = { false: choose.whole(0, 2), missing: 0 };
  const outside = agents.map(({ role }) => role);
  // The readers make up the inner team with the last of the others: with none of them it would be empty.
  const shared = outside.splice(-1);
  const seen: Seen[][] = [];
  for (let n = 0; n <= MOST; n++) {
    const added = { agents: readers.agents.slice(0, n), steps: readers.steps.slice(0, n) };
    const form = {
      difficulty,
      coordinator,
      agents: mannered([...agents, ...added.agents]),
      steps: [...steps, ...added.steps],
    };
    const root = teamOf(trial.pairing, { outside, inside: [...shared, ...added.agents.map(({ role }) => role)] });
    const now = paired(withRoom(form, claimTokens, tolerance), root, trial, (run) => see(run, steps.length));
    if (now === null) return NOTHING_COMPARED;
    seen.push(now);
  }
  return held(seen, isAlike);
}

function mannersOf({ credulity, doubt }: AgentSpec): Partial<AgentSpec> {
  return { credulity, doubt, deference: 0 };
}

function held(seen: readonly (readonly Seen[])[], isAlike: boolean): LawVerdict {
  const broken: string[] = [];
  const against: number[] = [];
  let comparisons = 0;
  for (const [n, runs] of seen.entries()) {
    for (const [i, more] of runs.entries()) {
      const less = seen[n - 1]?.[i];
      if (less === undefined || !more.follows || !(more.inLine || isAlike)) continue;
      comparisons++;
      if (isAlike) against.push(more.right - less.right);
      if (!more.inLine) continue;
      if (more.right > less.right) broken.push(`run ${i}: ${n - 1} readers ${less.right} right, ${n} ${more.right}`);
      if (more.correct && !less.correct) broken.push(`run ${i}: correct with ${n} readers, not with ${n - 1}`);
    }
  }
  return { compared: comparisons, broken, against };
}

function see(run: RunRecord, steps: number): Seen {
  return {
    right: run.heldRight,
    correct: run.outcome === 'correct',
    follows: follows(run, steps),
    inLine: isInLine(run, steps),
  };
}

function follows({ calls, store }: RunRecord, steps: number): boolean {
  const { step, artifact } = calls.columns;
  for (let call = 0; call < calls.length; call++) {
    if (step[call]! < steps || artifact[call]! < 0) continue;
    if (!store.isCovered(store.all[artifact[call]!]!, step[call]! - 1)) return false;
  }
  return true;
}

/** From the first reader's call on, each call saw the work of the step before it, and nothing else. */
function isInLine({ calls, saw, store }: RunRecord, steps: number): boolean {
  const { step, artifact } = calls.columns;
  let last = steps - 1;
  for (let call = 0; call < calls.length; call++) {
    if ((step[call]! < steps && last < steps) || artifact[call]! < 0) continue;
    const full = saw[call]!.filter((id) => store.all[id]!.claimEnd > store.all[id]!.claimStart);
    if (full.length > 1) return false;
    if (full.some((id) => [...makersOf(store, id)].some((maker) => maker !== last))) return false;
    if (step[call]! >= 0) last = step[call]!;
  }
  return last >= steps;
}

/** The steps whose results stand in an artifact, as they are; -1: what nobody's step made. */
function makersOf(store: RunRecord['store'], id: number): Set<number> {
  const { step, newestPart, claimStart, claimEnd } = store.all[id]!;
  if (newestPart < 0) return new Set([step]);
  const sources = new Set(store.sources.subarray(claimStart, claimEnd));
  return new Set([...sources].flatMap((source) => (source < 0 ? [-1] : [...makersOf(store, source)])));
}
