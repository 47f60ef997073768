import { counted, listed } from '../../report/words/format.js';
import type { Scenario } from '../../scenario/scenario.js';
import { layOut } from '../../sim/team/work-layout.js';
import type { Agreement, DifferenceGroup, Race } from './agree.js';
import type { PatternLikelihood } from './which.js';

/** What sentences are made from. */
export interface Told {
  readonly scenario: Scenario;
  /** The pattern that the runs are held against. */
  readonly against: string;
  /** Most likely first. */
  readonly likelihoods: readonly PatternLikelihood[];
  /** Runs that the likelihoods are taken from. */
  readonly paired: number;
  readonly agreement: Agreement;
}

/** Groups of differences that are told one by one. */
const TOLD = 3;

/** Likelihood from which on a pattern is named alone. */
const CLEAR = 0.9;

/** What every page that shows these figures says. */
export const LIMITS =
  'The quality of the agents is shared by construction: error rates, lengths and speeds come from the scenario. What is tested is coordination: who is called, with what in the prompt, and what failures, limits and retries do.';

/** The answer first: which pattern it is; then what differs, since which call, in how many replications. */
export function measurementSentences(told: Told): string[] {
  return [
    whichSentence(told),
    equalSentence(told),
    ...told.agreement.races.slice(0, TOLD).map((race) => raceSentence(told, race)),
    ...told.agreement.differences.slice(0, TOLD).map((group) => differenceSentence(told, group)),
    ...restSentence(told),
    outcomeSentence(told.agreement),
    deviationSentence(told.agreement),
    LIMITS,
  ];
}

/** Ties are ties: patterns that make the same calls here are named together. */
export function whichSentence({ likelihoods, paired }: Pick<Told, 'likelihoods' | 'paired'>): string {
  const best = likelihoods[0]!;
  const tied = likelihoods.filter(({ likeness }) => best.likeness - likeness < 1e-9);
  const next = likelihoods.slice(tied.length, tied.length + 2);
  const among = `out of ${counted(likelihoods.length, 'pattern')}, from ${counted(paired, 'paired run')}`;
  const runnersUp =
    next.length === 0 ? '' : ` Next: ${next.map((one) => `${one.pattern} ${shareText(one.likelihood)}`).join(', ')}.`;
  if (tied.length > 1) {
    const names = listed(tied.map(({ pattern }) => pattern));
    return `It behaves as one of ${names}, which cannot be told apart by these runs (likelihood ${shareText(best.likelihood * tied.length)} together, ${among}).${runnersUp}`;
  }
  const sure = best.likelihood >= CLEAR ? 'It behaves as' : 'It is most like';
  return `${sure} ${best.pattern} (likelihood ${shareText(best.likelihood)}, ${among}; ${likenessText(best.likeness)}).${runnersUp}`;
}

const likenessText = (likeness: number): string => `its runs are ${(likeness * 100).toFixed(1)} % alike`;

/** Never 1: other explanations were not looked at. */
const shareText = (share: number): string =>
  share > 0.999 ? 'above 0.999' : share < 0.001 ? 'below 0.001' : share.toFixed(3);

function equalSentence({ against, agreement }: Told): string {
  const { equal, replications } = agreement;
  const what = 'calls, agents, order, outcome and false claims';
  if (equal === replications)
    return `All ${counted(replications, 'replication')} are call by call as ${against} predicts: ${what}.`;
  const many = equal === 0 ? 'None' : String(equal);
  return `${many} of ${counted(replications, 'replication')} ${equal <= 1 ? 'is' : 'are'} call by call as ${against} predicts (${what}).`;
}

/** The race, with its agents and the claims. */
export function raceSentence(
  { scenario, against, agreement }: Pick<Told, 'scenario' | 'against' | 'agreement'>,
  race: Race,
): string {
  const { reader, check, replications, delivered, deliveredPredicted, claims } = race;
  const [who, checker] = [agentOf(scenario, reader), agentOf(scenario, check)];
  const sources = [...new Set(claims.map(({ name }) => name.replace(/\.\d+$/, '')))];
  const named = claims.slice(0, 3).map(({ name, times }) => `${name} in ${times}`);
  const more = claims.length > named.length ? ', …' : '';
  return `A race: the ${who} reads what comes of ${listed(sources)} before the ${checker} has checked it. In ${replications.length} of ${counted(agreement.replications, 'replication')} it took up a false claim that the check then rejected (${named.join(', ')}${more}); in ${delivered.length} of them that claim, or what rests on it, was delivered, against ${deliveredPredicted.length} under ${against}.`;
}

function differenceSentence({ scenario, against, agreement }: Told, group: DifferenceGroup): string {
  const many = `in ${group.replications.length} of ${counted(agreement.replications, 'replication')}`;
  const from = `From call ${group.call} on, ${many}`;
  const [a, b] = [nameOf(scenario, group.measured), nameOf(scenario, group.predicted)];
  const other = nameOf(scenario, group.other);
  const example = ` (replication ${group.replications[0]})`;
  switch (group.kind) {
    case 'early':
      return `${from}: ${a} begins while ${other} is still at work; ${against} has it after that${example}.`;
    case 'late':
      return `${from}: ${a} begins only after ${other} has ended; ${against} has both at once${example}.`;
    case 'order':
      return `${from}: ${a} comes before ${b}; ${against} has them the other way round${example}.`;
    case 'extra':
      return `${from}: ${a} is called once more than ${against} has it${example}.`;
    case 'missing':
      return `${from}: ${b} is not called${a === 'nobody' ? '' : `, and ${a} is instead`}; ${against} calls it${example}.`;
    case 'ended':
      return `${from}: the call of ${a} ends otherwise than under ${against}${example}.`;
    case 'read':
      return `From call ${group.call} on, ${many}: the calls are the same, but other claims stand before ${a} than under ${against}${example}.`;
    case 'outcome':
      return `The calls are the same, and ${many} the outcome is not: ${group.other}${example}.`;
    case 'claims':
      return `The calls and the outcome are the same, and ${many} other false claims are delivered${example}.`;
  }
}

function restSentence({ agreement }: Told): string[] {
  const rest = agreement.differences.slice(TOLD);
  if (rest.length === 0) return [];
  const runs = rest.reduce((sum, { replications }) => sum + replications.length, 0);
  return [`${counted(runs, 'replication')} more differ in ${counted(rest.length, 'other way')}.`];
}

function outcomeSentence({ correct, escaped }: Agreement): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return `Measured, ${percent(correct.measured)} come out correct and ${escaped.measured.toFixed(3)} false claims are delivered per task; predicted, ${percent(correct.predicted)} and ${escaped.predicted.toFixed(3)}.`;
}

function deviationSentence({ latency, inputTokens, outputTokens }: Agreement): string {
  const signed = (value: number): string =>
    Number.isNaN(value) ? 'not defined' : `${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(1)} %`;
  return `Against the prediction: latency ${signed(latency)}, input tokens ${signed(inputTokens)}, output tokens ${signed(outputTokens)}.`;
}

/** The agent's role, and the step where the agent has several. */
function nameOf(scenario: Scenario, what: string | null): string {
  if (what === null) return 'nobody';
  const { leaves } = layOut(scenario);
  const leaf = leaves.find(({ spec }) => spec.name === what);
  if (leaf === undefined) return COORDINATION[what] ?? what;
  const { role } = leaf.spec;
  const isOnly = leaves.filter(({ spec }) => spec.role === role).length === 1;
  return isOnly ? `the ${role}` : `the ${role} (${what})`;
}

function agentOf(scenario: Scenario, step: string): string {
  return layOut(scenario).leaves.find(({ spec }) => spec.name === step)?.spec.role ?? step;
}

/** What calls that coordinate do. */
const COORDINATION: Readonly<Record<string, string>> = {
  decide: 'a decision of the coordinator',
  compose: 'the synthesis of the coordinator',
  judge: 'a verdict of the coordinator',
  produce: 'a call of the coordinator',
};
