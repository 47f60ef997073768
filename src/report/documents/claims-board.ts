import type { ClaimSweep, ClaimType } from '../../claims/claim.js';
import type { Estimated } from '../../claims/estimate.js';
import type { Examined } from '../../claims/examine.js';
import {
  type Measured,
  type StatementOutcome,
  type SweepFound,
  sweepVerdict,
  type Word,
} from '../../claims/verdict.js';
import { estimateText, meanText, requirement, sourceName, sweepSubject, valueText } from '../words/claims.js';
import { capitalised, listed } from '../words/format.js';
import type { BoardBlock, BoardEffect, BoardTile, EffectPicture } from './board.js';

/** What is said over each group of tiles, in the order of the groups. */
const GROUPS: readonly (readonly [Word, string])[] = [
  ['holds', 'Every required statement is shown by its 95 % interval.'],
  ['holds when', 'Each names the conditions, or the value at which it flips.'],
  ['does not hold', 'The opposite is shown.'],
  ['not shown', 'The interval allows both.'],
  [
    'assumed',
    'They follow from an assumed quality of answers: no simulation confirms them, but it says where they flip.',
  ],
];

const TITLES: Readonly<Record<Word, string>> = {
  holds: 'Hold',
  'holds when': 'Hold under conditions',
  'does not hold': 'Do not hold',
  'not shown': 'Not shown',
  assumed: 'Rest on assumptions',
};

/** What a claim rests on. */
const EVIDENCE: Readonly<Record<ClaimType, string>> = {
  A: 'counted',
  E: 'measured',
  Q: 'assumed',
  'A/E': 'counted, measured',
  'E/Q': 'measured, in part assumed',
};

/** Of more effects a tile says how many. */
const SHOWN = 2;

/** A tile a claim, grouped by verdict. */
export function claimsBoard(all: readonly Examined[]): BoardBlock {
  const tiles = all.map((one) => [one.verdict.word, tileOf(one)] as const);
  const groups = GROUPS.flatMap(([word, note]) => {
    const own = tiles.filter(([found]) => found === word).map(([, tile]) => tile);
    return own.length === 0 ? [] : [{ title: `${TITLES[word]}: ${own.length}`, note, tiles: own }];
  });
  const valuesOf = (id: string): string[] => [...new Set(tiles.flatMap(([, { traits }]) => traits[id] ?? []))];
  return {
    kind: 'board',
    label: 'Claims by verdict',
    noun: 'claim',
    filters: [
      {
        id: 'verdict',
        label: 'Verdict',
        values: GROUPS.map(([word]) => word).filter((word) => valuesOf('verdict').includes(word)),
      },
      { id: 'evidence', label: 'Evidence', values: valuesOf('evidence').sort() },
      { id: 'pattern', label: 'Pattern', values: valuesOf('pattern').sort() },
      { id: 'source', label: 'Source', values: valuesOf('source').sort() },
    ],
    groups,
  };
}

/** How many claims have each verdict, those that there are, in the order of the board. */
export function verdictCounts(all: readonly Examined[]): readonly (readonly [Word, number])[] {
  return GROUPS.map(([word]) => [word, all.filter(({ verdict }) => verdict.word === word).length] as const).filter(
    ([, count]) => count > 0,
  );
}

function tileOf(one: Examined): BoardTile {
  const { claim, verdict } = one;
  const effects = effectsOf(one);
  const source = sourceName(claim.source);
  const evidence = EVIDENCE[claim.type];
  const patterns = [...claim.settings, ...claim.sweeps].flatMap((place) => place.patterns);
  return {
    id: claim.id,
    title: claim.short,
    source,
    evidence,
    effects: effects.slice(0, SHOWN),
    more: Math.max(0, effects.length - SHOWN),
    traits: {
      verdict: [verdict.word],
      evidence: claim.type.split('/').map((type) => EVIDENCE[type as 'A' | 'E' | 'Q']),
      pattern: [...new Set(patterns)],
      source: [source],
    },
  };
}

/** What says most first: where it flips, then the conditions, with one of each outcome before a second of any. */
function effectsOf({ conditions, sweeps }: Examined): BoardEffect[] {
  const judged = sweeps.filter(({ sweep }) => sweep.aside !== true);
  const flipping = judged.filter(({ flips }) => flips.length > 0).map(sweepEffect);
  const steady = judged.filter(({ flips }) => flips.length === 0).map(sweepEffect);
  const stated = conditions
    .filter(({ condition }) => condition.aside !== true)
    .flatMap(({ condition, statements, outcome }) => {
      const telling = statements.find((one) => one.outcome === outcome);
      return telling === undefined ? [] : [statementEffect(telling, condition.name)];
    });
  return oneOfEach([...flipping.slice(0, 1), ...stated, ...flipping.slice(1), ...steady]);
}

function oneOfEach(effects: readonly BoardEffect[]): BoardEffect[] {
  const first = effects.filter(({ outcome }, i) => effects.findIndex((one) => one.outcome === outcome) === i);
  return [...first, ...effects.filter((one) => !first.includes(one))];
}

function statementEffect({ statement, estimate, outcome }: Measured, condition: string): BoardEffect {
  const isPlain = statement.is === 'exactly' || statement.than === 0;
  const required = isPlain ? '' : `, required ${requirement(statement, estimate)}`;
  return {
    outcome,
    label: condition === '' ? capitalised(statement.says) : capitalised(condition),
    value: `${meanText(estimate)}${required}`,
    tip: `${statement.says}: ${estimateText(estimate)}, required ${requirement(statement, estimate)}`,
    picture: intervalPicture(statement, estimate),
  };
}

/** Left free at both ends of the line. */
const MARGIN = 0.08;

function intervalPicture({ is, than }: Measured['statement'], { mean, low, high }: Estimated): EffectPicture | null {
  const bounds = Number.isNaN(low) ? [mean, than] : [mean, low, high, than];
  if (!bounds.every(Number.isFinite)) return null;
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  const width = most - least;
  const place = (value: number): number => (width === 0 ? 0.5 : MARGIN + ((value - least) / width) * (1 - 2 * MARGIN));
  const [from, to] = Number.isNaN(low) ? [mean, mean] : [low, high];
  return {
    kind: 'interval',
    ...{ mean: place(mean), low: place(from), high: place(to), than: place(than) },
    trueTo: is === 'exactly' ? null : is === 'above' ? 1 : 0,
  };
}

function sweepEffect(found: SweepFound): BoardEffect {
  const { sweep, flips } = found;
  const [outcome, value] = flips.length > 0 ? (['flip', flipsText(found)] as const) : steadyText(found);
  return {
    outcome,
    label: capitalised(sweepSubject(sweep)),
    value,
    tip: `${sweep.says}: required ${requirement(sweep, found.estimates[0]!)}`,
    picture: stripPicture(found),
  };
}

/** "flips at 109/h (106/h to 119/h)". */
function flipsText({ sweep, flips }: SweepFound): string {
  const texts = flips.map(({ at, low, high }) => {
    const [value, ...bounds] = [at, low, high].map((one) => valueText(sweep, one));
    return new Set(bounds).size === 1 ? value! : `${value} (${bounds.join(' to ')})`;
  });
  return `flips at ${listed(texts)}${claimedText(sweep)}`;
}

function steadyText(found: SweepFound): readonly [StatementOutcome, string] {
  const { sweep, leads } = found;
  const range = `from ${valueText(sweep, leads[0]!.value)} to ${valueText(sweep, leads.at(-1)!.value)}`;
  const [outcome, word] = STEADY[sweepVerdict(found)];
  return [outcome, sweep.flipsWithin === undefined ? `${word} ${range}` : `no flip ${range}${claimedText(sweep)}`];
}

/** A claim may say itself where it flips. */
function claimedText(sweep: ClaimSweep): string {
  if (sweep.flipsWithin === undefined) return '';
  return `, ${listed([...new Set(sweep.flipsWithin)].map((value) => valueText(sweep, value)))} was claimed`;
}

const STEADY: Readonly<Record<ReturnType<typeof sweepVerdict>, readonly [StatementOutcome, string]>> = {
  holds: ['shown', 'shown'],
  'holds when': ['shown', 'shown in part'],
  'does not hold': ['refuted', 'refuted'],
  'not shown': ['open', 'open'],
};

/** Each value colours its surroundings up to the middle between it and its neighbours, or to a flip between them. */
function stripPicture({ sweep, leads, outcomes, flips }: SweepFound): EffectPicture | null {
  const values = leads.map(({ value }) => value);
  const place = placing(sweep, values);
  const edges = values.slice(1).map((value, i) => {
    const flip = flips.find(({ at }) => at >= values[i]! && at <= value);
    return flip === undefined ? (place(values[i]!) + place(value)) / 2 : place(flip.at);
  });
  return {
    kind: 'strip',
    stretches: outcomes.map((outcome, i) => ({ from: edges[i - 1] ?? 0, to: edges[i] ?? 1, outcome })),
    flips: flips.map(({ at, low, high }) => ({ at: place(at), low: place(low), high: place(high) })),
    first: valueText(sweep, values[0]!),
    last: valueText(sweep, values.at(-1)!),
  };
}

/** Along the parameter's own scale, from the first value to the last. */
function placing({ scale }: ClaimSweep, values: readonly number[]): (value: number) => number {
  const isLog = scale === 'log' && values[0]! > 0;
  const on = (value: number): number => (isLog ? Math.log(value) : value);
  const [first, last] = [on(values[0]!), on(values.at(-1)!)];
  return (value) => (last === first ? 0.5 : Math.min(1, Math.max(0, (on(value) - first) / (last - first))));
}
