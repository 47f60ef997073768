import type { Capacity } from '../../capacity/result.js';
import { lossCauses } from '../../measures/lost.js';
import { parameterTitle } from '../words/sweep-values.js';
import { csv } from './csv.js';

/** One row a pattern: what it sustains, between which values that is known, and what breaks first. */
export function capacityCsv({ scenario, axis, patterns }: Capacity): string {
  const { path, unit } = axis.parameter;
  const header = ['scenario', 'parameter', 'unit', 'pattern', 'sustains', 'low', 'high', 'open'];
  const rows = patterns.map(({ pattern, most, low, high, isOpen, breaks }) => [
    ...[scenario.name, path, unit, pattern, most, low, high, isOpen ? 'yes' : 'no'],
    ...[breaks?.value ?? null, breaks?.cause ?? null, breaks?.who ?? null],
  ]);
  return csv([...header, 'breaks_at', 'breaks_first', 'busiest'], rows);
}

/** One row a pattern and value that was looked at. */
export function capacityPointsCsv({ scenario, axis, patterns }: Capacity): string {
  const header = [
    'scenario',
    'pattern',
    parameterTitle(axis.parameter),
    'lost',
    'lost_low',
    'lost_high',
    'excess',
    'excess_low',
    'excess_high',
    'steady',
  ];
  const rows = patterns.flatMap(({ pattern, points }) =>
    points.map(({ value, lost, excess, isSteady, busiest, refused, latency, cost, causes }) => [
      ...[
        scenario.name,
        pattern,
        value,
        lost.mean,
        lost.low,
        lost.high,
        excess.mean,
        excess.low,
        excess.high,
        isSteady ? 'yes' : 'no',
      ],
      ...[busiest, refused, latency, cost],
      ...lossCauses.map((cause) => causes[cause]),
    ]),
  );
  return csv([...header, 'busiest', 'refused', 'latency', 'cost', ...lossCauses.map((cause) => `by_${cause}`)], rows);
}
