import { expect } from 'vitest';
import type { Problem } from '../../src/scenario/checks/problem.js';
import { parseScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';

/** A small scenario that is right; the mistakes replace a line of it. */
export const BASE = `scenario: news
question: Does it work?
task:
  brief: { tokens: 100, claims: 4 }
  steps:
    write: { role: writer, claims: 2 }
    check: { role: checker, after: [write], checks: true }
    print: { role: printer, after: [check] }
agents:
  defaults: { output: 50 }
  writer: { hallucination: 0.1 }
  checker: { detection: 0.5 }
  printer: { output: 10 }
`;

export function scenarioOf(text: string, overrides: readonly string[] = []): Scenario {
  const result = parseScenario(text, 'news.yaml', overrides);
  if (!result.ok) throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.scenario;
}

export function problemsOf(text: string, overrides: readonly string[] = []): readonly Problem[] {
  const result = parseScenario(text, 'news.yaml', overrides);
  return result.ok ? [] : result.problems;
}

/** `line:column message`, or `--set:column message` for an override. */
export const brief = ({ file, line, column, message }: Problem): string =>
  file === '--set' ? `--set:${column} ${message}` : `${line}:${column} ${message}`;

/** The base with one line replaced (from 1), or with text after it. */
export function changed(line: number, text: string): string {
  const lines = BASE.split('\n');
  expect(lines[line - 1]).toBeDefined();
  lines[line - 1] = text;
  return lines.join('\n');
}
