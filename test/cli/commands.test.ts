import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { exampleOf, freshFolder, rehearse, spawned } from './helper.js';

const COMMANDS = ['init', 'compare', 'explain', 'diff', 'run', 'check', 'patterns', 'scenarios', 'validate'];

describe('the command line', () => {
  it('ends as a process with its code, and with each stream where it belongs', () => {
    const cwd = freshFolder();
    const good = ['run', 'article', '--pattern', 'pipeline'];
    const wrong = ['compare', 'nowhere.yaml'];
    for (const args of [good, wrong]) expect(rehearse(args, cwd)).toEqual(spawned(args, cwd));
    expect(spawned(good, cwd)).toMatchObject({ code: 0, stderr: '' });
    expect(spawned(wrong, cwd)).toMatchObject({ code: 2, stdout: '' });
  });

  it('shows help for every command, with an example', () => {
    const help = rehearse(['--help'], freshFolder()).stdout;
    for (const command of COMMANDS) {
      expect(help).toContain(command);
      const { code, stdout } = rehearse([command, '--help'], freshFolder());
      expect([code, stdout]).toEqual([0, expect.stringMatching(/Example:\n {2}rehearse /)]);
    }
  });

  // Those of `validate`, the longest of all, and of `diff`, which needs two run folders, run in files of their own.
  it.each(COMMANDS.filter((command) => command !== 'validate' && command !== 'diff'))(
    '%s: the example of its help runs as printed, but for the number of replications (examples.long.ts: as printed)',
    (command) => {
      const example = exampleOf(command);
      const fewer = example.includes('--runs') ? ['--runs', '20'] : [];
      expect(rehearse([...example, ...fewer], freshFolder()).code).toBe(0);
    },
  );

  it('refuses wrong use with exit code 2 and a next step', () => {
    for (const args of [
      ['compre'],
      ['compare'],
      ['compare', 'article', '--run', '3'],
      ['compare', 'article', '--runs', 'many'],
      ['run', 'article', '--pattern', 'pipelin'],
      ['patterns', 'suprvisor'],
      ['explain', 'article', 'pipeline'],
      ['explain', 'article', 'pipeline', 'workflow', '--runs', '1'],
      ['run', 'article', '--pattern', 'pipeline', '--trace', 'x.txt'],
    ]) {
      const { code, stdout, stderr } = rehearse(args, freshFolder());
      expect([args, code, stdout]).toEqual([args, 2, '']);
      expect(stderr.trim().split('\n').length).toBeGreaterThan(1);
      expect(stderr).not.toContain('Internal fault');
    }
  });

  it('tells the same run as the comparison counts', () => {
    const cwd = freshFolder();
    rehearse(['compare', 'article', '--runs', '2', '--seed', 's', '--out', 'c'], cwd);
    const [header, ...rows] = readFileSync(join(cwd, 'c/runs.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    for (const row of rows) {
      const value = (measure: string): string => row[header!.indexOf(measure)]!;
      const args = ['run', 'article', '--pattern', row[1]!, '--seed', 's', '--replication', row[2]!, '--json'];
      const trace = JSON.parse(rehearse(args, cwd).stdout);
      expect(value(trace.outcome)).toBe('1');
      expect(value('calls')).toBe(String(trace.calls.length));
    }
  }, 120_000);

  it('shows in a run that the tagger keeps what the fact-checker retracts, under choreography and not under the pipeline', () => {
    const tell = (pattern: string, ...more: string[]): string =>
      rehearse(['run', 'article', '--pattern', pattern, '--replication', '18', ...more], freshFolder(), {
        COLUMNS: '200',
      }).stdout;
    expect(tell('choreography')).toContain('reached the reader although fact-checker retracted it');
    expect(tell('choreography')).toContain('too late for tagger-1');
    expect(tell('pipeline')).toContain('retracts summarise');
    expect(tell('pipeline')).not.toContain('reached the reader although');
    expect(tell('pipeline')).not.toContain('too late');
  });

  it('writes traces as mermaid and as JSON', () => {
    const cwd = freshFolder();
    for (const file of ['t.mmd', 't.json']) {
      expect(rehearse(['run', 'article', '--pattern', 'supervisor', '--trace', file], cwd).code).toBe(0);
    }
    const diagram = readFileSync(join(cwd, 't.mmd'), 'utf8');
    expect(diagram).toMatch(/^sequenceDiagram\n {2}(actor|participant) p0 as /);
    expect(diagram).toContain('->>');
    const trace = JSON.parse(readFileSync(join(cwd, 't.json'), 'utf8'));
    expect(trace.participants.map((p: { name: string }) => p.name)).toContain('coordinator');
  });

  it('writes the format that the end of a name says, unless it is told another one', () => {
    const cwd = freshFolder();
    const write = (...args: string[]): unknown => {
      const { code } = rehearse(['run', 'article', '--pattern', 'choreography', '--trace', ...args], cwd);
      expect(code).toBe(0);
      return JSON.parse(readFileSync(join(cwd, args[0]!), 'utf8'));
    };
    expect(write('t.perfetto.json')).toHaveProperty('traceEvents');
    expect(write('t.otlp.json')).toHaveProperty('resourceSpans');
    expect(write('t.json')).toMatchObject({ scenario: 'article', pattern: 'choreography', seed: 'rehearsal', task: 0 });
    expect(write('u.json', '--format', 'perfetto')).toHaveProperty('traceEvents');
    expect(write('u', '--format', 'otlp')).toHaveProperty('resourceSpans');
    expect(write('u.perfetto.json', '--format', 'json')).toHaveProperty('calls');
  });

  it('says how to name a trace whose format it cannot tell', () => {
    const args = ['run', 'article', '--pattern', 'choreography', '--trace'];
    const unknown = rehearse([...args, 't.txt'], freshFolder());
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("'t.txt' does not say which format")]);
    expect(unknown.stderr).toContain('.perfetto.json');
    expect(unknown.stderr).toContain('--format otlp');
    const wrong = rehearse([...args, 't.json', '--format', 'jaeger'], freshFolder());
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("no trace format 'jaeger'")]);
    expect(wrong.stderr).toContain('--format perfetto');
  });

  it('lists and teaches the patterns', () => {
    const list = rehearse(['patterns'], freshFolder()).stdout;
    for (const { name, card } of patterns) {
      expect(list).toContain(name);
      const told = rehearse(['patterns', name], freshFolder()).stdout.replace(/\s+/g, ' ');
      for (const text of [card.what, card.how, card.notice, card.tryThis, card.breaksWhen]) {
        expect(told).toContain(text.replace(/\s+/g, ' '));
      }
    }
  });

  it('check --effects names values that make no difference, and plain check does not look', () => {
    const given = ['check', 'debate', '--set', 'client.obeys=5s'];
    expect(rehearse(given, freshFolder()).stdout).not.toContain('client.obeys');
    const { code, stdout } = rehearse([...given, '--effects'], freshFolder());
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('client.obeys made no difference in 100 tasks under 5 patterns');
  });

  it('checks a scenario without running it, and gives advice', () => {
    const { code, stdout } = rehearse(['check', 'article', '--set', 'policies.timeout=.inf'], freshFolder());
    expect(code).toBe(0);
    expect(stdout).toContain(`${patterns.length + 1} patterns and teams fit`);
    expect(stdout).toContain('can hang, and there is no timeout');
  });

  it('lists the built-in scenarios with their questions', () => {
    const { stdout } = rehearse(['scenarios'], freshFolder());
    expect(stdout).toMatch(/article +Which pattern keeps a bad citation from the reader/);
    expect(stdout).toMatch(/growth +How do edges/);
  });
});
