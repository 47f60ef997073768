import type { RunRecord } from '../../sim/record/record.js';
import { plainAgent, plainStep } from '../plain.js';
import { type Law, NOTHING_COMPARED, paired } from './law.js';
import { ONE, OTHER, withRoom } from './scenarios.js';
import { teamOf } from './teams.js';

/** Held on average: which question is hard for whom is a matter of luck. */
export const secondCheck: Law = {
  name: 'A second check by the same model helps less than one by another',
  says: 'of two checks in a row, false claims delivered: where the second is by another family, never more on average',
  examine(trial) {
    const { choose, pairing } = trial;
    const correlation = choose.one([0.3, 0.6, 0.9]);
    const difficulty = { correlation, acrossFamilies: correlation * choose.between(0, 0.5), withinTask: 0 };
    const writer = plainAgent('writer', { model: ONE, hallucination: choose.between(0.2, 0.6) });
    const detection = choose.between(0.3, 0.8);
    const names = ['writer', 'first', 'second'];
    const steps = names.map((name, i) =>
      plainStep(name, name, i === 0 ? { claims: 4 } : { checks: true, after: [names[i - 1]!] }),
    );
    const root = teamOf(pairing, { outside: ['writer'], inside: ['first', 'second'] });
    const [same, other] = [ONE, OTHER].map((model) => {
      const first = plainAgent('first', { model: ONE, detection });
      const form = { difficulty, agents: [writer, first, plainAgent('second', { model, detection })], steps };
      return paired(withRoom(form, 0, { false: 0, missing: 4 }), root, trial, falseDelivered);
    });
    if (!same || !other) return NOTHING_COMPARED;
    return { compared: same.length, broken: [], against: other.map((count, i) => count - same[i]!) };
  },
};

function falseDelivered({ delivered, claims }: RunRecord): number {
  let count = 0;
  for (let row = 0; row < delivered.length; row++) count += claims.columns.isFalse[delivered.columns.claim[row]!]!;
  return count;
}
