/** One task of a scenario, from its arrival to what it delivers, and what that measures. */
import type { Scenario } from '../../src/scenario/scenario.js';
import { type Billed, cutAt, Failure, Phone, Stall } from './calls.js';
import { stories } from './catalogue.js';
import type { Dice } from './dice.js';
import { blank, Desk, type Statement } from './papers.js';
import type { Delivery, Table } from './people.js';
import { Questions } from './questions.js';
import type { Options } from './stories.js';
import { TaskWork } from './work.js';

export const MEASURES = [
  'calls',
  'inputTokens',
  'outputTokens',
  'cost',
  'latency',
  'correct',
  'failed',
  'late',
  'escaped',
  'missing',
  'rootErrors',
  'derivedErrors',
  'caught',
  'falseAlarms',
] as const;
export type Measured = Readonly<Record<(typeof MEASURES)[number], number>>;

export function replay(scenario: Scenario, pattern: string, options: Options, dice: Dice): Measured {
  const { task } = scenario;
  const questions = new Questions(dice, task.difficulty);
  const work = new TaskWork(scenario, dice, questions);
  const desk = new Desk(dice, questions, work, task.claimTokens, task.difficulty.wrongAnswers);
  const brief = blank('', task.brief.tokens);
  brief.hasBrief = true;
  for (let i = 0; i < task.brief.claims; i++) brief.lines.push(desk.seeded(`brief.${i}`, i < task.brief.falseClaims));
  const table: Table = { scenario, work, desk, phone: new Phone(scenario, dice), questions, brief };
  try {
    const delivery = stories[pattern]!(table, options);
    return { ...billed(table.phone.bill), ...quality(table, delivery), ...desk.tally, failed: 0 };
  } catch (thrown) {
    const stalled = { ...nothingDelivered(), correct: 0, failed: 0, late: 0 };
    if (thrown instanceof Stall) return { ...billed(table.phone.bill), ...stalled };
    if (!(thrown instanceof Failure)) throw thrown;
    const failed = { ...billed(cutAt(table.phone.bill, thrown.at)), correct: 0, failed: 1, late: 0 };
    return { ...nothingDelivered(), ...failed };
  }
}

function billed(bill: readonly Billed[]): Pick<Measured, 'calls' | 'inputTokens' | 'outputTokens' | 'cost'> {
  const sum = (of: (call: Billed) => number): number => bill.reduce((total, call) => total + of(call), 0);
  const price = ({ input, output, model }: Billed): number => input * model.price.input + output * model.price.output;
  return {
    calls: bill.length,
    inputTokens: sum(({ input }) => input),
    outputTokens: sum(({ output }) => output),
    cost: sum(price) / 1e6,
  };
}

/** Measured of delivered tasks only. */
export const OF_DELIVERED = [
  'latency',
  'escaped',
  'missing',
  'rootErrors',
  'derivedErrors',
  'caught',
  'falseAlarms',
] as const;

type OfDelivered = Pick<Measured, (typeof OF_DELIVERED)[number]>;

export function nothingDelivered(): OfDelivered {
  return Object.fromEntries(OF_DELIVERED.map((id) => [id, Number.NaN])) as unknown as OfDelivered;
}

function quality(
  { scenario, work }: Table,
  { paper, at }: Delivery,
): Pick<Measured, 'latency' | 'escaped' | 'missing' | 'correct' | 'late'> {
  const { tolerance, deadline } = scenario.policies;
  const delivered = newest(
    paper.lines.map(({ statement }) => statement),
    paper.isBundle,
  );
  const escaped = delivered.filter(({ answer }) => answer > 0).length;
  const held = new Set(delivered.map(({ point }) => point));
  const missing = [...work.owed].filter((point) => !held.has(point)).length;
  const isWhole = work.all.every(({ needed, name }) => !needed || paper.holds.has(name));
  const isUsable = escaped <= tolerance.false && missing <= tolerance.missing && isWhole;
  const late = at > deadline ? 1 : 0;
  return { latency: at, escaped, missing, correct: isUsable && late === 0 ? 1 : 0, late };
}

/** Each statement once; of two on one point by one voice, side by side, the newer one. */
function newest(statements: readonly Statement[], isBundle: boolean): Statement[] {
  if (!isBundle) return [...statements];
  const last = new Map<string, Statement>();
  for (const statement of statements) {
    const place = `${statement.point}|${statement.voice}`;
    const known = last.get(place);
    if (known === undefined || statement.nth > known.nth) last.set(place, statement);
  }
  return [...last.values()];
}
