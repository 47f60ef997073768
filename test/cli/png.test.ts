import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';

describe('--png', () => {
  it.each([
    ['compare', 'article', '--patterns', 'pipeline'],
    ['explain', 'article', 'workflow', 'pipeline'],
  ])('%s writes a PNG beside each chart, and nothing else that it would not write without', (...command) => {
    const cwd = freshFolder();
    const few = [...command, '--runs', '10', '--quiet'];
    expect(rehearse([...few, '--out', 'with', '--png'], cwd).code).toBe(0);
    expect(rehearse([...few, '--out', 'without'], cwd).code).toBe(0);
    const names = (folder: string): string[] => [...filesIn(join(cwd, folder)).keys()];
    const pictures = names('without')
      .filter((name) => name.endsWith('.svg'))
      .map((name) => name.replace(/svg$/, 'png'));
    expect(pictures.length).toBeGreaterThan(0);
    expect(names('with')).toEqual([...names('without'), ...pictures].sort());
    for (const name of pictures)
      expect(
        readFileSync(join(cwd, 'with', name))
          .subarray(1, 4)
          .toString('latin1'),
      ).toBe('PNG');
  });
});
