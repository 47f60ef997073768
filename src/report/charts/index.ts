import type { Comparison } from '../../compare/comparison.js';
import { measureOf, OUTCOMES, rowsOf } from '../../compare/summary-rows.js';
import { inSentence } from '../words/format.js';
import { verdictOf } from '../words/verdict/index.js';
import { breakdownChart, canBreakDown, TIME, TOKENS } from './breakdown.js';
import { claimCharts } from './claims-flow.js';
import { canPrice, correctCostChart } from './correct-cost.js';
import { dependabilityChart, faultMeasures } from './dependability.js';
import { canFollowErrors, errorFlowChart } from './error-flow.js';
import { differencesToBest, rivalsOf } from './forest.js';
import { qualityOf } from './front.js';
import { graphCharts } from './graphs.js';
import { growthCharts } from './growth.js';
import { heatChart, heatMeasures } from './heat.js';
import { latencyDotsChart } from './latency-dots.js';
import { outcomesChart } from './outcomes.js';
import { pairChart, pairRows } from './pair.js';
import { canSeparate, isHeatSeparated, isPairSeparated, isSeparated } from './separates.js';
import { subjectsOf, tickedOf } from './subjects.js';
import type { Chart } from './theme.js';

/** A chart that the measures allow, drawn only where it tells some patterns apart. */
interface PlannedChart {
  readonly name: string;
  /** What it would show: "How tasks end". */
  readonly title: string;
  /** What there is no difference in: "in how tasks end". */
  readonly lacks: string;
  readonly separates: boolean;
  readonly draw: () => readonly Chart[];
}

/** A chart that would separate no two patterns, and why it is not there. */
export interface LeftOutChart {
  readonly name: string;
  readonly title: string;
  readonly why: string;
}

/** Every chart that this comparison's measures allow and that tells some patterns apart, in the order of the report. */
export function allCharts(comparison: Comparison): Chart[] {
  return planned(comparison)
    .filter(({ separates }) => separates)
    .flatMap(({ draw }) => draw());
}

export function leftOutCharts(comparison: Comparison): LeftOutChart[] {
  return planned(comparison)
    .filter(({ separates }) => !separates)
    .map(({ name, title, lacks }) => ({
      name,
      title,
      why: `No difference ${lacks} is shown between any two patterns.`,
    }));
}

function planned(comparison: Comparison): PlannedChart[] {
  const subjects = subjectsOf(comparison);
  const always = !canSeparate(comparison);
  const some = (...ids: string[]): boolean => always || isSeparated(comparison, ids);
  const drawings = (name: string, draw: PlannedChart['draw']): PlannedChart => ({
    ...{ name, title: '', lacks: '', separates: true, draw },
  });
  return [
    ...ofAll(comparison, some),
    ...ofSubjects(comparison, subjects, some),
    drawings('claims', () => claimCharts(comparison, subjects)),
    drawings('graph', () => graphCharts(comparison, subjects)),
    ...differences(comparison, subjects, always),
    drawings('growth', () => growthCharts(comparison)),
  ];
}

type Separates = (...ids: string[]) => boolean;

function ofAll(comparison: Comparison, some: Separates): PlannedChart[] {
  const quality = qualityOf(comparison);
  const faults = faultMeasures(comparison);
  const charts: (PlannedChart | false)[] = [
    canPrice(comparison) && {
      ...{ name: 'correct-cost', title: 'Quality against cost' },
      lacks: `in ${inSentence(quality!.label)} or cost`,
      separates: some(quality!.id, 'cost'),
      draw: () => [{ name: 'correct-cost', spec: correctCostChart(comparison) }],
    },
    measureOf(comparison, 'correct') !== undefined && {
      ...{ name: 'outcomes', title: 'How tasks end', lacks: 'in how tasks end' },
      separates: some(...OUTCOMES),
      draw: () => [{ name: 'outcomes', spec: outcomesChart(comparison) }],
    },
    faults.length > 0 && {
      ...{ name: 'dependability', title: 'What faults do', lacks: 'in what faults do' },
      separates: some(...faults.map(({ id }) => id)),
      draw: () => [{ name: 'dependability', spec: dependabilityChart(comparison) }],
    },
  ];
  return charts.filter((one) => one !== false);
}

function ofSubjects(comparison: Comparison, subjects: readonly string[], some: Separates): PlannedChart[] {
  // Where nothing is delivered, or waiting grows without end, latency has no value under any pattern.
  const isDelivered =
    measureOf(comparison, 'latency') !== undefined &&
    rowsOf(comparison, 'latency').some(({ pattern, mean }) => subjects.includes(pattern) && !Number.isNaN(mean));
  // The flows of single patterns say the same: only where it is what the answer is shown by.
  const isFlow = canFollowErrors(comparison) && verdictOf(comparison).chart === 'error-flow';
  const charts: (PlannedChart | false)[] = [
    canBreakDown(comparison, TIME, subjects) && {
      ...{ name: 'time', title: 'What the latency consists of', lacks: 'in latency' },
      separates: some('latency'),
      draw: () => [{ name: 'time', spec: breakdownChart(comparison, TIME, subjects) }],
    },
    canBreakDown(comparison, TOKENS, subjects) && {
      ...{ name: 'tokens', title: 'What the tokens are used for', lacks: 'in tokens' },
      separates: some('inputTokens', 'outputTokens'),
      draw: () => [{ name: 'tokens', spec: breakdownChart(comparison, TOKENS, subjects) }],
    },
    isDelivered && {
      ...{ name: 'latency-dots', title: 'How long tasks take', lacks: 'in latency' },
      separates: some('latency'),
      draw: () => [{ name: 'latency-dots', spec: latencyDotsChart(comparison, subjects, latencyLimit(comparison)) }],
    },
    isFlow && {
      ...{ name: 'error-flow', title: 'What becomes of false claims', lacks: 'in false claims' },
      separates: true,
      draw: () => [{ name: 'error-flow', spec: errorFlowChart(comparison, subjects) }],
    },
  ];
  return charts.filter((one) => one !== false);
}

function differences(comparison: Comparison, subjects: readonly string[], always: boolean): PlannedChart[] {
  const rivals = rivalsOf(comparison, subjects);
  const [second, first] = tickedOf(comparison);
  const isPair = first !== undefined && second !== undefined && pairRows(comparison, first, second).length > 0;
  const charts: (PlannedChart | false)[] = [
    rivals !== null && {
      ...{ name: 'differences', title: 'Differences from the best', lacks: `in ${inSentence(rivals.measure.label)}` },
      separates: always || rivals.rows.some(({ verdict }) => verdict === 'worse'),
      draw: () => [{ name: 'differences', spec: differencesToBest(comparison, rivals) }],
    },
    isPair && {
      ...{ name: 'pair', title: `${second} against ${first}`, lacks: 'in any main measure' },
      separates: always || isPairSeparated(comparison, first, second),
      draw: () => [{ name: 'pair', spec: pairChart(comparison, first, second) }],
    },
    heatMeasures(comparison).length > 0 && {
      ...{ name: 'heat', title: 'Differences from the single agent', lacks: 'from the single agent' },
      separates: always || isHeatSeparated(comparison),
      draw: () => [{ name: 'heat', spec: heatChart(comparison) }],
    },
  ];
  return charts.filter((one) => one !== false);
}

/** Of a single task's latency, as a limit on its median or 95th percentile sets it. */
function latencyLimit({ scenario }: Comparison): number | null {
  const limit = scenario.decision.limits.find(
    ({ measure, statistic }) => measure === 'latency' && statistic !== 'mean',
  );
  return limit?.value ?? null;
}
