import type { RunRecord } from '../../sim/record/record.js';
import { type Law, type LawVerdict, NOTHING_COMPARED, paired, type Trial } from './law.js';
import { anybody, anyConditions, anyWork, withRoom } from './scenarios.js';
import { teamOf } from './teams.js';

/** Held in each run: all patterns, each around each other one, those that go in circles among them. */
export const revisionsReplace: Law = {
  name: 'A revision replaces what it revises',
  says: 'no loop raises the number of claims owed, delivers two claims of one voice on one point, or hides what is missing',
  examine: revised,
};

const CIRCLES = { pipeline: { cycles: 3 }, 'maker-checker': { rounds: 'fixed' } } as const;

const RETURN = { to: 'writer-0', most: 2, objections: 1, feedback: 10, onLimit: 'accept' } as const;

function revised(trial: Trial): LawVerdict {
  const { choose, pairing } = trial;
  const { agents, steps: plain } = anyWork(choose);
  const { claimTokens, difficulty } = anyConditions(choose);
  const coordinator = { ...anybody('coordinator', choose), claims: 0 };
  // Half of those who check send the work back to where it began.
  const steps = plain.map((step) => (step.checks && choose.unit() < 0.5 ? { ...step, sendsBack: RETURN } : step));
  const outside = agents.map(({ role }) => role);
  const root = teamOf(pairing, { outside, inside: outside.splice(-Math.ceil(outside.length / 2)) });
  const options = Object.entries(CIRCLES).find(([pattern]) => pattern === pairing.outer)?.[1] ?? {};
  const scenario = withRoom({ difficulty, coordinator, agents, steps }, claimTokens, { false: 1, missing: 1 });
  const owed = steps.reduce((sum, { claims }) => sum + claims, 0);
  const seen = paired(scenario, { ...root, options }, trial, (run) => wrongIn(run, owed));
  return seen === null ? NOTHING_COMPARED : { compared: seen.length, broken: seen.flat() };
}

function wrongIn(run: RunRecord, owed: number): string[] {
  const { delivered, claims } = run;
  const { point, voice, step } = claims.columns;
  const rows = [...delivered.columns.claim.subarray(0, delivered.length)];
  const said = rows.map((claim) => `${point[claim]} by voice ${voice[claim]}`);
  const own = new Set(rows.filter((claim) => step[claim]! >= 0).map((claim) => point[claim]));
  const wrong: string[] = [];
  if (new Set(said).size < said.length) wrong.push(`${said.length} claims delivered on ${new Set(said).size} points`);
  const isDelivered = run.outcome === 'correct' || run.outcome === 'wrong';
  if (isDelivered && run.owed !== owed) wrong.push(`${run.owed} points owed in place of ${owed}`);
  if (isDelivered && run.held !== own.size) wrong.push(`${run.held} points held, ${own.size} delivered`);
  if (run.outcome === 'correct' && run.owed - run.held > 1) wrong.push('correct with two points missing');
  return wrong;
}
