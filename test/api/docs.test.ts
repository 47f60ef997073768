import { describe, expect, it } from 'vitest';
import { examplesIn, folderWithPackage, printedBy } from './examples.js';

describe('docs/api.md', () => {
  const examples = examplesIn('docs/api.md');

  it('has an example of each function', () => {
    const all = examples.map(({ code }) => code).join('');
    const names = [
      'loadScenario',
      'vary',
      'compare',
      'sweep',
      'capacity',
      'audit',
      'migrate',
      'decide',
      'explain',
      'run',
      'report',
      'definePattern',
    ];
    for (const name of [...names, 'defineMeasure']) expect(all).toMatch(new RegExp(`import \\{[^}]*\\b${name}\\b`));
  });

  it('has examples that run as printed', () => {
    const printed = printedBy(examples, folderWithPackage());
    for (const [i, { title, prints }] of examples.entries()) {
      expect(prints.length, title).toBeGreaterThan(0);
      expect(printed[i], title).toEqual(prints);
    }
  });
});
