import type { Examined } from '../../claims/examine.js';
import { quantityNamed } from '../../claims/quantities.js';
import { meanInterval } from '../../statistics/estimates.js';
import { type CsvCell, csv } from '../exporters/csv.js';
import { estimateText, keyNumber, verdictSentence } from '../words/claims.js';

/** One row a claim. */
export function claimsCsv(all: readonly Examined[]): string {
  const header = ['claim', 'sentence', 'source', 'figure', 'type', 'verdict', 'measured', 'conditions', 'number'];
  const rows = all.map((one): CsvCell[] => [
    ...[one.claim.id, one.claim.claim, one.claim.source, one.claim.figure, one.claim.type],
    ...[one.verdict.word, one.verdict.measured, verdictSentence(one), keyNumber(one)],
  ]);
  return csv(header, rows);
}

/** One row per statement, and one per value of a sweep: what had to be shown, and what was measured. */
export function statementsCsv(all: readonly Examined[]): string {
  const header = [
    'claim',
    'condition',
    'statement',
    'value',
    'is',
    'than',
    'claimed',
    'unit',
    'n',
    'mean',
    'low',
    'high',
    'outcome',
  ];
  const rows = all.flatMap(({ claim, conditions, sweeps }): CsvCell[][] => [
    ...conditions.flatMap(({ condition, statements }) =>
      statements.map(({ statement, estimate, outcome }): CsvCell[] => [
        ...[claim.id, condition.name, statement.says, null, statement.is, statement.than, statement.claimed ?? null],
        ...[estimate.unit, estimate.n, estimate.mean, estimate.low, estimate.high, outcome],
      ]),
    ),
    ...sweeps.flatMap(({ sweep, leads, estimates, outcomes }) =>
      leads.map((lead, i): CsvCell[] => {
        const { unit, n, mean, low, high } = estimates[i]!;
        return [
          claim.id,
          sweep.label,
          sweep.says,
          lead.value,
          sweep.is,
          sweep.than,
          null,
          unit,
          n,
          mean,
          low,
          high,
          outcomes[i]!,
        ];
      }),
    ),
  ]);
  return csv(header, rows);
}

/** One row per flip: where a claim turns false along a parameter. */
export function flipsCsv(all: readonly Examined[]): string {
  const rows = all.flatMap(({ claim, sweeps }) =>
    sweeps.flatMap(({ sweep, flips }) =>
      flips.map((flip): CsvCell[] => [
        ...[claim.id, sweep.says, sweep.scenario, sweep.paths.join(' '), sweep.unit ?? ''],
        ...[flip.trueIs, flip.at, flip.low, flip.high],
      ]),
    ),
  );
  return csv(['claim', 'statement', 'scenario', 'parameter', 'unit', 'true_is', 'at', 'low', 'high'], rows);
}

/** One row a claim, setting, pattern and measure: the levels that all contrasts are made of. */
export function measurementsCsv(all: readonly Examined[]): string {
  const rows = all.flatMap(({ claim, places }) =>
    places.flatMap(({ name, rehearsed }) =>
      rehearsed.need.patterns.flatMap((pattern) =>
        rehearsed.need.quantities.map((id): CsvCell[] => {
          const { n, mean: centre, low, high } = meanInterval(rehearsed.values(pattern, id));
          return [claim.id, name, pattern, id, quantityNamed(id).unit, n, centre, low, high];
        }),
      ),
    ),
  );
  return csv(['claim', 'setting', 'pattern', 'measure', 'unit', 'n', 'mean', 'low', 'high'], rows);
}

/** One row a setting, pattern and replication, one column a measure that the claim uses. */
export function claimRunsCsv({ places }: Examined): string {
  const ids = [...new Set(places.flatMap(({ rehearsed }) => rehearsed.need.quantities))];
  const rows = places.flatMap(({ name, rehearsed }) =>
    rehearsed.need.patterns.flatMap((pattern) => {
      const columns = ids.map((id) => (rehearsed.need.quantities.includes(id) ? rehearsed.values(pattern, id) : null));
      return Array.from({ length: rehearsed.runs }, (_, run): CsvCell[] => [
        ...[name, pattern, run],
        ...columns.map((column) => column?.[run] ?? null),
      ]);
    }),
  );
  return csv(['setting', 'pattern', 'replication', ...ids], rows);
}

/** The result for machines. */
export function claimsJson(all: readonly Examined[]): object[] {
  return all.map(({ claim, verdict, conditions, sweeps, places }) => ({
    id: claim.id,
    claim: claim.claim,
    source: claim.source,
    figure: claim.figure,
    type: claim.type,
    verdict: verdict.word,
    measured: verdict.measured,
    sentence: verdictSentence({ claim, verdict, conditions, sweeps, places }),
    means: claim.means,
    dependsOn: claim.dependsOn,
    byConstruction: claim.byConstruction,
    conditions: conditions.map(({ condition, statements, outcome }) => ({
      name: condition.name,
      outcome,
      statements: statements.map(({ statement, estimate, outcome: each }) => ({
        says: statement.says,
        is: statement.is,
        than: statement.than,
        claimed: statement.claimed ?? null,
        ...estimate,
        text: estimateText(estimate),
        outcome: each,
      })),
    })),
    sweeps: sweeps.map(({ sweep, leads, estimates, flips }) => ({
      says: sweep.says,
      label: sweep.label,
      scenario: sweep.scenario,
      paths: sweep.paths,
      unit: sweep.unit ?? '',
      is: sweep.is,
      than: sweep.than,
      values: leads.map(({ value }, i) => ({ value, ...estimates[i]! })),
      flips,
    })),
  }));
}
