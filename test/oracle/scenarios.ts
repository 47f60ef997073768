/** Small scenarios in which much can happen, and options of patterns, all by a seed. */
import { parseScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { Dice } from './dice.js';
import type { Options } from './stories.js';

export interface Case {
  readonly scenario: Scenario;
  readonly options: Readonly<Record<string, Options>>;
}

type Plain = Record<string, unknown>;

/** Two to four roles, three to five steps; calls are served at once, nothing crashes, and windows are wide. */
export function caseOf(seed: number): Case {
  const dice = new Dice(seed);
  const of = <T>(...values: readonly T[]): T => values[dice.below(values.length)]!;
  const roles = ['a', 'b', 'c', 'd'].slice(0, 2 + dice.below(3));
  const file = {
    scenario: 'x',
    question: 'Do two programs agree?',
    models: { one: modelOf(of, 'one'), two: modelOf(of, of('one', 'two')) },
    coordinator: {
      model: of('one', 'two'),
      claims: of(0, 2),
      carry: of(1, 0.8),
      ...skillsOf(of),
      misroute: of(0, 0.05, 0.2),
    },
    generalist: {
      penalty: of(1, 2, 3),
      masters: of([], ['a']),
      misroute: of(0, 0.2),
      prompt: of(0, 90),
      model: of('one', 'two'),
    },
    policies: {
      timeout: of('4s', '1000s'),
      retry: { attempts: of(1, 2, 3), backoff: { base: '1s', factor: 2, jitter: of(0, 0.5) } },
      tolerance: of<unknown>(0, 1, { false: 1, missing: 0 }, { false: 0, missing: 2 }),
    },
    provider: { framing: { call: of(0, 3), message: of(0, 4), named: of(false, true) } },
    task: {
      brief: briefOf(of),
      claimTokens: of(0, 8, 12),
      difficulty: difficultyOf(of),
      steps: stepsOf(dice, of, roles),
    },
    agents: {
      defaults: {
        model: 'one',
        prompt: of(20, 300),
        failure: of(0, 0.05),
        hang: of(0, 0.02),
        output: lengthOf(of),
        capacity: 1000,
      },
      ...Object.fromEntries(
        roles.map((role) => [role, { model: of('one', 'two'), ...skillsOf(of), output: lengthOf(of) }]),
      ),
    },
  };
  const result = parseScenario(JSON.stringify(file), 'x.yaml', []);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return { scenario: result.scenario, options: optionsOf(of) };
}

type Of = <T>(...values: readonly T[]) => T;

function modelOf(of: Of, family: string): Plain {
  return {
    like: 'medium',
    family,
    ttft: { exponential: { mean: of(0.5, 1) } },
    inputRate: of(500, 4000),
    outputRate: of(40, 90),
    price: { input: of(1, 3), cachedInput: 0.1, output: of(4, 15) },
    retention: { half: of(1000, 60_000), steepness: of(0.9, 1.4) },
  };
}

function skillsOf(of: Of): Plain {
  return {
    hallucination: of(0, 0.1, 0.3),
    detection: of(0.3, 0.7, 0.95),
    falseAlarm: of(0, 0.1, 0.3),
    credulity: of(1, 0.7, 0.4),
    deference: of(0, 0.3, 0.6),
    guess: of(0.2, 0.6),
    nameTokens: of(1, 3),
  };
}

const lengthOf = (of: Of): unknown =>
  of<unknown>(30, 80, { exponential: { mean: 60 } }, { lognormal: { median: 50, p95: 120 } });

function briefOf(of: Of): Plain {
  const claims = of(0, 3, 5);
  return { tokens: of(60, 400), claims, falseClaims: Math.min(claims, of(0, 1, 2)), owed: Math.min(claims, of(0, 2)) };
}

function difficultyOf(of: Of): Plain {
  const correlation = of(0, 0.3, 0.7);
  const [acrossFamilies, withinTask] = [correlation * of(0, 0.5, 1), correlation * of(0, 0.25, 0.5)];
  return { correlation, acrossFamilies, withinTask, wrongAnswers: of(1, 3) };
}

function stepsOf(dice: Dice, of: Of, roles: readonly string[]): Plain {
  const names = ['s0', 's1', 's2', 's3', 's4'].slice(0, 3 + dice.below(3));
  const steps = names.map((name, i): [string, Plain] => {
    const tools = { roundTrips: of<unknown>(1, { uniform: [0, 3] }), latency: { exponential: { mean: 1 } } };
    const step: Plain = {
      role: of(...roles),
      after: names.slice(0, i).filter(() => dice.chance(0.5)),
      claims: dice.below(4),
      checks: dice.chance(0.25),
      carry: of(1, 1, 0.7),
      probability: of(1, 1, 0.6),
      foreseen: of(1, 1, 0.7),
    };
    if (dice.chance(0.2)) step.owes = Math.min(Number(step.claims), of(0, 1));
    if (dice.chance(0.25)) step.tools = { ...tools, failure: of(0, 0.1), result: of(40, 150) };
    return [name, step];
  });
  return Object.fromEntries(steps);
}

function optionsOf(of: Of): Case['options'] {
  return {
    'single-agent': {},
    pipeline: { context: of('previous', 'outputs', 'all'), skip: of(false, true) },
    workflow: { payload: of('previous', 'accumulated') },
    'maker-checker': {
      maxRounds: of(1, 2, 3),
      rounds: of('as needed', 'fixed'),
      onLimit: of('accept', 'accept', 'fail'),
      memory: of(false, true),
      source: of(true, true, false),
    },
    supervisor: { limit: of(7, 14, 25), onLimit: of('fail', 'empty', 'partial') },
    'fan-out-fan-in': { gather: of('joined', 'messages') },
    debate: { rounds: 1, panel: of(2, 3, 5) },
    'fan-out': {},
    choreography: { payload: of('previous', 'accumulated') },
    'group-chat': {
      selector: of('round-robin', 'llm'),
      maxTurns: of(3, 5, 12),
      onLimit: of('fail', 'empty', 'partial'),
      transcript: of('messages', 'joined'),
    },
    handoff: { history: of('all', 'messages', 'results'), maxHandoffs: of(2, 5, 12), onLimit: of('fail', 'partial') },
    'lead-and-subagents': {
      mode: of('parallel', 'serial'),
      briefLoss: of(0, 0.3),
      limit: of(3, 6, 12),
      onLimit: of('fail', 'empty', 'partial'),
    },
  };
}
