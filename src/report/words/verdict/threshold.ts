/** Up to which size something holds, and what is ahead beyond it. */
import type { Comparison, Crossover, GrowthRow } from '../../../compare/comparison.js';
import { measureOf, rowOf } from '../../../compare/summary-rows.js';
import type { Measure } from '../../../measures/measure.js';
import { briefEstimate, capitalised, counted, fixed, inSentence, listed } from '../format.js';
import { crossoverSentence, saturationSentences } from '../offered-load.js';
import { curvedPatterns, curveOf, followedMeasures, isCounted, sizeNumber, sizesOf, sizeText } from './curves.js';
import { wordsFor } from './measure-words.js';
import { brief, shortest } from './phrases.js';
import type { Tile, Verdict } from './verdict.js';

/** What was found, before it is put into the form of a verdict. */
interface Found {
  readonly sentences: readonly string[];
  readonly because: readonly string[];
  readonly tile: Tile;
  readonly about: readonly string[];
  readonly chart: string;
}

/** A limit that is broken along the way; else where two patterns change places; else where the busiest part saturates. Null without any. */
export function thresholdVerdict(comparison: Comparison): Verdict | null {
  const [measure] = followedMeasures(comparison);
  if (measure === undefined) return null;
  const asked = comparison.scenario.asks.patterns;
  const found =
    limitFound(comparison, measure) ??
    (asked.length > 1 ? crossoverFound(comparison, measure) : null) ??
    saturationFound(comparison, measure) ??
    crossoverFound(comparison, measure);
  if (found === null) return null;
  const { sentences, because, tile, about, chart } = found;
  return {
    kind: 'threshold',
    sentence: shortest(sentences),
    because: because.slice(0, 3),
    tiles: [tile, ...endTiles(comparison, measure, about), sureTile(comparison)],
    about: about.slice(0, 2),
    chart,
  };
}

// Limits: a bound that the mean keeps at some sizes and breaks at others.

interface Bound {
  readonly value: number;
  readonly keeps: (mean: number) => boolean;
}

/** A pattern's stretch of sizes at which the bound is kept: from the first or to the last; `at`: where it ends. */
interface Stretch {
  readonly pattern: string;
  readonly kind: 'always' | 'never' | 'up to' | 'from';
  readonly at: number;
  readonly beyond: GrowthRow;
}

/** The scenario's limit on the mean; of lost tasks and failures without one, half of the tasks. */
function boundOf({ scenario }: Comparison, { id, group, unit, better }: Measure): Bound | null {
  const limit = scenario.decision.limits.find((one) => one.measure === id && one.statistic === 'mean');
  const isShare = unit === 'share' && (group === 'dependability' || group === 'outcome');
  const value = limit?.value ?? (isShare ? 0.5 : null);
  if (value === null) return null;
  return { value, keeps: (mean) => (better === 'higher' ? mean >= value : mean <= value) };
}

function limitFound(comparison: Comparison, measure: Measure): Found | null {
  const bound = boundOf(comparison, measure);
  if (bound === null) return null;
  const stretches = curvedPatterns(comparison, measure.id).map((name) => stretchOf(comparison, measure, bound, name));
  const [asked] = comparison.scenario.asks.patterns;
  const broken = stretches.filter(({ kind }) => kind === 'up to' || kind === 'from');
  const focus = broken.find(({ pattern }) => pattern === asked) ?? broken[0];
  if (focus === undefined) return null;
  const safe = stretches.filter(({ kind }) => kind === 'always').map(({ pattern }) => pattern);
  return {
    sentences: limitSentences(comparison, measure, bound, focus, safe),
    because: limitBecause(comparison, measure, focus, stretches),
    tile: {
      label: focus.kind === 'up to' ? 'Holds up to' : 'Holds from',
      value: sizeText(comparison, focus.at),
      note: `${focus.pattern}; limit ${brief(measure.unit, bound.value)} ${inSentence(measure.label)}`,
    },
    about: [focus.pattern, ...safe.slice(0, 1)],
    chart: 'growth-ends',
  };
}

function stretchOf(comparison: Comparison, measure: Measure, bound: Bound, pattern: string): Stretch {
  const rows = curveOf(comparison, pattern, measure.id);
  const kept = rows.map(({ mean }) => bound.keeps(mean));
  const [first, last] = [rows[0]!, rows.at(-1)!];
  if (kept.every(Boolean)) return { pattern, kind: 'always', at: last.size, beyond: last };
  if (!kept.some(Boolean)) return { pattern, kind: 'never', at: first.size, beyond: first };
  const isFrom = !kept[0]!;
  const turn = kept.indexOf(isFrom);
  const [before, after] = [rows[turn - 1]!, rows[turn]!];
  if (isCounted(comparison))
    return {
      pattern,
      kind: isFrom ? 'from' : 'up to',
      at: isFrom ? after.size : before.size,
      beyond: isFrom ? before : after,
    };
  const along = (bound.value - before.mean) / (after.mean - before.mean);
  const at = before.size + along * (after.size - before.size);
  return { pattern, kind: isFrom ? 'from' : 'up to', at, beyond: isFrom ? before : after };
}

function limitSentences(
  comparison: Comparison,
  measure: Measure,
  bound: Bound,
  { pattern, kind, at, beyond }: Stretch,
  safe: readonly string[],
): string[] {
  const words = wordsFor(measure);
  const about = isCounted(comparison) ? '' : 'about ';
  const size = sizeText(comparison, at);
  const keeps = `${pattern} keeps ${words.noun} ${measure.better === 'higher' ? 'above' : 'below'} ${brief(measure.unit, bound.value)}`;
  const others = safe.length === 0 ? '' : `; ${safe[0]} at any size`;
  if (kind === 'from')
    return [
      `${keeps} from ${about}${size} on${others}.`,
      `${keeps} from ${about}${size} on.`,
      `${pattern} holds from ${about}${sizeNumber(at)} on.`,
    ];
  const after = `with ${sizeNumber(beyond.size)}, ${words.amount(beyond.mean)}`;
  return [
    `${pattern} holds up to ${about}${size} (${after})${safe.length === 0 ? '' : `; ${safe[0]} holds throughout`}.`,
    `${pattern} holds up to ${about}${size}${safe.length === 0 ? '' : `; ${safe[0]} throughout`}.`,
    `${pattern} holds up to ${about}${sizeNumber(at)}.`,
  ];
}

function limitBecause(
  comparison: Comparison,
  measure: Measure,
  focus: Stretch,
  stretches: readonly Stretch[],
): string[] {
  const rows = curveOf(comparison, focus.pattern, measure.id);
  const beside = rows.filter(
    (row) =>
      row.size === focus.at ||
      row === focus.beyond ||
      (row.size < focus.at !== focus.beyond.size < focus.at && row === rows.find((one) => one.size >= focus.at)),
  );
  const told = beside.slice(0, 2).map((row) => `${briefEstimate(measure.unit, row)} at ${sizeNumber(row.size)}`);
  const names = (kind: Stretch['kind']): string[] =>
    stretches.filter((one) => one.kind === kind).map(({ pattern }) => pattern);
  const same = stretches.filter(({ kind, at }) => kind === focus.kind && at === focus.at).map(({ pattern }) => pattern);
  const groups = [
    ...(same.length > 1 ? [`${listed(same)} break at the same size`] : []),
    ...(names('always').length > 0 ? [`${listed(names('always'))} at none`] : []),
    ...(names('never').length > 0 ? [`${listed(names('never'))} at every size`] : []),
  ];
  return [
    `Under ${focus.pattern}, ${inSentence(measure.label)} ${measure.label.endsWith('s') ? 'are' : 'is'} ${listed(told)}.`,
    ...(groups.length === 0 ? [] : [`${capitalised(groups.join('; '))}.`]),
  ];
}

// Crossovers: where two patterns change places.

function crossoverFound(comparison: Comparison, measure: Measure): Found | null {
  const { patterns } = comparison.scenario.asks;
  const own = comparison.crossovers.filter((one) => one.measure === measure.id);
  const flip =
    own.find(({ below, above }) => patterns.includes(below) && patterns.includes(above)) ??
    (patterns.length === 0
      ? own
      : own.filter(({ below, above }) => patterns.includes(below) || patterns.includes(above)))[0];
  if (flip === undefined) return null;
  const { more, noun } = wordsFor(measure);
  const size = sizeText(comparison, flip.at);
  return {
    sentences: [
      `${flip.below} is ${more} than ${flip.above} up to about ${size}; beyond that, ${flip.above} is ${more}.`,
      `Up to about ${size} ${flip.below} is ${more} than ${flip.above}, then the reverse.`,
      `${flip.above} overtakes ${flip.below} at about ${sizeNumber(flip.at)}.`,
    ],
    because: [crossoverSentence(comparison, flip), ...endsSentence(comparison, measure, flip)],
    tile: {
      label: 'Changes at',
      value: size,
      note: `95 % interval ${fixed(flip.low, 1)} to ${fixed(flip.high, 1)}; on ${noun}`,
    },
    about: [flip.above, flip.below],
    chart: 'growth-ends',
  };
}

function endsSentence(comparison: Comparison, measure: Measure, { below, above }: Crossover): string[] {
  const last = sizesOf(comparison).at(-1);
  const rows = [above, below].flatMap((name) =>
    curveOf(comparison, name, measure.id).filter(({ size }) => size === last),
  );
  if (last === undefined || rows.length < 2) return [];
  const told = rows.map((row) => `${briefEstimate(measure.unit, row)} under ${row.pattern}`);
  return [`With ${sizeText(comparison, last)} ${inSentence(measure.label)} is ${listed(told)}.`];
}

// Saturation: where the busiest part can do no more.

function saturationFound(comparison: Comparison, measure: Measure): Found | null {
  const { growth, asks } = comparison.scenario;
  if (growth === null || growth.unit !== '/h' || !growth.paths.some((path) => path.startsWith('workload.arrivals.')))
    return null;
  const loads = comparison.patterns.flatMap(({ name, load }) => {
    const row = rowOf(comparison, name, 'saturation');
    const busiest = load?.busiest ?? null;
    return row === undefined || Number.isNaN(row.mean) || busiest === null ? [] : [{ name, busiest, row }];
  });
  const first = [...loads].sort((a, b) => a.row.mean - b.row.mean)[0];
  const focus = loads.find(({ name }) => name === asks.patterns[0]) ?? first;
  if (focus === undefined) return null;
  const who = focus.busiest.startsWith('the ') ? focus.busiest : `the ${focus.busiest}`;
  const size = sizeText(comparison, focus.row.mean);
  const ahead = aheadBeyond(comparison, measure, focus.row.mean);
  const then = ahead === null ? '' : `; beyond that, ${ahead} ${wordsFor(measure).best}`;
  const sentences = saturationSentences(comparison).sort(
    (a, b) => Number(b.endsWith(` under ${focus.name}.`)) - Number(a.endsWith(` under ${focus.name}.`)),
  );
  return {
    sentences: [
      `Under ${focus.name}, ${who} keeps up until ${size}${then}.`,
      `${capitalised(who)} keeps up until ${size}${then}.`,
      `${focus.name} keeps up until ${size}.`,
      `${focus.name} keeps up until ${sizeNumber(focus.row.mean)}.`,
    ],
    because: [
      ...sentences.slice(0, 1),
      ...aheadSentence(comparison, measure, focus.name, ahead),
      ...sentences.slice(1, 2),
    ],
    tile: { label: 'Keeps up until', value: size, note: `${focus.name}; ${who} is busiest` },
    about: [focus.name, ...(ahead === null || ahead === focus.name ? [] : [ahead])],
    chart: 'growth-ends',
  };
}

/** Who is shown to be best at the first size beyond; null where the intervals of the best two meet. */
function aheadBeyond(comparison: Comparison, measure: Measure, at: number): string | null {
  const size = sizesOf(comparison).find((one) => one > at);
  if (size === undefined) return null;
  const sign = measure.better === 'higher' ? -1 : 1;
  const rows = curvedPatterns(comparison, measure.id)
    .flatMap((name) => curveOf(comparison, name, measure.id).filter((row) => row.size === size))
    .sort((a, b) => sign * (a.mean - b.mean));
  const [best, second] = rows;
  if (best === undefined) return null;
  if (second === undefined) return best.pattern;
  return measure.better === 'higher'
    ? best.low > second.high
      ? best.pattern
      : null
    : best.high < second.low
      ? best.pattern
      : null;
}

function aheadSentence(comparison: Comparison, measure: Measure, focus: string, ahead: string | null): string[] {
  const flip = comparison.crossovers.find(
    ({ measure: id, below, above }) => id === measure.id && below === focus && above === ahead,
  );
  if (flip !== undefined) return [crossoverSentence(comparison, flip)];
  const other = comparison.crossovers.find(({ measure: id }) => id === measure.id);
  return other === undefined ? [] : [crossoverSentence(comparison, other)];
}

/** The measure of the question and the first objective at the last size, under the patterns of the answer. */
function endTiles(comparison: Comparison, measure: Measure, about: readonly string[]): Tile[] {
  const last = sizesOf(comparison).at(-1);
  const [first, second] = about;
  if (last === undefined || first === undefined) return [];
  const other = comparison.objectives.find((id) => id !== measure.id && curvedPatterns(comparison, id).length > 0);
  const measures = [measure, ...(other === undefined ? [] : [measureOf(comparison, other)!])];
  return measures.flatMap((one) => {
    const at = (name: string): string => {
      const row = curveOf(comparison, name, one.id).find(({ size }) => size === last);
      return row === undefined ? 'no value' : brief(one.unit, row.mean);
    };
    const note = `${first}, at ${sizeText(comparison, last)}${second === undefined ? '' : `; ${second}: ${at(second)}`}`;
    return [{ label: capitalised(inSentence(one.label)), value: at(first), note }];
  });
}

function sureTile(comparison: Comparison): Tile {
  const rows = comparison.growth.map(({ n }) => n);
  const sizes = sizesOf(comparison).length;
  return {
    label: 'How sure',
    value: counted(sizes, 'size'),
    note: `up to ${counted(Math.max(...rows), 'replication')} at each, same luck`,
  };
}
