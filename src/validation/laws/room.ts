import type { RunRecord } from '../../sim/record/record.js';
import { type Law, NOTHING_COMPARED, paired } from './law.js';
import { anybody, anyConditions, anyWork, withRoom } from './scenarios.js';
import { teamOf } from './teams.js';

/** Held for all that a call wrote in each run. What code puts side by side is as long as its parts. */
export const whatDoesNotFitIsLost: Law = {
  name: 'What does not fit into its tokens is lost',
  says: 'whatever a call writes holds at most floor(tokens / claimTokens) claims',
  examine(trial) {
    const { choose, pairing } = trial;
    const { agents, steps } = anyWork(choose);
    const { difficulty } = anyConditions(choose);
    const claimTokens = choose.whole(3, 30);
    const brief = { tokens: 50, claims: choose.whole(0, 12), falseClaims: 0 };
    const coordinator = { ...anybody('coordinator', choose), claims: choose.whole(0, 2) };
    const form = { brief, difficulty, coordinator, agents, steps };
    const outside = agents.map(({ role }) => role);
    const root = teamOf(pairing, { outside, inside: outside.splice(-Math.ceil(outside.length / 2)) });
    const seen = paired(withRoom(form, claimTokens, { false: 0, missing: 0 }), root, trial, (run) =>
      overfull(run, claimTokens),
    );
    if (seen === null) return NOTHING_COMPARED;
    return { compared: seen.length, broken: seen.flat() };
  },
};

function overfull({ store }: RunRecord, claimTokens: number): string[] {
  return store.all
    .slice(0, store.length)
    .filter(({ author, call, newestPart }) => author >= 0 && call >= 0 && newestPart < 0)
    .filter(({ claimStart, claimEnd, tokens }) => claimEnd - claimStart > Math.floor(tokens / claimTokens))
    .map((one) => `${one.claimEnd - one.claimStart} claims in ${one.tokens} tokens, ${claimTokens} tokens each`);
}
