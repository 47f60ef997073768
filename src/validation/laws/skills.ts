import { effectiveError, worsened } from '../../sim/agents/model.js';
import type { RunRecord } from '../../sim/record/record.js';
import { plainAgent, plainStep } from '../plain.js';
import { type Law, NOTHING_COMPARED, paired } from './law.js';
import { withRoom } from './scenarios.js';
import { teamOf } from './teams.js';

/** So many false claims that even a poor skill finds some. */
const CLAIMS = 400;

export const penaltiesLeaveASkill: Law = {
  name: 'A penalty never turns a skill off',
  says: 'detection stays between 0 and 1 under any penalty; a check finds something still, and never more than without it',
  examine(trial) {
    const { choose, pairing } = trial;
    const detection = choose.between(0.3, 0.95);
    const penalty = choose.between(1, 10);
    const left = 1 - effectiveError(worsened(1 - detection, penalty), choose.between(0.3, 1));
    if (!(left > 0 && left < 1)) return { compared: 1, broken: [`detection ${detection} became ${left}`] };
    // Only who does everything has a penalty.
    if (![pairing.outer, pairing.inner].includes('single-agent')) return { compared: 1, broken: [] };
    const agents = [plainAgent('writer', {}), plainAgent('checker', { detection })];
    const steps = [
      plainStep('writer', 'writer', {}),
      plainStep('checker', 'checker', { after: ['writer'], checks: true }),
    ];
    const brief = { claims: CLAIMS, falseClaims: CLAIMS };
    const root = teamOf(pairing, { outside: ['writer'], inside: ['checker'] });
    const [plain, penalised] = [1, penalty].map((factor) => {
      const form = { brief, agents, steps };
      const scenario = withRoom(form, 0, { false: 0, missing: 0 });
      const generalist = { ...scenario.generalist, penalty: factor };
      return paired({ ...scenario, generalist }, root, trial, found);
    });
    if (!plain || !penalised) return NOTHING_COMPARED;
    const broken = penalised
      .map((count, i) => [count, plain[i]!] as const)
      .filter(([count, before]) => before > 0 && (count === 0 || count > before))
      .map(([count, before]) => `${count} found with penalty ${penalty.toFixed(1)}, ${before} without`);
    return { compared: penalised.length, broken };
  },
};

function found({ rejections }: RunRecord): number {
  return rejections.columns.retracted.subarray(0, rejections.length).reduce((sum, one) => sum + one, 0);
}
