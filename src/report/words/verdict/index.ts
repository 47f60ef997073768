import type { Comparison } from '../../../compare/comparison.js';
import { answer } from '../compare-answer.js';
import type { Verdict } from './verdict.js';

export function verdictOf(comparison: Comparison): Verdict {
  return {
    kind: comparison.scenario.asks.kind,
    sentence: `Take ${comparison.ranking[0]}.`,
    because: answer(comparison).slice(0, 2),
    tiles: [
      { label: 'Quality', value: '59 %', note: 'stand-in note of some words here' },
      { label: 'Cost', value: '$0.03', note: 'stand-in note of some words here' },
      { label: 'Time', value: '12 s', note: 'stand-in note of some words here' },
    ],
    chart: 'cost-latency',
  };
}
