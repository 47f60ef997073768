import type { Decision } from '../../decide/decision.js';
import { bestSomewhere } from '../words/decide-answer.js';
import { flipsChart } from './decide-flips.js';
import { winsChart } from './decide-wins.js';
import { canMapWorlds, worldsChart } from './decide-worlds.js';
import type { Chart } from './theme.js';

/** How sure a decision is: the uncertain worlds by winner, and where single values change the answer. */
export function decisionCharts(decision: Decision): Chart[] {
  const { robustness, sensitivities, answer } = decision;
  const charts: Chart[] = [];
  if (robustness !== null && bestSomewhere(robustness.patterns).length > 0) {
    charts.push(
      canMapWorlds(decision)
        ? { name: 'worlds', spec: worldsChart(decision) }
        : { name: 'wins', spec: winsChart(decision) },
    );
  }
  if (answer !== null && sensitivities.length > 0) charts.push({ name: 'flips', spec: flipsChart(decision) });
  return charts;
}
