/** The decision on one page: what one forwards. All else stands in its appendix. */
import { rowOf } from '../../compare/summary-rows.js';
import type { Decision, DecisionOption, PatternRobustness } from '../../decide/decision.js';
import { distanceBeyond, tightest } from '../../decide/limits.js';
import { unitOf } from '../../decide/statistics.js';
import type { ReportBlock, ReportSection, RichText } from '../documents/document.js';
import { inOrder, optionNamed } from '../words/decide-answer.js';
import { boundText, statisticText } from '../words/decide-conditions.js';
import { nearestMiss } from '../words/decide-none.js';
import { briefDifference, briefEstimate, counted, fixed, formatValue, listed } from '../words/format.js';
import { decisionVerdict } from '../words/verdict/decision.js';
import { brief } from '../words/verdict/phrases.js';
import { budgetsSentence } from './budgets.js';
import { assumptions, toMeasure } from './conditions.js';
import { silentErrors } from './silent.js';
import { volumeOf } from './volume.js';

export interface DecisionRecord {
  readonly title: string;
  /** The question, and the recommendation in one sentence. */
  readonly question: string;
  readonly recommendation: string;
  readonly sections: readonly ReportSection[];
}

/** Options that stand in the table; the others are counted. */
const OPTIONS = 5;

export function recordOf(decision: Decision): DecisionRecord {
  const { answer, comparison } = decision;
  const { scenario } = comparison;
  const name = answer ?? nearestMiss(decision)?.standing.name ?? null;
  const option = name === null ? null : optionNamed(decision, name);
  const about = answer === null && name !== null ? ` (of ${name}, which comes nearest)` : '';
  return {
    title: answer === null ? `No pattern yet for ${scenario.name}` : `Use ${answer} for ${scenario.name}`,
    question: scenario.question,
    recommendation: decisionVerdict(decision).sentence,
    sections: [
      section('sure', 'How sure', howSure(decision, option)),
      section('silent', `What it does wrong silently${about}`, option === null ? [] : wrongSilently(decision, option)),
      section('cost', `What it costs${about}`, option === null ? [] : whatItCosts(decision, option)),
      section('risks', 'Risks and rollback', risks(decision, option)),
      section('measure', 'What to measure in production', toMeasure(decision)),
      { id: 'options', title: optionsTitle(decision), blocks: optionsTable(decision) },
      section('assumptions', 'The assumptions that matter first', assumptions(decision)),
    ].filter(({ blocks }) => blocks.length > 0),
  };
}

function section(id: string, title: string, items: readonly RichText[]): ReportSection {
  return { id, title, blocks: items.length === 0 ? [] : [{ kind: 'list', items }] };
}

/** A pattern's lot over the uncertain worlds, beside the winner: best, best or tied, and where it breaks a limit. */
function howSure({ robustness, comparison, answer, bounds, ties }: Decision, option: DecisionOption | null): string[] {
  const tied =
    ties.length === 0 ? [] : [`At the scenario's own values no difference in score from ${someOf(ties)} is shown.`];
  if (comparison.scenario.decision.uncertain.length === 0)
    return [...tied, 'Unknown: the scenario has no ranges under `decision.uncertain`.'];
  if (robustness === null) return [...tied, 'It was not examined over the uncertain ranges.'];
  const worlds = counted(robustness.points.length, 'uncertain world');
  if (answer === null)
    return [
      `In ${briefEstimate('share', shareEstimate(robustness.nobody))} of ${worlds} no pattern keeps every limit.`,
      ...(option === null ? [] : [breaksText(robustnessOf(robustness.patterns, option), option.standing.name)]),
    ];
  const own = robustnessOf(robustness.patterns, option!);
  return [
    ...tied,
    `Best in ${briefEstimate('share', shareEstimate(own.wins))} of ${worlds}${tiedText(own)}.`,
    ...(bounds.length === 0 ? [] : [breaksText(own, 'It')]),
  ];
}

const robustnessOf = (all: readonly PatternRobustness[], { standing }: DecisionOption): PatternRobustness =>
  all.find(({ name }) => name === standing.name)!;

const shareEstimate = ({ share, low, high }: PatternRobustness['wins']) => ({ mean: share, low, high });

/** Names of tied patterns that are told; the others are counted. */
const NAMES = 3;

const someOf = (names: readonly string[]): string =>
  names.length <= NAMES + 1 ? listed(names) : `${names.slice(0, NAMES).join(', ')} and ${names.length - NAMES} others`;

/** Nothing where it is tied with another no more often than rounds to 0 %. */
const tiedText = ({ wins, holds }: PatternRobustness): string =>
  holds.share - wins.share < SEEN ? '' : `; best or tied in ${briefEstimate('share', shareEstimate(holds))}`;

const SEEN = 0.005;

function breaksText({ feasible }: PatternRobustness, who: string): string {
  const broken = { share: 1 - feasible.share, low: 1 - feasible.high, high: 1 - feasible.low };
  return `${who} breaks a limit in ${briefEstimate('share', shareEstimate(broken))} of them.`;
}

function wrongSilently(decision: Decision, { standing }: DecisionOption): string[] {
  const silent = silentErrors(decision, standing.name);
  if (silent === null) return ['Not measured.'];
  const { share, cost } = silent;
  const loud = rowOf(decision.comparison, standing.name, 'failed')?.mean ?? 0;
  const told = loud > 0 ? ` Another ${brief('share', loud)} fail loudly.` : '';
  if (share.mean === 0)
    return [`In no task that was simulated: at most ${brief('share', share.high)} end wrong, or never, untold.${told}`];
  const { tasks, text } = volumeOf(decision.comparison.scenario);
  const many = roughly(share.mean * tasks);
  const spent = Number.isNaN(cost) || cost === 0 ? '' : `, on which ${dollars(cost * tasks)} is spent`;
  return [
    `${briefEstimate('share', share)} of tasks end wrong, or never, and nobody is told: about ${many} of ${text}${spent}.${told}`,
  ];
}

/** Two digits are as much as a forecast can say. */
const roughly = (value: number): string => fixed(Number(value.toPrecision(2)), value < 10 && value % 1 !== 0 ? 1 : 0);
const dollars = (value: number): string => formatValue('USD', Number(value.toPrecision(2)));

function whatItCosts(decision: Decision, { standing }: DecisionOption): string[] {
  const { comparison } = decision;
  const row = rowOf(comparison, standing.name, 'cost');
  if (row === undefined || Number.isNaN(row.mean)) return ['Cost was not measured.'];
  const { tasks, text, per } = volumeOf(comparison.scenario);
  const all = `${dollars(row.mean * tasks)} (${dollars(row.low * tasks)} to ${dollars(row.high * tasks)})`;
  const others = othersOf(decision, standing.name).flatMap((name) => {
    const other = rowOf(comparison, name, 'cost');
    return other === undefined || Number.isNaN(other.mean) ? [] : [`${name} ${dollars(other.mean * tasks)}`];
  });
  const beside = others.length === 0 ? '' : ` For comparison: ${listed(others)}.`;
  const how = per === 'a month' ? `At ${text}: ${all} a month` : `${all} ${per}`;
  return [`${how}; ${brief('USD', row.mean)} per task.${beside}`];
}

/** The second best, and the single agent. */
function othersOf(decision: Decision, name: string): string[] {
  const second = secondOf(decision, name);
  const names = decision.options.map(({ standing }) => standing.name);
  return [...new Set([...(second === null ? [] : [second.standing.name]), 'single-agent'])].filter(
    (one) => one !== name && names.includes(one),
  );
}

function secondOf(decision: Decision, name: string): DecisionOption | null {
  return inOrder(decision).find(({ standing, rank }) => rank !== null && standing.name !== name) ?? null;
}

function risks(decision: Decision, option: DecisionOption | null): RichText[] {
  const { comparison, answer } = decision;
  const budgets = budgetsSentence(decision);
  if (option === null) return budgets;
  const { name, limits } = option.standing;
  const hardest = tightest(limits);
  const limit = hardest === undefined ? [] : [limitText(hardest, name)];
  const runs = comparison.patterns.find((one) => one.name === name);
  // Of a single participant there is nothing to tell.
  const weakest = (rowOf(comparison, name, 'participants')?.mean ?? 1) > 1 ? runs?.weakest : undefined;
  const loss =
    weakest === undefined ? [] : [`Losing the ${weakest} costs more tasks than losing any other participant.`];
  return [...limit, ...loss, ...budgets, ...(answer === null ? [] : rollback(decision, name))];
}

function limitText(check: Parameters<typeof distanceBeyond>[0], name: string): string {
  const { bound, probability, value } = check;
  const unit = unitOf(bound);
  const is = Number.isNaN(check.low) ? brief(unit, value) : briefEstimate(unit, { ...check, mean: value });
  const kept = brief('share', probability);
  return `Its tightest limit: ${boundText(bound)}; ${name} has ${is}, and keeps it with a probability of ${kept}.`;
}

/** What there is to go back to, what that loses, and the command that plans the way. */
function rollback(decision: Decision, name: string): RichText[] {
  const second = secondOf(decision, name);
  const { scenario } = decision.comparison;
  if (second === null) return ['There is no second option that keeps every limit: going back means going without.'];
  const other = second.standing.name;
  const { behind, shown } = second;
  const is = decision.ties.includes(other)
    ? 'not shown to be behind'
    : behind === null
      ? 'the next'
      : `${briefDifference('1', { ...behind, ...shown })} of score behind`;
  return [
    [
      `Rollback: ${other} is the second option, ${is}. The way there and back, step by step: `,
      { code: `rehearse migrate ${scenario.name} --from ${name} --to ${other}` },
    ],
  ];
}

function optionsTitle({ answer }: Decision): string {
  return answer === null ? 'The options that come nearest' : 'Options on the front';
}

/** On the front, best first; where none keeps every limit, those that come nearest. */
function optionsOf(decision: Decision): DecisionOption[] {
  if (decision.answer !== null)
    return inOrder(decision).filter(
      ({ front, standing }) => front === 'on the front' || standing.name === decision.answer,
    );
  const distance = ({ standing }: DecisionOption): number => Math.max(0, ...standing.limits.map(distanceBeyond));
  return decision.options
    .filter(({ standing }) => !Number.isNaN(standing.score))
    .sort((a, b) => distance(a) - distance(b));
}

function optionsTable(decision: Decision): ReportBlock[] {
  const { aims, bounds, robustness } = decision;
  const all = optionsOf(decision);
  if (all.length === 0) return [];
  const some = all.slice(0, OPTIONS);
  const left = (heading: string[]) => ({ heading, align: 'left' as const });
  const right = (heading: string[]) => ({ heading, align: 'right' as const });
  const columns = [
    left(['Option']),
    ...aims.map((aim) => right([statisticText(aim)])),
    ...(bounds.length === 0 ? [] : [right(['limits kept,', 'probability, %'])]),
    ...(robustness === null ? [] : [right(['best in,', '% of worlds'])]),
  ];
  const rows = some.map(({ standing }) => [
    standing.name,
    ...aims.map((aim, i) => brief(unitOf(aim), standing.means[i]!)),
    ...(bounds.length === 0
      ? []
      : [`${fixed(100 * Math.min(...standing.limits.map(({ probability }) => probability)), 0)}`]),
    ...(robustness === null
      ? []
      : [fixed(100 * robustness.patterns.find(({ name }) => name === standing.name)!.wins.share, 0)]),
  ]);
  const rest = all.length - some.length;
  const off = decision.options.length - all.length;
  const notes = [
    ...(rest > 0 ? [`${counted(rest, 'further option')} of this kind`] : []),
    ...(off > 0 && decision.answer !== null
      ? [
          `${counted(off, 'other')} that ${off === 1 ? 'is' : 'are'} worse in every respect, or ${off === 1 ? 'breaks' : 'break'} a limit`,
        ]
      : []),
  ];
  const note: ReportBlock[] =
    notes.length === 0 ? [] : [{ kind: 'text', text: `In the appendix: ${notes.join('; ')}.` }];
  return [{ kind: 'table', columns, rows, ofPatterns: false }, ...note];
}
