import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fingerprintOf } from '../scripts/fingerprints.js';
import { path } from '../scripts/generated.js';
import { listBuiltins } from '../src/scenario/file.js';

const committed = (file: string): string => readFileSync(path(`reports/built-in/${file}`), 'utf8');

it('there is a report of every built-in scenario, and an index that leads to it', () => {
  const index = committed('index.html');
  for (const name of listBuiltins()) {
    for (const file of ['report.html', 'report.md', 'adr.md', 'summary.csv', 'manifest.json']) {
      expect(existsSync(path(`reports/built-in/${name}/${file}`)), `${name}/${file}`).toBe(true);
    }
    expect(index).toContain(`href="${name}/report.html"`);
    expect(committed(`${name}/scenario.yaml`)).toBe(readFileSync(path(`scenarios/${name}.yaml`), 'utf8'));
  }
});

it.each(listBuiltins())('the report of %s says what is found today: else run npm run reports', async (name) => {
  const known = JSON.parse(committed('fingerprints.json')) as Record<string, string>;
  expect(await fingerprintOf(name)).toBe(known[name]);
});
