import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../src/validation/index.js';

const text = readFileSync(new URL('../data/framework-runs.json', import.meta.url), 'utf8');

/** The problem with the recording after a change to a copy of it. */
function problemAfter(change: (raw: Record<string, never> & { runs: Record<string, unknown>[] }) => void): string {
  const raw = JSON.parse(text);
  change(raw);
  const result = readRecording(JSON.stringify(raw), 'runs.json');
  return result.ok ? '' : result.problem;
}

describe('a recording', () => {
  it('is read with its sizes and runs', () => {
    const result = readRecording(text, 'runs.json');
    expect(result.ok && result.recording.runs.length).toBe(293);
    expect(result.ok && result.recording.sizes.callSeconds).toBe(0.2);
  });

  it('may hold more than is used', () => {
    expect(problemAfter((raw) => Object.assign(raw.runs[0]!, { wallMs: 12, dataEdges: undefined }))).toBe('');
  });
});

describe('a broken file gives one sentence, with its name and the place', () => {
  it('that is not JSON', () => {
    const result = readRecording('{ "runs": [', 'runs.json');
    expect(result.ok ? '' : result.problem).toMatch(/^runs\.json is not JSON: .+\.$/);
  });

  it('that is something else', () => {
    for (const other of ['[]', '3', 'null']) {
      const result = readRecording(other, 'runs.json');
      expect(result.ok ? '' : result.problem).toMatch(/^runs\.json is no recording of runs: .*expected object/);
    }
    const result = readRecording('{"name": "dress-rehearsal"}', 'package.json');
    expect(result.ok ? '' : result.problem).toBe(
      'package.json is no recording of runs: at about: invalid input: expected string, received undefined (and 2 more).',
    );
  });

  it('with a key that is missing, or of another kind', () => {
    expect(problemAfter((raw) => delete raw.runs[7]!.callers)).toBe(
      'runs.json is no recording of runs: at runs[7].callers: invalid input: expected array, received undefined.',
    );
    expect(problemAfter((raw) => Object.assign(raw.runs[2]!, { calls: -1 }))).toContain('at runs[2].calls: ');
    expect(problemAfter((raw) => Object.assign(raw, { runs: [] }))).toContain('at runs: expected at least one run');
  });

  it('whose numbers contradict each other', () => {
    expect(problemAfter((raw) => Object.assign(raw.runs[0]!, { calls: 3 }))).toContain(
      'at runs[0].callers: expected 3 entries, one for each call, got 2 (and 3 more).',
    );
    expect(problemAfter((raw) => Object.assign(raw.runs[0]!, { inputTokens: 1 }))).toBe(
      'runs.json is no recording of runs: at runs[0].inputTokens: expected 1003, the sum of inputTokensPerCall, got 1.',
    );
    const edges = { controlEdges: { 'user-sup': 1 } };
    expect(problemAfter((raw) => Object.assign(raw.runs[0]!, edges))).toContain('user-sup');
  });
});
