/**
 * How far one false claim gets: Xie et al., "From Spark to Fire", arXiv 2603.04474 v2, five agents, five rounds.
 *
 * These set parameters: adoption and repair, .670 / 0 in a star, .920 / .005 in a chain, .370 / .025 in a mesh.
 * These are checked: the final coverage of 1.00, .92 and .98; and that a claim seeded at the hub gets farther than one
 * seeded at a leaf. Not reproduced: how much farther (100 against 9.7 to 15.9 %, in real systems under attack): here a hub
 * takes a leaf's claim over as readily as a leaf takes the hub's.
 */
import { describe, expect, it } from 'vitest';
import { CHAIN, coverages, expectedCoverage, MESH, type Spread, STAR } from '../../src/validation/spread.js';

const simulated = (spread: Spread): number => {
  const values = coverages(spread, { key: 5, runs: 3000 });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

/**
 * The paper starts its curves from what it observed after the first round, and does not print that; here one agent begins.
 * The star and the mesh are near all the same; the chain comes out 5.9 points higher than printed, and that stays open.
 */
describe('one false claim among five agents', () => {
  it.each([
    ['star', STAR, 1, 0.01],
    ['mesh', MESH, 0.98, 0.02],
    ['chain', CHAIN, 0.92, 0.06],
  ] as const)('in a %s covers what the paper prints', (_, spread, published, allowed) => {
    expect(Math.abs(expectedCoverage(spread) - published)).toBeLessThan(allowed);
  });

  it('is simulated as the exact chain of states says, wherever it starts', () => {
    for (const spread of [STAR, CHAIN, MESH]) {
      for (const seeded of [0, 2, 4]) {
        expect(Math.abs(simulated({ ...spread, seeded }) - expectedCoverage({ ...spread, seeded }))).toBeLessThan(
          0.012,
        );
      }
    }
  });

  it('gets farther from the hub of a star than from a leaf, and from the head of a chain than from its end', () => {
    for (const spread of [STAR, CHAIN]) {
      expect(simulated(spread)).toBeGreaterThan(simulated({ ...spread, seeded: 4 }) + 0.01);
    }
    expect(simulated({ ...CHAIN, seeded: 4 })).toBeLessThan(0.21);
  });
});
