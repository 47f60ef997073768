import type { Comparison } from '../../compare/comparison.js';
import type { Decision, DecisionOption } from '../../decide/decision.js';
import { verdictOf } from '../../decide/limits.js';
import type { WeightedObjective } from '../../decide/score.js';
import { betterOf, replicationTerms, statisticId, unitOf } from '../../decide/statistics.js';
import { patternNamed } from '../../patterns/index.js';
import { excludesZero } from '../../statistics/together.js';
import { type JudgedPair, Pairs } from '../../study/pairs.js';
import { flipSentences } from '../documents/decide.js';
import { escaped } from '../documents/markdown.js';
import { type Provenance, scenarioHash } from '../folders/manifest.js';
import { parametersOf } from '../parameters.js';
import { weightSentences } from '../tables/decide-columns.js';
import { comparisonConditions, leftAtDefault } from '../words/conditions.js';
import { groundOf, inOrder, isSeen, optionNamed, partsText, regretText, shareText } from '../words/decide-answer.js';
import { boundText, parameterValue, statisticText } from '../words/decide-conditions.js';
import { flipsTitle, takeNone, whatMustHold } from '../words/decide-none.js';
import { worthSentences } from '../words/decide-worth.js';
import {
  counted,
  fixed,
  formatDifference,
  formatEstimate,
  formatValue,
  listed,
  replications,
} from '../words/format.js';

/** The verdicts of MADR's lists. */
type Side = 'Good' | 'Bad' | 'Neutral';

/**
 * The appendix of the decision record: what MADR 4.0.0 (https://adr.github.io/madr) has beyond the page that one forwards, its
 * elements in their order. Good and bad stand only where the interval after the correction for all pairs shows it.
 */
export function adrAppendix(decision: Decision, input: Provenance): string {
  const { answer, comparison } = decision;
  const { scenario } = comparison;
  const title = answer === null ? `no pattern yet for ${scenario.name}` : `use ${answer} for ${scenario.name}`;
  const parts = [
    `# Appendix: ${escaped(title)}`,
    'The decision on one page: [adr.md](adr.md).',
    '## Context and Problem Statement',
    context(decision),
    '## Decision Drivers',
    bullets(drivers(decision)),
    '## Considered Options',
    bullets(inOrder(decision).map(({ standing }) => standing.name)),
    '## Decision Outcome',
    outcome(decision),
    ...(answer === null ? [] : ['### Consequences', bullets(consequences(decision))]),
    '### Confirmation',
    ...confirmation(decision, input),
    '## Pros and Cons of the Options',
    ...inOrder(decision).flatMap((option) => prosAndCons(decision, option)),
    '## More Information',
    ...moreInformation(decision, input),
  ];
  return `${parts.join('\n\n')}\n`;
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `* ${escaped(line)}`).join('\n');

function context({ comparison }: Decision): string {
  const { scenario, seed, patterns } = comparison;
  const how = `The scenario \`${scenario.name}\` (\`scenario.yaml\`) describes the work, the agents, their models, the load and the faults. ${counted(patterns.length, 'coordination pattern')} did the same work with the same random numbers: ${replications(comparison)}, seed ${escaped(seed)}.`;
  const honest = 'The agents are simulated. The results are as good as the assumptions under More Information.';
  return [escaped(scenario.question), how, honest].join('\n\n');
}

function drivers({ bounds, aims }: Decision): string[] {
  return [
    ...bounds.map((bound) => `Limit: ${boundText(bound)}`),
    ...aims.map((aim) => {
      const { share, worst, best } = aim;
      const unit = unitOf(aim);
      const swing = best === worst ? '' : `; from ${formatValue(unit, worst)} to ${formatValue(unit, best)}`;
      return `Weight ${fixed(100 * share, 0)} %: ${statisticText(aim)}, ${betterOf(aim)} is better${swing}`;
    }),
  ];
}

function outcome(decision: Decision): string {
  const { answer, ties } = decision;
  if (answer === null) {
    return escaped(
      `Chosen option: none, because no option keeps every limit. ${takeNone(decision)} ${whatMustHold(decision)}`.replace(
        'Take none: no pattern keeps every limit. ',
        '',
      ),
    );
  }
  const tied =
    ties.length === 0 ? '' : ` No difference in score from ${listed(ties)} is shown: any of these can be chosen.`;
  return escaped(`Chosen option: "${answer}", because ${groundOf(decision)}.${tied}`);
}

/** Against the runner-up, and against the single agent. */
function consequences(decision: Decision): string[] {
  const answer = decision.answer!;
  const second = inOrder(decision).find(({ rank }) => rank === 2)?.standing.name;
  const others = [...new Set([second, 'single-agent'])].filter(
    (name): name is string =>
      name !== undefined && name !== answer && decision.options.some(({ standing }) => standing.name === name),
  );
  return [
    ...others.flatMap((other) => decision.aims.flatMap((aim) => difference(decision, aim, answer, other))),
    ...limitArguments(optionNamed(decision, answer)),
  ];
}

/** One argument: how `name` differs from `other` on an objective. */
function difference({ comparison }: Decision, aim: WeightedObjective, name: string, other: string): string[] {
  const paired = pairedOn(comparison, aim, name, other);
  if (paired === null) return [];
  const on = statisticText(aim);
  const unit = unitOf(aim);
  const judged = { mean: paired.mean, ...paired.shown };
  const isBetter = judged.mean > 0 === (betterOf(aim) === 'higher');
  if (!excludesZero(judged)) {
    const by = Number.isNaN(judged.low) ? '' : ` (${formatDifference(unit, judged)})`;
    const perhaps = excludesZero(paired) ? `; alone, it would be shown to be ${isBetter ? 'better' : 'worse'}` : '';
    return [`Neutral, because no difference from ${other} is shown on ${on}${by}${perhaps}`];
  }
  const side: Side = isBetter ? 'Good' : 'Bad';
  const size = judged.mean < 0 ? { mean: -judged.mean, low: -judged.high, high: -judged.low } : judged;
  const way = judged.mean > 0 ? 'higher' : 'lower';
  return [`${side}, because ${on} is ${formatDifference(unit, size)} ${way} than under ${other}`];
}

/** All pairs on an objective, once they were asked for. */
const judged = new WeakMap<Comparison, Map<string, Pairs>>();

function pairedOn(comparison: Comparison, aim: WeightedObjective, name: string, other: string): JudgedPair | null {
  const { patterns } = comparison;
  const [a, b] = [name, other].map((one) => patterns.findIndex((runs) => runs.name === one));
  const known = judged.get(comparison) ?? new Map<string, Pairs>();
  judged.set(comparison, known);
  const id = statisticId(aim);
  const pairs = known.get(id) ?? new Pairs(patterns.map((runs) => replicationTerms(aim, runs)));
  known.set(id, pairs);
  return pairs.between(a!, b!);
}

function limitArguments({ standing }: DecisionOption): string[] {
  return standing.limits.map((check) => {
    const value = Number.isNaN(check.value)
      ? 'no value'
      : formatEstimate(unitOf(check.bound), { ...check, mean: check.value });
    const verdict = verdictOf(check);
    const kept = `${boundText(check.bound)}: ${value}, kept with a probability of ${formatValue('share', check.probability)}`;
    if (verdict === 'met') return `Good, because it keeps ${kept}`;
    if (verdict === 'broken') return `Bad, because it breaks ${kept}`;
    return `Neutral, because it is not shown whether it keeps ${kept}`;
  });
}

function confirmation(decision: Decision, { command, scenarioText, version }: Provenance): string[] {
  const { comparison } = decision;
  const thresholds = comparison.thresholds.map(
    ({ pattern, measure, condition, met }) =>
      `Threshold ${pattern}.${measure} ${condition}: ${met ? 'met' : 'not met'}`,
  );
  const fails = comparison.thresholds.some(({ met }) => !met) || decision.answer === null;
  return [
    'This command reproduces this record and all other files of the folder, byte for byte:',
    ['```sh', command, '```'].join('\n'),
    bullets([
      `Version ${version}, scenario SHA-256 ${scenarioHash(scenarioText)}, seed ${comparison.seed}`,
      ...thresholds,
      `Exit code ${fails ? 1 : 0}: 0 where a pattern keeps every limit and every threshold is met, 1 otherwise`,
    ]),
  ];
}

function prosAndCons(decision: Decision, option: DecisionOption): string[] {
  const { answer, comparison, aims, robustness } = decision;
  const { name } = option.standing;
  const about = patternNamed(name)?.card.what ?? `A team of ${comparison.scenario.name}.`;
  const score = Number.isNaN(option.standing.score)
    ? 'It has no score: an objective has no value.'
    : `Score ${partsText(decision, option.standing)}.`;
  const dominated = option.by === null ? [] : [dominatedBy(option)];
  const wins = robustness?.patterns.find((one) => one.name === name)?.wins;
  const robust =
    wins === undefined || !isSeen(wins)
      ? []
      : [`Good, because it is best at ${shareText(wins)} of the points over the uncertain ranges`];
  const own =
    name === answer ? [] : aims.flatMap((aim) => (answer === null ? [] : difference(decision, aim, name, answer)));
  const lines = [...limitArguments(option), ...own, ...dominated, ...robust];
  return [
    `### ${escaped(name)}`,
    `${escaped(about)} ${escaped(score)}`,
    ...(lines.length === 0 ? [] : [bullets(lines)]),
  ];
}

function dominatedBy({ by, front }: DecisionOption): string {
  if (front === 'dominated')
    return `Bad, because ${by} is shown to be better on every objective on which the two differ`;
  return `Neutral, because ${by} seems no worse on any objective, which is not shown`;
}

function moreInformation(decision: Decision, { scenarioText }: Provenance): string[] {
  const { comparison, robustness, answer } = decision;
  const varied = new Set(comparison.scenario.decision.uncertain.map(({ path }) => path));
  const assumed = parametersOf(scenarioText).filter(
    ({ path, comment, value }) =>
      value !== null && !path.startsWith('decision.') && !varied.has(path) && /^assumed\b/i.test(comment ?? ''),
  );
  const uncertain = comparison.scenario.decision.uncertain.map(
    (one) =>
      `${one.path}: ${parameterValue(one, one.base)}, anywhere from ${parameterValue(one, one.low)} to ${parameterValue(one, one.high)}`,
  );
  const own = robustness?.patterns.find(({ name }) => name === answer);
  const sure =
    own === undefined
      ? []
      : [
          `Over ${counted(robustness!.points.length, 'point')} spread evenly over these ranges it is best at ${shareText(own.wins)}; ${regretText(own, decision.aims)}.`,
        ];
  const names = comparison.patterns.map(({ name }) => name);
  return [
    ...comparisonConditions(comparison).map(escaped),
    ...listUnder(
      'Values that these options live by, left at their defaults:',
      leftAtDefault(comparison.scenario, names),
    ),
    ...(uncertain.length === 0
      ? ['The scenario has no uncertain values.']
      : ['Uncertain, and varied:', bullets(uncertain), ...sure.map(escaped)]),
    ...listUnder(
      'Marked as assumed in the scenario, and not varied:',
      assumed.map(({ path, value }) => `${path}: ${value}`),
    ),
    ...listUnder(
      answer === null
        ? `${flipsTitle(decision)}, one value at a time:`
        : 'What changes the decision, one value at a time:',
      flipSentences(decision),
    ),
    ...listUnder('Weights, one at a time, the others in proportion:', weightSentences(decision)),
    ...listUnder('What to measure first:', worthSentences(decision)),
    'Revisit the decision when a measured value lies beyond one of these values, when a limit or a weight changes, or when the work gains a step.',
  ];
}

function listUnder(lead: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lead, bullets(lines)];
}
