import type { AgentSpec } from '../../scenario/scenario.js';
import type { RunRecord } from '../../sim/record/record.js';
import { plainStep } from '../plain.js';
import { type Law, type LawVerdict, NOTHING_COMPARED, paired, type Trial } from './law.js';
import { anybody, anyConditions, anyWork, withRoom } from './scenarios.js';
import { teamOf } from './teams.js';

/**
 * Held in each run, with the same luck, where every claim is made once and rests on no other one. Elsewhere it holds on
 * average: what is left to rest on may by luck be a right claim, and what is sent back may by luck be made right.
 */
export const deletingNeverWins: Law = {
  name: 'Deleting never wins',
  says: 'an agent that throws out more true claims, as a checker or as a reader, is never more often correct',
  examine(trial) {
    const { choose, pairing } = trial;
    const { agents, steps } = anyWork(choose);
    const { claimTokens, difficulty } = anyConditions(choose);
    const coordinator = { ...anybody('coordinator', choose), claims: 0 };
    const tolerance = { false: choose.whole(0, 2), missing: choose.whole(0, 1) };
    const rate = choose.one(['falseAlarm', 'doubt'] as const);
    const [low, high] = [choose.between(0, 0.3), choose.one([0.6, 1])];
    const outside = agents.map(({ role }) => role);
    const root = teamOf(pairing, { outside, inside: outside.splice(-Math.ceil(outside.length / 2)) });
    const seen = [low, high].map((value) => {
      const form = {
        difficulty,
        coordinator: { ...coordinator, [rate]: value },
        agents: agents.map((agent): AgentSpec => ({ ...agent, [rate]: value })),
        steps,
      };
      return paired(withRoom(form, claimTokens, tolerance), root, trial, (run) => ({
        correct: run.outcome === 'correct' ? 1 : 0,
        isPlain: isPlain(run),
      }));
    });
    const [few, many] = seen;
    if (!few || !many) return NOTHING_COMPARED;
    const broken: string[] = [];
    const against = many.map((more, i) => more.correct - few[i]!.correct);
    for (const [i, value] of against.entries()) {
      if (value > 0 && few[i]!.isPlain && many[i]!.isPlain)
        broken.push(`run ${i}: correct with ${rate} ${high}, not with ${low.toFixed(2)}`);
    }
    return { compared: many.length, broken, against };
  },
};

/** Held in each run in which the delivery went through the checker's hands, or those of somebody who read it. */
export const nothingLeftIsNotCorrect: Law = {
  name: 'Who throws out every true claim delivers nothing that is correct',
  says: 'with falseAlarm 1 at a check behind the writer, no delivery that went through the check is correct',
  examine: throwingOut,
};

function throwingOut(trial: Trial): LawVerdict {
  const { choose, pairing } = trial;
  const { claimTokens, difficulty } = anyConditions(choose);
  const writer = { ...anybody('writer', choose), hallucination: choose.between(0, 0.2) };
  const checker = { ...anybody('checker', choose), falseAlarm: 1, deference: 0 };
  const steps = [
    plainStep('writer', 'writer', { claims: choose.whole(1, 4) }),
    plainStep('checker', 'checker', { after: ['writer'], checks: true }),
  ];
  const form = { difficulty, agents: [writer, checker], steps };
  const root = teamOf(pairing, { outside: ['writer'], inside: ['checker'] });
  const seen = paired(withRoom(form, claimTokens, { false: 0, missing: 0 }), root, trial, (run) => ({
    correct: run.outcome === 'correct',
    checked: wentThrough(run, 1),
  }));
  if (seen === null) return NOTHING_COMPARED;
  const through = seen.filter(({ checked }) => checked);
  const broken = through.filter(({ correct }) => correct).map(() => 'correct, though every true claim was thrown out');
  return { compared: through.length, broken };
}

/** No claim was made anew, or rests on another. */
function isPlain({ claims }: RunRecord): boolean {
  const { basis, point, voice } = claims.columns;
  const made = new Set<string>();
  for (let claim = 0; claim < claims.length; claim++) {
    if (basis[claim]! >= 0) return false;
    made.add(`${point[claim]} ${voice[claim]}`);
  }
  return made.size === claims.length;
}

/** Everything had been written, and heard, when the check began; nobody wrote after it, or stands beside it. */
function wentThrough({ calls, lastCall, store, delivered }: RunRecord, check: number): boolean {
  const { step, requestedAt, endedAt, artifact } = calls.columns;
  if (lastCall < 0 || step[lastCall] !== check) return false;
  for (let call = 0; call < calls.length; call++)
    if (step[call] !== check && endedAt[call]! > requestedAt[lastCall]!) return false;
  if (delivered.length === 0) return true;
  const { claimStart, claimEnd } = store.all[delivered.columns.artifact[0]!]!;
  const sources = store.sources.subarray(claimStart, claimEnd);
  const standsBeside = sources.some((source) => source >= 0 && store.all[source]!.step === check - 1);
  return !standsBeside && store.isCovered(store.all[artifact[lastCall]!]!, check - 1);
}
