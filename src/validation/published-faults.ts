/**
 * What one faulty agent costs: Huang et al., arXiv 2408.00989. The order of structures; how tasks pass by its error rate; and
 * two defences together. Rates of passing were counted over the 164 problems of HumanEval.
 */
import type { Luckily } from './effort.js';
import { shareOf } from './estimate.js';
import { type Faulty, flat, hierarchical, inspected, linear, lost, passes, SYSTEMS, type System } from './faulty.js';
import { checks, type Finding, type PublishedRow, ranks, sets } from './published-row.js';

const SOURCE = 'Huang et al., arXiv 2408.00989';
const ADOPTED = 'adoption by fits of Xie et al. (arXiv 2603.04474)';

export function faultRows(luck: Luckily): PublishedRow[] {
  return [order(luck), ...DOSES.flatMap((dose) => doseRows(dose, luck)), ...defenceRows(luck)];
}

/** The rates of the faulty agent over which the published means go. */
const FAULTS = [0.2, 0.4, 0.6];

/** Points lost on average over four tasks: 5.5, 10.5 and 23.7. Sizes hang on how a task's score hangs on its claims. */
function order(luck: Luckily): PublishedRow {
  const [first, ...others] = FAULTS;
  const meanLost = (system: (fault: number) => System): Float64Array =>
    others
      .map((fault) => lost(system, fault, luck))
      .reduce((sum, next) => sum.map((points, i) => points + next[i]!), lost(system, first!, luck))
      .map((points) => points / FAULTS.length);
  return ranks(
    {
      name: 'one faulty agent that errs in 20, 40 and 60 % of its claims, on average',
      what: 'points lost, hierarchical < flat < linear (published: 5.5, 10.5, 23.7)',
      source: `${SOURCE}; means over four tasks`,
      basis: `set by no figure of this table: the systems' sizes, ${ADOPTED}, a judge's recall of .77 (MAST, arXiv 2503.13657); assumed: all others err in 2 %`,
    },
    '<',
    Object.entries(SYSTEMS).map(([name, system]) => [name, meanLost(system)]),
    'who does not take an error over does that part right in these systems, and here leaves it out',
  );
}

/** Tasks that pass, in percent, where the faulty agent errs in 0, 20, 40 and 60 % of its lines. */
interface Dose {
  readonly name: string;
  readonly system: (faulty: Faulty) => System;
  readonly passed: readonly [number, number, number, number];
  /** Claims of the faulty agent on which a task hangs: what the second figure sets. */
  readonly claims: number;
  /** What the simulator lacks to agree at 40 and 60 %. */
  readonly missing?: string;
}

const UNLIKE = 'problems that pass whatever the faulty agent gets wrong, beside others that hang on much of it';
const WHOLE = 'a judge who decides for one of two whole answers, so that further errors in one matter little';

const DOSES: readonly Dose[] = [
  {
    name: 'MetaGPT (linear, five agents)',
    system: (faulty) => linear(faulty, 5),
    passed: [50, 26.8, 15.9, 6.7],
    claims: 25,
  },
  {
    name: 'Self-collaboration (linear, three agents)',
    system: (faulty) => linear(faulty, 3),
    passed: [76.2, 40.9, 25, 18.3],
    claims: 9,
    missing: UNLIKE,
  },
  { name: 'Camel (flat, two agents)', system: flat, passed: [62.2, 29.3, 18.9, 10.4], claims: 13 },
  {
    name: 'MAD (hierarchical, two agents and a judge)',
    system: (faulty) => hierarchical(faulty),
    passed: [62.2, 53.7, 54.3, 49.4],
    claims: 3,
    missing: WHOLE,
  },
];

/** Two standard errors of a share, in percent, that was counted over 164 problems. */
const error = (percent: number): number => 2 * Math.sqrt((percent * (100 - percent)) / 164);
/** The nearest whole number of claims comes this near to the figure that sets it. */
const SET = 2;

function doseRows({ name, system, passed, claims, missing }: Dose, luck: Luckily): PublishedRow[] {
  const [whole, atFifth, ...further] = passed;
  const pass = (fault: number): number => whole * shareOf(passes(system({ ...ONLY, fault, claims }), luck)).value;
  const finding = (fault: number, basis: string): Finding => ({
    name: `${name}, one agent that errs in ${100 * fault} % of its lines`,
    what: 'tasks that pass',
    unit: '%',
    source: `${SOURCE}, the authors' result files, HumanEval`,
    basis,
  });
  const set = finding(
    0.2,
    `sets, with ${whole} % without a fault, that a task hangs on ${claims} claims of the faulty agent`,
  );
  const basis = `set by the figures at 0 and 20 %; ${ADOPTED}`;
  return [
    sets(set, atFifth, pass(0.2), SET),
    ...further.map((figure, i) => {
      const fault = [0.4, 0.6][i]!;
      return checks(finding(fault, basis), figure, pass(fault), error(figure), missing);
    }),
  ];
}

/** Only the faulty agent makes claims. */
const ONLY = { own: 0, others: 0 };

/** Tasks of Self-collaboration that pass: without a fault, and with one in 20 % of the lines. */
const DEFENDED = {
  challenger: [74.6, 72],
  inspector: [76.4, 67.7],
  'challenger and inspector': [76.8, 73.8],
} as const;
/** Set by the first two: how readily agents who may object take over an error, and what an inspector finds. */
const OBJECTING = 0.14;
const FOUND = 0.81;

function defenceRows(luck: Luckily): PublishedRow[] {
  const [{ claims }] = DOSES.filter(({ name }) => name.startsWith('Self')) as [Dose];
  const faulty = { ...ONLY, fault: 0.2, claims };
  const objecting = linear(faulty, 3, OBJECTING);
  const pass = (defence: keyof typeof DEFENDED, system: System): number =>
    DEFENDED[defence][0] * shareOf(passes(system, luck)).value;
  const finding = (defence: keyof typeof DEFENDED, basis: string): Finding => ({
    name: `Self-collaboration with ${defence}, one agent that errs in 20 % of its lines`,
    what: 'tasks that pass (undefended: 40.9)',
    unit: '%',
    source: `${SOURCE}, table 3, AutoInject`,
    basis,
  });
  const set = (defence: keyof typeof DEFENDED, system: System, basis: string): PublishedRow => {
    const whole = `with ${DEFENDED[defence][0]} % without a fault`;
    return sets(finding(defence, `sets, ${whole}, ${basis}`), DEFENDED[defence][1], pass(defence, system), SET);
  };
  const both = pass('challenger and inspector', inspected(objecting, FOUND));
  const figure = DEFENDED['challenger and inspector'][1];
  const basis = 'set by the two figures above and 76.8 % without a fault; assumed: the two defences find independently';
  return [
    set('challenger', objecting, `how readily agents who may object take over an error, ${OBJECTING}`),
    set('inspector', inspected(linear(faulty, 3), FOUND), `what an inspector finds, ${FOUND}`),
    checks(finding('challenger and inspector', basis), figure, both, error(figure)),
  ];
}
