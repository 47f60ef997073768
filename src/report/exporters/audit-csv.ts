import { type Audit, costs } from '../../audit/result.js';
import { csv } from './csv.js';

/** One row a part, trial and measure: how much worse it becomes. */
export function auditCsv({ scenario, pattern, parts }: Audit): string {
  const header = [
    'scenario',
    'pattern',
    'part',
    'kind',
    'agent',
    'trial',
    'measure',
    'n',
    'damage',
    'low',
    'high',
    'shown',
  ];
  const rows = parts.flatMap(({ name, kind, role, effects }) =>
    effects.map((effect) => [
      ...[scenario.name, pattern, name, kind, role, effect.trial, effect.measure],
      ...[effect.n, effect.mean, effect.low, effect.high, costs(effect) ? 'yes' : 'no'],
    ]),
  );
  return csv(header, rows);
}
