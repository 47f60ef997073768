import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';
import { interruptedAfter } from './killing.js';

const DETECTION = 'agents.fact-checker.detection';
const few = (...more: string[]): string[] => [
  ...['sweep', 'article', '--vary', `${DETECTION}=0.2..0.9:3`, '--patterns', 'workflow,fan-out'],
  ...['--set', 'generalist.penalty=3', '--runs', '120', '--quiet', ...more],
];

/** The tagger writes so much that its model's price decides who is cheap. */
const PRICES = [
  ...['sweep', 'article', '--vary', 'models.small.price.output=0.1..400:5:log', '--measure', 'cost'],
  ...['--patterns', 'pipeline,supervisor', '--set', 'agents.tagger.output=400', '--runs', '120', '--quiet'],
];

describe('rehearse sweep', () => {
  it('prints who wins at every value and the answer, and writes the whole folder', () => {
    const cwd = freshFolder();
    const ended = rehearse(few(), cwd);
    expect([ended.code, ended.stderr]).toEqual([0, 'Run folder: reports/article-sweep\n']);
    expect(ended.stdout).toMatch(/^ +0\.2 +workflow .* worse +0$/m);
    expect(ended.stdout).toContain('workflow is ahead on correct from 0.2 to 0.9.');
    expect(ended.stdout).toContain('No pattern overtakes workflow between 0.2 and 0.9.');
    expect(ended.stdout).toContain('Every value has 120 replications with the same random numbers');
    const files = filesIn(join(cwd, 'reports/article-sweep'));
    expect([...files.keys()]).toEqual([
      ...['charts/sweep-others.svg', 'charts/sweep-others.vl.json', 'charts/sweep.svg', 'charts/sweep.vl.json'],
      ...['manifest.json', 'report.html', 'report.md', 'result.json', 'scenario.yaml', 'sweep.csv'],
    ]);
    const [header, ...rows] = files.get('sweep.csv')!.trimEnd().split('\n');
    expect(header).toBe(
      `scenario,${DETECTION},pattern,measure,unit,better,n,mean,low,high,p50,p95,p95_low,p95_high,vs_best,vs_best_low,vs_best_high,vs_best_holm_low,vs_best_holm_high,verdict,steady,replications`,
    );
    // Three values, three patterns with the single agent, three measures.
    expect(rows).toHaveLength(27);
    expect(files.get('report.md')).toContain('workflow is ahead on correct from 0.2 to 0.9');
  });

  it('finds where the cost of two patterns is the same, as JSON and in crossovers.csv', () => {
    const cwd = freshFolder();
    const ended = rehearse([...PRICES, '--json'], cwd);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const found = JSON.parse(ended.stdout);
    expect(found.measure).toBe('cost');
    expect(found.cells.map((cell: { values: number[] }) => cell.values[0])).toEqual([0.1, 0.8, 6.3, 50, 400]);
    expect(found.parameters[0]).toMatchObject({ base: 0.8, scale: 'log', unit: '', isWhole: false });
    expect(found.flips).toHaveLength(1);
    const { below, above, at, low, high } = found.flips[0];
    expect([below, above]).toEqual(['pipeline', 'single-agent']);
    expect(low).toBeLessThanOrEqual(at);
    expect(high).toBeGreaterThanOrEqual(at);
    const csv = readFileSync(join(cwd, 'reports/article-sweep/crossovers.csv'), 'utf8').split('\n');
    expect(csv[1]).toMatch(`article,models.small.price.output,,cost,pipeline,single-agent,${at},${low},${high},`);
  });

  it('maps two parameters, whole numbers and values with units among them', () => {
    const cwd = freshFolder();
    const ended = rehearse(
      [
        ...['sweep', 'article', '--patterns', 'pipeline', '--runs', '10', '--quiet', '--measure', 'latency'],
        ...['--vary', 'agents.tagger.instances=1..9', '--vary', 'policies.deadline=20s..60s:3'],
      ],
      cwd,
    );
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('Across: agents.tagger.instances. Up: policies.deadline.');
    expect(ended.stdout).toMatch(/^ +1 +2 +3 +4 +5 +6 +7 +8 +9\n─+\n60s .*\n40s .*\n20s /m);
    const files = filesIn(join(cwd, 'reports/article-sweep'));
    expect([...files.keys()]).toContain('charts/winner-map.svg');
    expect(files.get('sweep.csv')).toMatch(/^scenario,agents.tagger.instances,"policies.deadline, s",pattern,/);
  });

  it('leaves the same bytes for one thread, for two, and from shards merged', () => {
    const cwd = freshFolder();
    for (const jobs of ['1', '2'])
      expect(rehearse([...PRICES, '--jobs', jobs, '--out', `jobs-${jobs}`], cwd).code).toBe(0);
    const one = filesIn(join(cwd, 'jobs-1'));
    expect([...one.keys()]).toContain('crossovers.csv');
    expect(filesIn(join(cwd, 'jobs-2'))).toEqual(one);
    const shards = [1, 2, 3].map((nth) => {
      const ended = rehearse([...PRICES, '--shard', `${nth}/3`, '--out', `shard-${nth}`], cwd);
      expect([ended.code, ended.stdout]).toEqual([0, '']);
      return `shard-${nth}`;
    });
    const merged = rehearse(['merge', ...shards, '--out', 'merged', '--quiet'], cwd);
    expect(merged.code).toBe(0);
    expect(filesIn(join(cwd, 'merged'))).toEqual(one);
  });

  it('keeps the cells that were finished when it is interrupted', async () => {
    const cwd = freshFolder();
    const ended = await interruptedAfter(
      // A cell is five.
      8,
      [
        ...['sweep', 'article', '--vary', `${DETECTION}=0.2..0.9:200`, '--patterns', 'pipeline,supervisor'],
        ...['--runs', '1000', '--jobs', '1', '--quiet'],
      ],
      cwd,
      join(cwd, 'reports/article-sweep'),
    );
    expect(ended.code).toBe(130);
    expect(ended.stderr).toMatch(/Interrupted: \d+ of 200 cells are reported above and kept\./);
    expect(ended.stdout).toMatch(/! Stopped after \d+ of 200 cells: all results are of these/);
  });
});

/** What is given to --vary, and what has to be in the refusal. */
const MISTAKES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['nothing', [], ['--vary is missing: it names the parameter and its range.']],
  ['no range', [`${DETECTION}=0.2`], ['--vary expects a path and two ends', '=0.2..0.9:8']],
  ['an unknown path', ['agents.fact-checker.detektion=0.2..0.9'], ["Did you mean 'detection'?", '--vary there is no']],
  [
    'a value that the key does not take',
    [`${DETECTION}=0.2..1.9`],
    ['expected a probability between 0 and 1, got 1.9'],
  ],
  ['two units', ['policies.deadline=60s..5m'], ["the ends '60s' and '5m' are in different units"]],
  ['ends in the wrong order', [`${DETECTION}=0.9..0.2`], ['the low end 0.9 is not below the high end 0.2']],
  ['a logarithm of nothing', [`${DETECTION}=0..1:log`], ['a logarithmic scale starts above 0, got 0']],
  ['a strange number of steps', [`${DETECTION}=0..1:many`], ["got 'many'"]],
  ['one value', [`${DETECTION}=0..1:1`], ["got '1'"]],
  ['the same twice', [`${DETECTION}=0..1`, `${DETECTION}=0..0.5`], [`--vary names ${DETECTION} twice.`]],
  [
    'three',
    [`${DETECTION}=0..1`, 'agents.tagger.instances=1..2', 'policies.deadline=1s..2s'],
    ['one or two parameters'],
  ],
];

describe('a mistake in what is varied', () => {
  for (const [what, vary, texts] of MISTAKES) {
    it(`${what}: is refused with one sentence and the next step, and writes nothing`, () => {
      const cwd = freshFolder();
      const ended = rehearse(['sweep', 'article', ...vary.flatMap((text) => ['--vary', text])], cwd);
      expect([ended.code, ended.stdout]).toEqual([2, '']);
      for (const text of texts) expect(ended.stderr).toContain(text);
      expect(filesIn(cwd).size).toBe(0);
    });
  }

  it('a measure that cannot decide is refused', () => {
    const cwd = freshFolder();
    expect(rehearse(few('--measure', 'corect'), cwd).stderr).toContain("Did you mean 'correct'?");
    expect(rehearse(few('--measure', 'cachedTokens'), cwd).stderr).toContain('has no better direction');
    expect(rehearse(few('--measure', 'singlePoint'), cwd).stderr).toContain('measured by knocking participants out');
  });
});
