import type { Decision, DecisionFlip, Sensitivity } from '../../decide/decision.js';
import { type DecisionLimit, excessOf, type LimitCheck } from '../../decide/limits.js';
import { type MeasuredStatistic, unitOf } from '../../decide/statistics.js';
import type { Uncertain } from '../../scenario/scenario.js';
import {
  decimalsFor,
  fixed,
  formatDifference,
  formatEstimate,
  formatValue,
  inSentence,
  type ValueRange,
} from './format.js';

/** A condition on a parameter, as it follows "if"; `amount` comes with its unit. */
type Phrase = (who: string, amount: string, more: string, above: boolean) => string;

interface Key {
  /** As measures have it; where the parameter was written with a unit of its own, that one counts. */
  readonly unit: 'share' | 's' | 'tokens' | 'USD' | '1';
  readonly say: Phrase;
}

const PHRASES: Readonly<Record<string, Key>> = {
  detection: { unit: 'share', say: (who, x, more) => `${who} catches ${more} than ${x} of false claims` },
  hallucination: { unit: 'share', say: (who, x, more) => `${who} makes up ${more} than ${x} of its claims` },
  credulity: { unit: 'share', say: (who, x, more) => `${who} accepts ${more} than ${x} of the false claims it reads` },
  deference: {
    unit: 'share',
    say: (who, x, more) => `each endorsement lowers the resistance of ${who} by ${more} than ${x}`,
  },
  falseAlarm: { unit: 'share', say: (who, x, more) => `${who} rejects ${more} than ${x} of true claims` },
  misroute: { unit: 'share', say: (who, x, more) => `${who} decides wrongly ${more} than ${x} of the time` },
  guess: { unit: 'share', say: (who, x, more) => `${more} than ${x} of the guesses of ${who} are wrong` },
  failure: { unit: 'share', say: (who, x, more) => `${more} than ${x} of the calls of ${who} fail` },
  hang: { unit: 'share', say: (who, x, more) => `${more} than ${x} of the calls of ${who} hang` },
  probability: { unit: 'share', say: (who, x, more) => `${more} than ${x} of tasks need ${who}` },
  foreseen: {
    unit: 'share',
    say: (who, x, more) => `${who} is foreseen for ${more} than ${x} of the tasks that need it`,
  },
  carry: { unit: 'share', say: (who, x, more) => `${who} keeps ${more} than ${x} of what it accepts` },
  loss: { unit: 'share', say: (_, x, more) => `${more} than ${x} of messages are lost` },
  duplicate: { unit: 'share', say: (_, x, more) => `${more} than ${x} of messages come twice` },
  delay: { unit: 's', say: (_, x, __, above) => `a message takes ${above ? 'longer' : 'less'} than ${x}` },
  prompt: { unit: 'tokens', say: (who, x, more) => `the system prompt of ${who} has ${more} than ${x}` },
  output: { unit: 'tokens', say: (who, x, more) => `an answer of ${who} has ${more} than ${x}` },
  result: { unit: 'tokens', say: (who, x, more) => `the tool result in ${who} has ${more} than ${x}` },
  correlation: {
    unit: 'share',
    say: (_, x, more) => `the correlation of errors within a panel is ${more} than ${x}`,
  },
  decision: { unit: 'tokens', say: (who, x, more) => `a decision of ${who} has ${more} than ${x}` },
  latency: { unit: 's', say: (who, x, __, above) => `a call of ${who} takes ${above ? 'longer' : 'less'} than ${x}` },
  ttft: {
    unit: 's',
    say: (who, x, __, above) => `${who} takes ${above ? 'longer' : 'less'} than ${x} to its first token`,
  },
  timeout: { unit: 's', say: (_, x, __, above) => `the timeout is ${above ? 'longer' : 'shorter'} than ${x}` },
  deadline: { unit: 's', say: (_, x, __, above) => `the deadline is ${above ? 'later' : 'earlier'} than ${x}` },
  mtbf: { unit: 's', say: (who, x, __, above) => `${who} goes down ${above ? 'less' : 'more'} often than every ${x}` },
  repair: {
    unit: 's',
    say: (who, x, __, above) => `the repair of ${who} takes ${above ? 'longer' : 'less'} than ${x}`,
  },
  arrivals: { unit: '1', say: (_, x, more) => `${more} than ${x} tasks arrive` },
  price: { unit: 'USD', say: (who, x, more) => `a million tokens of ${who} cost ${more} than ${x}` },
  penalty: { unit: '1', say: (who, x, more) => `${who} errs ${more} than ${x} times as often outside its roles` },
  half: { unit: 'tokens', say: (who, x, more) => `${who} keeps half of its accuracy at ${more} than ${x}` },
};

/** A percentile or a mean is said of the key that it describes. */
const INNER = new Set([
  'lognormal',
  'exponential',
  'gamma',
  'median',
  'p95',
  'mean',
  'poisson',
  'rate',
  'input',
  'output',
  'cachedInput',
  'backoff',
  'base',
]);

/** The key that says what a parameter is, and where in its path it stands. */
function keyOf(path: readonly string[]): number {
  for (let i = path.length - 1; i >= 0; i--) {
    const known =
      Object.hasOwn(PHRASES, path[i]!) && !(INNER.has(path[i]!) && i > 0 && Object.hasOwn(PHRASES, path[i - 1]!));
    if (known) return i;
    if (!INNER.has(path[i]!)) return -1;
  }
  return -1;
}

/** A value of a parameter with its unit: "46 %", "5 s", "40/h". */
export function parameterValue({ path, unit }: Uncertain, value: number, range: ValueRange | null = null): string {
  const parts = path.split('.');
  const key = PHRASES[parts[keyOf(parts)] ?? ''];
  if (unit === '' && key !== undefined) return formatValue(key.unit, value, range);
  const number = fixed(value, decimalsFor(value, range));
  return `${number}${unit === '' || unit.startsWith('/') ? unit : ` ${unit === 'm' ? 'min' : unit}`}`;
}

/** "the fact-checker catches less than 46 % of false claims (42 % to 49 %)"; without `range` no brackets. */
export function conditionText(
  parameter: Uncertain,
  side: 'below' | 'above',
  at: number,
  range: ValueRange | null,
): string {
  const parts = parameter.path.split('.');
  const index = keyOf(parts);
  const amount = parameterValue(parameter, at, range);
  const more = side === 'above' ? 'more' : 'less';
  const ends =
    range === null
      ? ''
      : ` (${parameterValue(parameter, range.low, range)} to ${parameterValue(parameter, range.high, range)})`;
  if (index < 0) return `${parameter.path} is ${side} ${amount}${ends}`;
  return `${PHRASES[parts[index]!]!.say(whoIn(parts, index), amount, more, side === 'above')}${ends}`;
}

/** Whom a parameter is about. */
function whoIn(parts: readonly string[], index: number): string {
  const [top, second] = parts;
  if (top === 'agents') return second === 'defaults' ? 'an agent' : `the ${second}`;
  if (top === 'coordinator') return 'the coordinator';
  if (top === 'generalist') return 'the single agent';
  if (top === 'models') return `the model '${second}'`;
  if (top === 'task' && second === 'steps') return `the step '${parts[2]}'`;
  if (top === 'faults') return second === 'agents' ? `the agent '${parts[2]}'` : `the ${second}`;
  return `'${parts.slice(0, index).join('.')}'`;
}

const STATISTICS: Readonly<Record<MeasuredStatistic['statistic'], string>> = {
  mean: '',
  p50: 'the median of ',
  p95: 'the 95th percentile of ',
  p99: 'the 99th percentile of ',
  cvar95: 'the mean of the worst 5 % of ',
  cv: 'the coefficient of variation of ',
};

/** "the 95th percentile of latency". */
export function statisticText({ measure, statistic }: MeasuredStatistic): string {
  return `${STATISTICS[statistic]}${inSentence(measure.label)}`;
}

/** "the 95th percentile of latency at most 60 s". */
export function boundText(bound: DecisionLimit): string {
  const { operator, value } = bound;
  return `${statisticText(bound)} ${operator === '<=' ? 'at most' : 'at least'} ${formatValue(unitOf(bound), value)}`;
}

/** What happens where the answer flips: a sentence without its stop, beginning in lower case. */
export function flipText({ answer }: Decision, one: Sensitivity, flip: DecisionFlip): string {
  if (answer === null) return holdText(one, flip);
  const condition = flipCondition(one.parameter, flip);
  const then = flip.to === null ? 'no pattern keeps every limit' : `${flip.to} is the answer`;
  const open = flip.isOpen.low || flip.isOpen.high ? ', as far as the range shows' : '';
  switch (flip.kind) {
    case 'overtaken':
      return `if ${condition}${open}, ${then}`;
    case 'breaks':
      return `if ${condition}${open}, ${answer} no longer keeps ${boundText(flip.bound!)}, and ${then}`;
    case 'admitted':
      return `if ${condition}${open}, ${flip.to} keeps ${boundText(flip.bound!)}, and ${then}`;
    case 'somewhere':
      return `if ${condition}, ${then}; the exact value of the change was not found`;
  }
}

/** What must hold for some pattern to keep every limit; `isPerhaps`: it is not shown to keep them anywhere in the range. */
function holdText({ parameter }: Sensitivity, flip: DecisionFlip): string {
  const keeps = `if ${flipCondition(parameter, flip)}, ${flip.to}`;
  return isPerhaps(flip)
    ? `${keeps} perhaps keeps every limit, which is not shown within the range`
    : `${keeps} keeps every limit`;
}

/** "the fact-checker catches more than 91 % of false claims (88 % to 94 %)". */
export function flipCondition(parameter: Uncertain, { side, at, low, high }: DecisionFlip): string {
  return conditionText(parameter, side, at, { low, high });
}

/** Beyond the flip nothing is shown as far as the range reaches. */
export function isPerhaps({ kind, side, isOpen }: DecisionFlip): boolean {
  return kind === 'somewhere' || (side === 'below' ? isOpen.low : isOpen.high);
}

/** "correct 64.8 % (60.5 to 68.9) where at least 72 % is required, 7.2 points too little". */
export function shortfallText(check: LimitCheck): string {
  const { bound, value } = check;
  const unit = unitOf(bound);
  const what = statisticText(bound);
  const wanted = formatValue(unit, bound.value);
  const required = bound.operator === '<=' ? `at most ${wanted} is allowed` : `at least ${wanted} is required`;
  if (Number.isNaN(value)) return `${what} has no value where ${required}`;
  const estimate = formatEstimate(unit, { ...check, mean: value });
  return `${what} ${estimate} where ${required}${beyondText(check)}`;
}

/** From here on a value is told in multiples of its limit. */
const MANY_TIMES = 3;

/** Shares in points, all else as a part of the limit. */
function beyondText(check: LimitCheck): string {
  const { bound, probability } = check;
  const excess = excessOf(check);
  if (excess === 0) return `, kept with a probability of only ${formatValue('share', probability)}`;
  const way = bound.operator === '<=' ? 'too much' : 'too little';
  const times = bound.value > 0 && unitOf(bound) !== 'share' ? check.value / bound.value : 0;
  if (times >= MANY_TIMES) return `, ${twoDigits(times)} times as much`;
  if (bound.value !== 0 && unitOf(bound) !== 'share')
    return `, ${twoDigits((100 * excess) / Math.abs(bound.value))} % ${way}`;
  const size = Number(excess.toPrecision(2));
  return `, ${formatDifference(unitOf(bound), { mean: size, low: Number.NaN, high: Number.NaN })} ${way}`;
}

const twoDigits = (value: number): string => {
  const rounded = Number(value.toPrecision(2));
  return fixed(rounded, decimalsFor(rounded, null));
};

/** "nothing between 2 % and 15 % changes it". */
export function noFlipText({ parameter, nearest }: Sensitivity): string {
  const { low, high, path } = parameter;
  if (nearest !== null) {
    const { name, value, check } = nearest;
    const none = `${path}: nothing from ${parameterValue(parameter, low)} to ${parameterValue(parameter, high)} lets a pattern keep every limit`;
    if (value === parameter.base) return `${none}, or come nearer`;
    return `${none}; ${name} is nearest at ${parameterValue(parameter, value)}, with ${shortfallText(check)}`;
  }
  return `${path}: nothing from ${parameterValue(parameter, low)} to ${parameterValue(parameter, high)} is shown to change the answer`;
}
