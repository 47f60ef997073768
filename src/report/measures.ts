import type { Measure } from '../measures/measure.js';

const INTERVALS = { mean: "Student's t", share: "Wilson's" } as const;

/** The catalogue of measures as Markdown, made from their declarations. */
export function measuresMarkdown(measures: readonly Measure[]): string {
  const lines = [
    '# Measures',
    '',
    'Made from the declarations in `src/measures` by `npm run generate`. Each is read from one run; means and shares come',
    'with 95 % intervals. A measure that is not defined for a run (the latency of a task that never ended) is left out of',
    'its mean, and `n` in `summary.csv` says how many runs it was defined in.',
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
