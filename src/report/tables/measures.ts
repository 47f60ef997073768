import type { Measure } from '../../measures/measure.js';

const INTERVALS = { mean: "Student's t", share: "Wilson's" } as const;

/** The catalogue of measures as Markdown, made from their declarations. */
export function measuresMarkdown(measures: readonly Measure[]): string {
  const lines = [
    '# Measures',
    '',
    'Made from the declarations in `src/measures` by `npm run generate`. Most are read from the record of one task. Those of',
    'load are read from the totals of a replication; single point and change impact are measured by disturbing the pattern,',
    'in extra runs. Means and shares come with 95 % intervals. A measure that is not defined for a task (the latency',
    'of one that never ended) is left out of its mean, and `n` in `summary.csv` says in how many replications it was defined.',
    '',
    'Where a replication has several tasks, its value is the mean over the tasks after the warm-up. Shares are then fractions',
    "with Student's t over the replications; p50 and p95 are of single tasks of all replications. Where more work arrives than",
    'can be served there is no steady state: latency, critical latency, queueing and rate limit have no value then.',
  ];
  for (const group of new Set(measures.map((measure) => measure.group))) {
    lines.push(
      '',
      `## ${group[0]!.toUpperCase()}${group.slice(1)}`,
      '',
      '| id | unit | better | interval | definition |',
      '| --- | --- | --- | --- | --- |',
    );
    for (const m of measures.filter((measure) => measure.group === group)) {
      lines.push(`| \`${m.id}\` | ${m.unit} | ${m.better} | ${INTERVALS[m.interval]} | ${m.definition} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}
