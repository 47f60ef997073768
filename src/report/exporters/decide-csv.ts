import type { Decision, RehearsedDecision } from '../../decide/decision.js';
import { verdictOf } from '../../decide/limits.js';
import { worthOf } from '../../decide/score.js';
import { statisticId } from '../../decide/statistics.js';
import { csv } from './csv.js';

/**
 * One row per pattern and objective or limit: what it is (`objective`, `limit`), its value with its interval, and what it
 * contributes to the score, or how probably it is kept (`knowing`: the regret that knowing a value removes); then what belongs to the pattern as a whole (`score`).
 */
export function decisionCsv(decision: Decision): string {
  const { comparison, aims, bounds, options, robustness, answer, ties } = decision;
  const header = [
    ...['scenario', 'pattern', 'rank', 'answer', 'front', 'dominated_by', 'kind', 'name', 'value', 'low', 'high'],
    ...['contribution', 'share', 'bound', 'probability', 'verdict', 'probability_over_ranges'],
    ...['wins', 'wins_low', 'wins_high', 'best_or_tied', 'feasible_points', 'regret_mean', 'regret_max'],
  ];
  const rows = options.flatMap(({ standing, rank, front, by, behind, shown }) => {
    const { name } = standing;
    const role = name === answer ? 'answer' : ties.includes(name) ? 'tied' : '';
    const lead = [comparison.scenario.name, name, rank, role, front, by];
    const robust = robustness?.patterns.find((one) => one.name === name);
    const none = Array.from({ length: 7 }, () => null);
    const whole =
      robust === undefined
        ? none
        : [
            ...[robust.wins.share, robust.wins.low, robust.wins.high, robust.holds.share, robust.feasible.share],
            ...(robust.regret === null ? [null, null] : [robust.regret.mean, robust.regret.max]),
          ];
    return [
      [...lead, 'score', 'score', standing.score, null, null, standing.score, 1, null, null, '', null, ...whole],
      [
        ...lead,
        'lead',
        'behind the answer',
        behind?.mean ?? null,
        (shown ?? behind)?.low ?? null,
        (shown ?? behind)?.high ?? null,
        null,
        null,
        null,
        null,
        '',
        null,
        ...none,
      ],
      ...aims.map((aim, i) => {
        const mean = standing.means[i]!;
        const { low, high } = standing.intervals[i]!;
        const value = [mean, low, high, aim.share * worthOf(aim, mean), aim.share];
        const regret = robust?.regret?.objectives[i];
        const ends = [null, null, null, null, null, regret?.mean ?? null, regret?.max ?? null];
        return [...lead, 'objective', statisticId(aim), ...value, null, null, '', null, ...ends];
      }),
      ...bounds.map((bound, l) => {
        const check = standing.limits[l]!;
        const value = [check.value, check.low, check.high, null, null, `${bound.operator} ${bound.value}`];
        const kept = [check.probability, verdictOf(check), robust?.limits[l] ?? null];
        return [...lead, 'limit', statisticId(bound), ...value, ...kept, ...none];
      }),
    ];
  });
  return csv(header, [...rows, ...worthRows(decision)]);
}

/** What it is worth to know an uncertain value, a row each; none of them is of a pattern. */
function worthRows({ comparison, worth }: Decision): (string | number | null)[][] {
  const all = worth === null ? [] : [{ path: 'all', removes: worth.regret }, ...worth.parameters];
  return all.map(({ path, removes: { mean, low, high } }) => [
    ...[comparison.scenario.name, '', null, '', '', null, 'knowing', path, mean, low, high],
    ...Array.from({ length: 13 }, () => null),
  ]);
}

/** One row per point and pattern: the uncertain values there, whether it is feasible, its score and the mean of each objective. */
export function uncertainCsv({ comparison, aims, robustness }: RehearsedDecision): string {
  const paths = comparison.scenario.decision.uncertain.map(({ path }) => path);
  const header = [
    'scenario',
    'point',
    ...paths,
    'pattern',
    'feasible',
    'best',
    'tied',
    'score',
    ...aims.map(statisticId),
  ];
  const rows = (robustness?.points ?? []).flatMap(({ values, best, ties, standings }, i) =>
    standings.map(({ name, isFeasible, score, means }) => [
      ...[comparison.scenario.name, i + 1, ...values, name, Number(isFeasible), Number(name === best)],
      ...[Number(ties.includes(name)), score, ...means],
    ]),
  );
  return csv(header, rows);
}

/** One row per flip, in the unit of the parameter; of a parameter without one a row that says `none`. */
export function flipsCsv({ comparison, answer, sensitivities }: Decision): string {
  const header = [
    ...['scenario', 'path', 'unit', 'base', 'range_low', 'range_high', 'kind', 'side', 'from', 'to', 'limit'],
    ...['at', 'low', 'high', 'open_low', 'open_high', 'distance'],
  ];
  const rows = sensitivities.flatMap(({ parameter: { path, unit, base, low, high }, flips }) => {
    const lead = [comparison.scenario.name, path, unit, base, low, high];
    if (flips.length === 0) return [[...lead, 'none', '', answer, null, null, null, null, null, null, null, null]];
    return flips.map((flip) => [
      ...[...lead, flip.kind, flip.side, answer, flip.to, flip.bound === null ? null : statisticId(flip.bound)],
      ...[flip.at, flip.low, flip.high, Number(flip.isOpen.low), Number(flip.isOpen.high), flip.distance],
    ]);
  });
  return csv(header, rows);
}

/** One row a parameter and value: the answer there, and how far that of the scenario itself is ahead of its best rival. */
export function valuesCsv({ comparison, sensitivities }: Decision): string {
  const header = [
    'scenario',
    'path',
    'value',
    'answer',
    'base_answer_holds',
    'base_answer_feasible',
    'rival',
    'lead',
    'low',
    'high',
  ];
  const rows = sensitivities.flatMap(({ parameter: { path }, looks }) =>
    looks.map(({ value, answer, holds, isFeasible, rival, lead }) => [
      ...[comparison.scenario.name, path, value, answer, Number(holds), Number(isFeasible), rival],
      ...[lead?.mean ?? null, lead?.low ?? null, lead?.high ?? null],
    ]),
  );
  return csv(header, rows);
}
