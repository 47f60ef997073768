/** What the laws come to in small cases: how quality falls, in figures that follow from the formulas of probability. */
import type { Scenario } from '../../scenario/scenario.js';
import { type Luckily, sampled } from '../effort.js';
import { estimated, meanOf, shareOf } from '../estimate.js';
import { chainOf, plainScenario } from '../plain.js';
import { checks, penalised } from '../quality.js';
import { equal, type Row } from '../row.js';

const CLAIMS = 3;
const HALLUCINATION = 0.1;
const CREDULITY = 0.9;
/** The default where credulity is given: a fifth of what is missing to 1. */
const DOUBT = (1 - CREDULITY) / 5;

export function figureRows(luck: Luckily): Row[] {
  const rows = [
    ...[1, 2, 5, 10, 20].map((n) => readers(n, luck)),
    ...[0, 0.15, 0.3, 1].map((f) => deleting(f, luck)),
    dropped(luck),
    checks('one', 0.15, luck),
    checks('four', 0.15, luck),
    penalised(1.5, 0.7, luck),
  ];
  return rows.map((row) => ({ ...row, kind: 'law' }));
}

/** A chain with a first agent that writes, and of others that read. */
function writerAnd(others: number, agent: object, step: object): Scenario {
  const chain = chainOf(others + 1, agent);
  const steps = chain.steps.map((one, i) => ({ ...one, ...(i === 0 ? { claims: CLAIMS } : step) }));
  const agents = chain.agents.map((one, i) => (i === 0 ? { ...one, hallucination: HALLUCINATION } : one));
  return plainScenario({ agents, steps });
}

const share = (scenario: Scenario, luck: Luckily): Float64Array =>
  sampled(scenario, { name: 'pipeline' }, luck, ({ outcome }) => (outcome === 'correct' ? 1 : 0));

function readers(n: number, luck: Luckily): Row {
  const heading = {
    name: `one writer of ${CLAIMS} claims, then ${n} reader${n === 1 ? '' : 's'} with credulity ${CREDULITY}, doubt ${DOUBT.toFixed(2)}`,
    what: 'correct',
    unit: 'share',
    source: '((1 - h) (1 - doubt)^n)^claims',
  };
  const scenario = writerAnd(n, { credulity: CREDULITY, doubt: DOUBT }, {});
  return estimated(heading, ((1 - HALLUCINATION) * (1 - DOUBT) ** n) ** CLAIMS, shareOf(share(scenario, luck)));
}

function deleting(falseAlarm: number, luck: Luckily): Row {
  const heading = {
    name: `one writer of ${CLAIMS} claims, then a check with detection 0.75, false alarm ${falseAlarm}`,
    what: 'correct',
    unit: 'share',
    source: '((1 - h) (1 - f))^claims',
  };
  const scenario = writerAnd(1, { detection: 0.75, falseAlarm }, { checks: true });
  const expected = ((1 - HALLUCINATION) * (1 - falseAlarm)) ** CLAIMS;
  const got = shareOf(share(scenario, luck));
  return expected === 0 ? equal({ kind: 'law', ...heading }, 0, got.value) : estimated(heading, expected, got);
}

function dropped(luck: Luckily): Row {
  const scenario = plainScenario({
    ...chainOf(1, { credulity: CREDULITY, doubt: DOUBT }),
    brief: { claims: 20, owed: 20 },
  });
  const heading = {
    name: `a reader with credulity ${CREDULITY}, true claims`,
    what: 'share that it drops',
    unit: 'share',
    source: 'doubt: by default a fifth of 1 - credulity',
  };
  const values = sampled(scenario, { name: 'pipeline' }, luck, ({ held, owed }) => 1 - held / owed);
  return estimated(heading, DOUBT, meanOf(values));
}
