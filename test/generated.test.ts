import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedFiles, path } from '../scripts/generated.js';

for (const [file, content] of generatedFiles()) {
  it(`${file} is what the code says (renew it with: npm run generate)`, () => {
    expect(readFileSync(path(file), 'utf8')).toBe(content);
  });
}
