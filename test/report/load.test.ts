import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { breakdownChart, TIME } from '../../src/report/charts/breakdown.js';
import { allCharts } from '../../src/report/charts/index.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { wordsOf } from '../../src/report/charts/theme.js';
import { crossoversCsv, growthCsv } from '../../src/report/exporters/csv.js';
import { comparisonFolder } from '../../src/report/folders/run-folder.js';
import { comparisonColumns, tableNote } from '../../src/report/tables/columns.js';
import { comparisonTable } from '../../src/report/tables/compare-terminal.js';
import { answer } from '../../src/report/words/compare-answer.js';
import { crossoverSentences, loadOfPatterns, saturationSentences } from '../../src/report/words/offered-load.js';
import { replicationsFor } from '../../src/study/effort.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { scenarioOf } from '../sim/helper.js';
import { comparison } from './fixture.js';
import { textsOf } from './folder-texts.js';

const TEXT = `
scenario: desk
question: When does the coordinator become too slow?
task: { brief: { tokens: 10 }, steps: { x: { role: ann }, y: { role: bob }, z: { role: cid } } }
agents: { defaults: { output: 10, latency: 2s, capacity: 1 }, ann: {}, bob: {}, cid: {} }
coordinator: { output: 10, latency: 3s }
workload: { tasks: 400, arrivals: { poisson: 400/h } }
patterns: { only: [pipeline, fan-out-fan-in] }
decision: { objectives: { latency: { weight: 2 }, cost: { weight: 1 } } }
growth: { label: tickets an hour, paths: [workload.arrivals.poisson], sizes: [200.5, 400, 600, 900, 1400], unit: /h }
`;

const watch = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });

function compared(overrides: readonly string[] = []): Promise<Comparison> {
  const scenario = scenarioOf(TEXT, overrides);
  const effort = { seed: 'desk', runs: replicationsFor(2000, scenario), precision: null, only: null };
  return compare(scenario, effort, watch);
}

const found = await compared();
const overloaded = await compared(['workload.arrivals.poisson=1500/h', 'growth.sizes=[1500]']);

describe('a comparison under load', () => {
  it('makes fewer replications of many tasks', () => {
    expect(found.runs).toBe(20);
    expect(replicationsFor(2000, scenarioOf(TEXT, ['workload.tasks=1']))).toBe(2000);
    expect(replicationsFor(2000, scenarioOf(TEXT, ['workload.tasks=50']))).toBe(40);
  });

  it('shows what is nearest to its limit, who that is, and how many tasks were the warm-up', () => {
    expect(comparisonColumns(found).map(({ heading }) => heading.join(' '))).toEqual(
      expect.arrayContaining([expect.stringContaining('bottleneck'), expect.stringContaining('saturates')]),
    );
    const note = tableNote(found);
    expect(note).toContain('coordinator under fan-out-fan-in');
    expect(note).toMatch(/Warm-up: the first \d+ \(.*\) to \d+ \(.*\) of 400 tasks per replication do not count/);
    expect(tableNote(comparison())).not.toContain('Busiest');
  });

  it('says where each pattern saturates, in the words of its growth', () => {
    const sentences = saturationSentences(found);
    expect(sentences).toHaveLength(3);
    expect(sentences[0]).toMatch(/^The generalist saturates at 600.* tickets an hour under single-agent\.$/);
    expect(sentences).toContainEqual(
      expect.stringMatching(/^The coordinator saturates at 1,?200.* tickets an hour under fan-out-fan-in\.$/),
    );
    const plain = { ...found, scenario: { ...found.scenario, growth: null } };
    expect(saturationSentences(plain)[0]).toContain('tasks per hour');
  });

  it('says where the order flips, with an interval, in the answer, the table, the report and a table of its own', async () => {
    const [sentence, ...others] = crossoverSentences(found);
    expect(others).toEqual([]);
    expect(sentence).toMatch(
      /^Above \d+ \(\d+ to \d+\) tickets an hour pipeline is ahead of fan-out-fan-in on latency\.$/,
    );
    expect(answer(found)[2]).toBe(sentence);
    const table = comparisonTable(found, { width: 400, colour: false });
    expect(table.split(sentence!)).toHaveLength(2);
    const files = await textsOf(comparisonFolder(found, { version: '1', scenarioText: TEXT, command: 'x' }));
    expect(files.get('report.md')).toContain(`\n- ${sentence}\n`);
    const { at, low, high } = found.crossovers[0]!;
    expect(files.get('crossovers.csv')).toBe(
      `scenario,measure,ahead_below,ahead_above,at,low,high\ndesk,latency,fan-out-fan-in,pipeline,${at},${low},${high}\n`,
    );
    expect(
      crossoversCsv({ ...found, crossovers: [] })
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });

  it('draws latency, throughput and load against the rate, and ends a line where there is no steady state', async () => {
    const charts = allCharts(found);
    expect(charts.map(({ name }) => name)).toEqual(expect.arrayContaining(['growth-ends', 'growth-load']));
    expect(charts.map(({ name }) => name)).not.toContain('growth');
    const ends = charts.find(({ name }) => name === 'growth-ends')!;
    expect(JSON.stringify(wordsOf(ends))).toContain('A line ends where it has no further value');
    expect(wordsOf(ends).description).toMatch(/fan-out-fan-in from .* at 200\.5 to .* at 900/);
    const svg = await renderSvg(ends);
    expect(svg).toContain('Number of tickets an hour');
    expect(svg).not.toContain('NaN');
  });

  it('keeps sizes that are no whole numbers', () => {
    expect(growthCsv(found)).toContain('desk,pipeline,200.5,latency,20,');
  });
});

describe('load that cannot be sustained', () => {
  it('is said in words, with the next step', () => {
    const { message, next } = overloaded.warnings.find((one) =>
      one.message.startsWith('The queue grows without bound'),
    )!;
    expect(message).toMatch(/single-agent \(load of generalist: 2\d\d % of its capacity\)/);
    expect(message).toMatch(/fan-out-fan-in \(load of coordinator: 12\d % of its capacity\)/);
    expect(message).toContain('latency grows for as long as tasks arrive');
    expect(next).toContain('arrival rate');
    expect(overloaded.warnings.some((one) => one.message.includes('is not defined in some'))).toBe(false);
  });

  it('has no latency, and is worse than what has one', () => {
    expect(overloaded.ranking[0]).toBe('pipeline');
    const rows = overloaded.summary.filter(({ measure }) => measure.id === 'latency');
    const row = rows.find(({ pattern }) => pattern === 'fan-out-fan-in')!;
    expect(row).toMatchObject({ n: 0, mean: Number.NaN, p95: Number.NaN, verdict: 'worse' });
    const table = comparisonTable(overloaded, { width: 120, colour: false });
    expect(table).toMatch(/fan-out-fan-in .* – +worse/);
    expect(table).not.toMatch(/NaN|undefined/);
  });

  it('is not drawn, and says why', async () => {
    const { subtitle } = breakdownChart(overloaded, TIME, overloaded.ranking).title;
    expect(JSON.stringify(subtitle)).toContain('Not drawn, because the queue grows without bound: ');
    for (const one of allCharts(overloaded)) expect(await renderSvg(one)).not.toContain('NaN');
  });

  it('is there for machines', () => {
    expect(loadOfPatterns(overloaded)).toContainEqual(
      expect.objectContaining({ pattern: 'fan-out-fan-in', busiest: 'coordinator', isSteady: false }),
    );
  });
});
