/** Work that is sent back, and tasks that spend what they have, met through the scenario language, against formulas. */
import { taskValue } from '../measures/index.js';
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, meanOf, shareOf } from './estimate.js';
import type { Row } from './row.js';

export function endingRows(luck: Luckily): Row[] {
  return [
    ...LOOPING.flatMap((pattern) => sentBack(pattern, luck)),
    ...PAID.map((pattern) => overBudget(pattern, luck)),
  ];
}

const LOOPING = ['pipeline', 'workflow', 'single-agent', 'supervisor'];
const PAID = ['pipeline', 'supervisor'];

function scenarioFrom(about: string): Scenario {
  const text = `
scenario: endings
question: Does a task end as the formulas say?
models:
  plain: { like: medium, price: { input: 0, cachedInput: 0, output: 10 }, retention: { half: .inf, steepness: 1 } }
coordinator: { model: plain, output: 0, decision: 0 }
${about}`;
  const parsed = parseScenario(text, 'endings.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  return parsed.scenario;
}

const WRONG = 0.5;
const CAUGHT = 0.8;
const ALARM = 0.1;
const MOST = 3;

/** One claim, which is made anew each time that it is objected to: a geometric number of rounds, cut off. */
function sentBack(name: string, luck: Luckily): Row[] {
  const scenario = scenarioFrom(`
task:
  brief: { tokens: 1 }
  claimTokens: 0
  difficulty: { correlation: 0, acrossFamilies: 0, withinTask: 0 }
  steps:
    code: { role: coder, claims: 1 }
    test: { role: tester, after: [code], checks: true, verdict: 5, sendsBack: { to: code, most: ${MOST} } }
agents:
  defaults: { model: plain, output: 1, latency: 1 }
  coder: { hallucination: ${WRONG} }
  tester: { detection: ${CAUGHT}, falseAlarm: ${ALARM} }`);
  const objected = WRONG * CAUGHT + (1 - WRONG) * ALARM;
  const rounds = (1 - objected ** (MOST + 1)) / (1 - objected);
  const title = `${name}, a test that finds ${CAUGHT} of the errors and sends the work back up to ${MOST} times`;
  const read = (id: string): Float64Array => sampled(scenario, { name }, luck, (run) => taskValue(id, run));
  return [
    estimated(
      {
        name: title,
        what: 'mean times that work is sent back',
        unit: 'times a task',
        source: 'geometric, cut off: the sum of q^i',
      },
      rounds - 1,
      meanOf(read('sentBack')),
    ),
    estimated(
      {
        name: title,
        what: 'share of tasks that are correct',
        unit: 'share',
        source: '(1 - p) (1 - f) times the rounds',
      },
      (1 - WRONG) * (1 - ALARM) * rounds,
      shareOf(read('correct')),
    ),
  ];
}

const CALLS = 3;
const LONG = 20_000;
const BUDGET = 4;

/** Lengths are exponential, and only what is written costs: what a task costs is an Erlang variate. */
function overBudget(name: string, luck: Luckily): Row {
  const steps = Array.from(
    { length: CALLS },
    (_, i) => `s${i}: { role: worker${i === 0 ? '' : `, after: [s${i - 1}]`} }`,
  );
  const scenario = scenarioFrom(`
task: { brief: { tokens: 1 }, steps: { ${steps.join(', ')} } }
agents: { defaults: { model: plain, latency: 1 }, worker: { output: { exponential: { mean: ${LONG} } } } }
policies: { budget: { cost: ${(BUDGET * LONG * 10) / 1e6} } }`);
  let survival = 0;
  let term = Math.exp(-BUDGET);
  for (let i = 0; i < CALLS; i++) {
    survival += term;
    term *= BUDGET / (i + 1);
  }
  const heading = {
    name: `${name}, ${CALLS} calls of exponential length, with a budget of ${BUDGET} mean lengths`,
    what: 'share of tasks that are ended over budget',
    unit: 'share',
    source: 'Erlang: e^-b times the sum of b^i / i!',
  };
  return estimated(
    heading,
    survival,
    shareOf(sampled(scenario, { name }, luck, (run) => taskValue('overBudget', run))),
  );
}
