import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, ROOT, rehearse } from './helper.js';

const ARTICLE = join(ROOT, 'scenarios/article.yaml');
const SMALL = [
  ...['--patterns', 'pipeline,group-chat', '--runs', '60', '--samples', '5', '--runs-per-sample', '10'],
  ...['--set', 'decision.uncertain={ agents.summariser.hallucination: [0.02, 0.15], policies.retry.attempts: [1, 4] }'],
];

/** The elements of MADR 4.0.0 in the order of its template. */
const MADR = [
  '## Context and Problem Statement',
  '## Decision Drivers',
  '## Considered Options',
  '## Decision Outcome',
  '### Consequences',
  '### Confirmation',
  '## Pros and Cons of the Options',
  '## More Information',
];

describe('rehearse decide', () => {
  it('answers in a few sentences, and leaves what compare leaves and the decision beside it', () => {
    const cwd = freshFolder();
    const { code, stdout, stderr } = rehearse(['decide', ARTICLE, ...SMALL, '--all'], cwd);
    expect(stderr).toContain('Run folder: reports/article');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Take (pipeline|group-chat|single-agent)\b/m);
    expect(stdout).toMatch(/Over\s+5\s+uncertain\s+worlds/);
    expect(stdout).toContain('What changes the answer, one value at a time');
    const files = filesIn(join(cwd, 'reports/article'));
    const compared = rehearse(['compare', ARTICLE, ...SMALL.slice(0, 4), ...SMALL.slice(-2), '--out', 'c'], cwd);
    expect(compared.code).toBe(0);
    for (const [name, content] of filesIn(join(cwd, 'c'))) {
      expect([...files.keys()]).toContain(name);
      if (name.endsWith('.csv')) expect(files.get(name), name).toBe(content);
    }
    for (const name of [
      'adr.md',
      'adr-appendix.md',
      'brief.html',
      'decision.csv',
      'uncertain.csv',
      'flips.csv',
      'values.csv',
      'charts/worlds.svg',
    ]) {
      expect([...files.keys()]).toContain(name);
    }
    // Every pattern at every point.
    expect(files.get('uncertain.csv')!.trim().split('\n')).toHaveLength(1 + 3 * 5);
  });

  it('writes a MADR record whose command makes the folder again', () => {
    const cwd = freshFolder();
    rehearse(['decide', 'article', ...SMALL, '--date', '2026-01-31', '--out', 'first'], cwd);
    const first = filesIn(join(cwd, 'first'));
    const page = first.get('adr.md')!;
    const record = first.get('adr-appendix.md')!;
    const headings = record.split('\n').filter((line) => /^##/.test(line));
    expect(headings.filter((line) => MADR.includes(line))).toEqual(MADR);
    expect(page.slice(0, page.indexOf('\n# '))).toMatch(
      /^---\nstatus: "proposed"\ndate: 2026-01-31\ndecision-makers: "\{.*\}"\n---\n$/,
    );
    expect(page).toContain('(adr-appendix.md)');
    expect(first.get('brief.html')).toContain('Decision record, proposed, 2026-01-31');
    const chosen = /Chosen option: "([\w-]+)", because it comes out best/.exec(record)![1]!;
    expect(record).toContain(`* ${chosen}\n`);
    const options = record.slice(record.indexOf('## Pros and Cons'), record.indexOf('## More Information'));
    expect(options.match(/^### .*/gm)).toHaveLength(3);
    for (const line of options.match(/^\* .*/gm)!) expect(line).toMatch(/^\* (Good|Bad|Neutral), because /);
    const command = /```sh\n(.*)\n```/.exec(record)![1]!;
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    expect(rehearse([...words.slice(1), '--out', 'again'], cwd).code).toBe(0);
    expect(filesIn(join(cwd, 'again'))).toEqual(first);
  });

  it('gives the same bytes for any number of threads, and from four shards', () => {
    const cwd = freshFolder();
    const args = ['decide', ARTICLE, ...SMALL];
    expect(rehearse([...args, '--jobs', '1', '--out', 'one'], cwd).code).toBe(0);
    expect(rehearse([...args, '--jobs', '2', '--out', 'two'], cwd).code).toBe(0);
    const one = filesIn(join(cwd, 'one'));
    expect(filesIn(join(cwd, 'two'))).toEqual(one);
    const shards = ['1', '2', '3', '4'].map((nth) => {
      expect(rehearse([...args, '--shard', `${nth}/4`, '--jobs', '1', '--out', nth], cwd).code).toBe(0);
      return nth;
    });
    expect(rehearse(['merge', ...shards, '--out', 'merged'], cwd).code).toBe(0);
    expect(filesIn(join(cwd, 'merged'))).toEqual(one);
  });

  it('exits with 1 where no pattern keeps every limit, and says which comes nearest', () => {
    const cwd = freshFolder();
    const { code, stdout } = rehearse(
      ['decide', ARTICLE, ...SMALL, '--all', '--set', 'decision.limits.latency=1s'],
      cwd,
    );
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /Take none: no pattern keeps every limit\. The nearest is [\w-]+, with latency [\d.]+ s \(.*?\) where at most 1 s is allowed, [\d.]+ times as much\./,
    );
    expect(stdout).toContain('What must hold for a pattern to keep every limit, one value at a time');
    const files = filesIn(join(cwd, 'reports/article'));
    expect(files.get('adr.md')).toMatch(
      /# No pattern yet for article\n[\s\S]*\n\*\*Take none[\s\S]*## The options that come nearest/,
    );
    expect(files.get('adr-appendix.md')).toMatch(
      /# Appendix: no pattern yet for article\n[\s\S]*Chosen option: none, because no option keeps every limit\. The nearest is [\w-]+, with /,
    );
  });

  it('speaks JSON', () => {
    const { stdout } = rehearse(['decide', ARTICLE, ...SMALL, '--json'], freshFolder());
    const found = JSON.parse(stdout) as { answer: string; sentences: string[]; options: object[]; folder: string };
    expect(found.sentences).toHaveLength(3);
    expect(found.options).toHaveLength(3);
    expect(found.sentences[0]).toContain(found.answer);
  });

  it('makes budgets equal with --fair, says so, and lists what is left at its default', () => {
    const cwd = freshFolder();
    const payments = join(ROOT, 'scenarios/payments.yaml');
    const small = ['--patterns', 'workflow,choreography', '--runs', '20', '--samples', '2', '--runs-per-sample', '2'];
    const { stdout } = rehearse(['decide', payments, ...small, '--fair', '--json'], cwd);
    const { warnings } = JSON.parse(stdout) as { warnings: { message: string }[] };
    expect(warnings[0]!.message).toBe(
      'Changed so that all patterns are given the same: policies.retry.attempts from 2 to 3.',
    );
    const read = (file: string): string => readFileSync(join(cwd, 'reports/payments', file), 'utf8');
    expect(read('scenario.yaml')).toContain('retry: { attempts: 3');
    const adr = read('adr-appendix.md');
    expect(adr).toContain('--fair\n');
    expect(adr).toContain('* generalist.penalty: 1, so it does every step as well as a specialist (single-agent)\n');
    expect(adr).toContain('* generalist.penalty: 1, anywhere from 1 to 3\n');
    expect(adr).toContain('the bus delivers three times, and an operator once more.');
  });

  it('says beside its answer that budgets are not the same', () => {
    const small = ['--patterns', 'workflow,choreography', '--runs', '20', '--samples', '2', '--runs-per-sample', '2'];
    const { stdout } = rehearse(['decide', 'payments', ...small, '--json'], freshFolder());
    const { sentences, conditions } = JSON.parse(stdout) as { sentences: string[]; conditions: string[] };
    expect(sentences[0]).toMatch(/^Take (?!none)/);
    expect(conditions).toContain(
      'The budgets are not equal: a caller tries twice, the bus delivers three times, and an operator once more.',
    );
  });

  it('says what to measure first, everywhere', () => {
    const cwd = freshFolder();
    const args = ['decide', ARTICLE, ...SMALL.slice(0, 4), '--samples', '64', '--runs-per-sample', '10', '--json'];
    const { stdout } = rehearse([...args, '--set', 'decision.uncertain={ generalist.penalty: [1, 3] }'], cwd);
    const found = JSON.parse(stdout) as {
      sentences: string[];
      told: { worth: string[] };
      worth: { choice: string; regret: { mean: number }; parameters: { path: string; removes: { mean: number } }[] };
    };
    expect(found.worth.parameters.map(({ path }) => path)).toContain('generalist.penalty');
    expect(found.sentences[2]).toMatch(/(Measure [\w.-]+ first: knowing it would remove|not shown)/);
    expect(found.told.worth[0]).toMatch(
      /^Without knowing any of them, .* is best on average over the ranges; knowing all of them would gain /,
    );
    const files = filesIn(join(cwd, 'reports/article'));
    expect(files.get('decision.csv')).toMatch(/^article,,,,,,knowing,generalist\.penalty,/m);
    expect(files.get('adr-appendix.md')).toContain('What to measure first:');
    expect(files.get('adr.md')).toContain('## What to measure in production');
  });

  it.each([
    [['--date', '2026-02-30'], "--date expects a date, got '2026-02-30'."],
    [['--set', 'decision.objectives={ edges: {} }'], "neither high nor low values of the objective 'edges' are better"],
    [['--samples', '0'], '--samples expects a whole number'],
  ])('refuses %j', (args, says) => {
    const { code, stderr } = rehearse(['decide', ARTICLE, ...args], freshFolder());
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it('says what is missing where a scenario names nothing uncertain', () => {
    const cwd = freshFolder();
    writeFileSync(
      join(cwd, 'x.yaml'),
      'scenario: x\nquestion: Which?\ntask: { brief: { tokens: 9 }, steps: { a: { role: a } } }\nagents: { a: { output: 9 } }\ngeneralist: { penalty: 1 }\n',
    );
    const { code, stdout } = rehearse(['decide', 'x.yaml', '--patterns', 'pipeline', '--runs', '20'], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('the scenario has no uncertain values');
  });
});
