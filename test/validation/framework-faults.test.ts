import { describe, expect, it } from 'vitest';
import { presetValues } from '../../src/scenario/presets.js';
import { frameworkFaultRows, NOT_EXPRESSIBLE } from '../../src/validation/index.js';

const rows = frameworkFaultRows(presetValues);

describe('faults under real frameworks, as recorded', () => {
  it.each([...new Set(rows.map(({ name }) => name))])('%s', (name) => {
    const wrong = rows.filter((row) => row.name === name && !row.ok);
    expect(wrong.map(({ what, expected, got, note }) => `${what}: ${got} for ${expected} ${note ?? ''}`)).toEqual([]);
  });

  it('are all those of the table, but for the ones that are named', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(34);
    for (const why of NOT_EXPRESSIBLE) expect(why).toMatch(/: .{40,}/);
  });
});
