import { parseScenario } from '../../scenario/load.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { RunRecord } from '../../sim/record/record.js';
import { type Law, NOTHING_COMPARED, paired } from './law.js';
import { teamOf } from './teams.js';

/** So many claims of others that a reader whose doubt is a tenth cannot let all of them pass. */
const ENOUGH = 150;

export const scepticismHitsTrueClaims: Law = {
  name: 'Scepticism hits true claims too',
  says: 'with credulity below 1 and nothing said of doubt, an agent that reads drops some true claims of others as well',
  examine(trial) {
    const credulity = trial.choose.between(0, 0.4);
    const root = teamOf(trial.pairing, { outside: ['writer'], inside: ['reader'] });
    const seen = paired(doubting(credulity), root, { ...trial, runs: Math.max(2, trial.runs) }, readAndDropped);
    if (seen === null) return NOTHING_COMPARED;
    const read = seen.reduce((sum, run) => sum + run.read, 0);
    const dropped = seen.reduce((sum, run) => sum + run.dropped, 0);
    if (read < ENOUGH) return NOTHING_COMPARED;
    const broken =
      dropped > 0 ? [] : [`none of ${read} true claims was dropped, with credulity ${credulity.toFixed(2)}`];
    return { compared: 1, broken };
  },
};

/** Written as a user would: what is not said has its default. */
function doubting(credulity: number): Scenario {
  const parsed = parseScenario(
    `scenario: doubting
question: Who doubts what is true?
task:
  claimTokens: 0
  difficulty: { correlation: 0, acrossFamilies: 0, withinTask: 0 }
  brief: { tokens: 100, claims: 60 }
  steps:
    writer: { role: writer, claims: 60 }
    reader: { role: reader, after: [writer] }
agents:
  defaults: { model: small, credulity: ${credulity}, output: 100, misroute: 0, guess: 0, hallucination: 0 }
  writer: {}
  reader: {}
coordinator: { model: small, output: 100, credulity: ${credulity}, misroute: 0, hallucination: 0 }
`,
    'doubting.yaml',
    [],
  );
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.scenario;
}

/** Of the true claims of others that somebody met in a step, how many are not in what came of it. */
function readAndDropped({ calls, claims, saw, store }: RunRecord): { read: number; dropped: number } {
  const { isFalse, origin } = claims.columns;
  const c = calls.columns;
  let [read, dropped] = [0, 0];
  for (let call = 0; call < calls.length; call++) {
    const written = c.artifact[call]!;
    if (written < 0 || c.step[call]! < 0) continue;
    const holds = (id: number): Int32Array => store.claims.subarray(store.all[id]!.claimStart, store.all[id]!.claimEnd);
    const met = new Set((saw[call] ?? []).flatMap((id) => [...holds(id)]));
    const kept = new Set(holds(written));
    for (const claim of met) {
      if (isFalse[claim] === 1 || origin[claim] === c.participant[call]) continue;
      read++;
      if (!kept.has(claim)) dropped++;
    }
  }
  return { read, dropped };
}
