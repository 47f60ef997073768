import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEmbedded } from '../../src/playground/embedded.js';
import { exampleOf, freshFolder, ROOT, rehearse } from './helper.js';

const TRACE = join(ROOT, 'test/data/traces/langfuse/openai-agents-2025-09-30.trace.json');
const NONE = join(ROOT, 'test/data/traces/who-and-when/algorithm-1.json');

describe('rehearse anonymize', () => {
  it('writes a file without any text, and says what is in it', () => {
    const cwd = freshFolder();
    const { code, stdout } = rehearse(['anonymize', TRACE, '--out', 'shared.jsonl'], cwd);
    expect(code).toBe(0);
    expect(stdout).toBe('shared.jsonl holds 1 task with 2 calls, and no text, id or time of day; names are labels.\n');
    const written = readFileSync(join(cwd, 'shared.jsonl'), 'utf8');
    expect(written).not.toMatch(/Tokyo|weather|gpt|Hello/i);
    expect(rehearse(['anonymize', 'shared.jsonl', '--out', 'again.jsonl'], cwd).code).toBe(0);
    expect(readFileSync(join(cwd, 'again.jsonl'), 'utf8')).toBe(written);
    const named = rehearse(['anonymize', TRACE, '--out', 'named.jsonl', '--keep-names'], cwd);
    expect(named.stdout).toContain('names are kept');
    expect(readFileSync(join(cwd, 'named.jsonl'), 'utf8')).toContain('"agent":"Hello world"');
  });

  it('refuses what is no trace, with the reason and the next step', () => {
    const cwd = freshFolder();
    const { code, stderr } = rehearse(['anonymize', NONE, '--out', 'shared.jsonl'], cwd);
    expect(code).toBe(2);
    expect(stderr).toMatch(/has messages and no calls.*\n {2}Give the trace of a run with its model calls\.\n$/);
    expect(existsSync(join(cwd, 'shared.jsonl'))).toBe(false);
    expect(exampleOf('anonymize')).toContain('anonymize');
  });
});

describe('rehearse run --trace with many runs', () => {
  it('writes a line for each task of each replication under each pattern, from the time that is asked for', () => {
    const cwd = freshFolder();
    const many = [
      'run',
      'support',
      '--pattern',
      'supervisor,handoff',
      '--runs',
      '2',
      '--tasks',
      '3',
      '--at',
      '2026-05-01T00:00:00Z',
    ];
    expect(rehearse([...many, '--trace', 'runs.otlp.jsonl'], cwd).code).toBe(0);
    const lines = readFileSync(join(cwd, 'runs.otlp.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[0]).toContain(`"startTimeUnixNano":"${Date.UTC(2026, 4, 1) / 1000}000000000"`);
    expect(rehearse([...many, '--trace', 'runs.otlp-metrics.json'], cwd).code).toBe(0);
    expect(readFileSync(join(cwd, 'runs.otlp-metrics.json'), 'utf8')).toContain('gen_ai.invoke_workflow.duration');
  });

  it('refuses formats that hold one run, and times that are none', () => {
    const cwd = freshFolder();
    const one = ['run', 'article', '--pattern', 'pipeline', '--trace', 'run.svg'];
    expect(rehearse([...one, '--runs', '3'], cwd).stderr).toMatch(
      /^--runs needs a format that holds many runs, and svg does not\.\n {2}Add --trace FILE/,
    );
    expect(rehearse([...one.slice(0, 4), '--at', '2026-01-01'], cwd).stderr).toMatch(/^--at needs --trace\./);
    expect(rehearse([...one, '--at', 'noon'], cwd).stderr).toMatch(/^--at expects a moment, got 'noon'\./);
    expect(existsSync(join(cwd, 'run.svg'))).toBe(false);
  });
});

describe('rehearse play --story', () => {
  const embedded = (page: string) =>
    readEmbedded(
      /<script type="application\/json" id="embedded">(.*?)<\/script>/.exec(readFileSync(page, 'utf8'))![1]!,
    );

  it('puts a real trace on the stage of the page, and a run of our own as it is', () => {
    const cwd = freshFolder();
    expect(rehearse(['play', '--story', TRACE, '--export', 'real.html'], cwd).code).toBe(0);
    const { hash, stories } = embedded(join(cwd, 'real.html'));
    expect(hash).toMatch(/^#\/stage/);
    const [story] = JSON.parse(stories!) as { isObserved: boolean; calls: { participant: string }[] }[];
    expect(story!.isObserved).toBe(true);
    expect(story!.calls.map(({ participant }) => participant)).toEqual(['Hello world', 'Hello world']);
    rehearse(['run', 'article', '--pattern', 'pipeline', '--trace', 'own.json'], cwd);
    expect(rehearse(['play', '--story', 'own.json', '--export', 'own.html'], cwd).code).toBe(0);
    expect(JSON.parse(embedded(join(cwd, 'own.html')).stories!)).toEqual(
      JSON.parse(readFileSync(join(cwd, 'own.json'), 'utf8')),
    );
  });

  it('refuses what cannot be played', () => {
    const { code, stderr } = rehearse(['play', '--story', NONE, '--export', 'x.html'], freshFolder());
    expect([code, stderr.split('\n')[0]]).toEqual([2, expect.stringMatching(/^--story: .*has messages and no calls/)]);
  });
});
