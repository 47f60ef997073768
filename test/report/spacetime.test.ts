import { describe, expect, it } from 'vitest';
import { spacetime } from '../../src/report/charts/spacetime.js';
import { ASKS, nameOf, traceFor } from './run-traces.js';

const told = (pattern: string, set: readonly string[] = [], scenario = 'article', replication = 12) =>
  traceFor({ scenario, pattern, replication, set });

describe('a spacetime diagram', () => {
  it.each(ASKS.map((ask) => ({ name: nameOf(ask), ask })))(
    'of $name is whole, and says in words what it shows',
    ({ ask }) => {
      const story = traceFor(ask);
      const svg = spacetime([story]);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      const bars = svg.match(/<rect/g)!.length - 1 - story.outages.length;
      expect(bars).toBe(story.calls.length);
      expect(svg).toContain(`${story.calls.length} calls`);
      expect(svg).toBe(spacetime([structuredClone(story)]));
    },
  );

  it('stays within its frame', () => {
    const svg = spacetime([told('supervisor'), told('choreography')]);
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
    for (const [, x, y] of svg.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)"/g)) {
      expect(Number(x)).toBeLessThanOrEqual(width!);
      expect(Number(y)).toBeLessThanOrEqual(height!);
    }
  });

  it('shows the letter that is lost, the write that is undone, and the false claim that reaches the reader', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => i);
    const lost = seeds.map((i) => spacetime([told('choreography', ['faults.messages.loss=0.3'], 'payments', i)]));
    expect(lost.some((svg) => />lost: [a-z]+</.test(svg))).toBe(true);
    const overwritten = seeds.map((i) =>
      spacetime([told('choreography', ['policies.writes=overwrite'], 'article', i)]),
    );
    expect(overwritten.some((svg) => />undoes [a-z]+</.test(svg))).toBe(true);
    const wrong = seeds.map((i) => told('pipeline', [], 'article', i)).filter(({ outcome }) => outcome === 'wrong');
    const isFalse = (name: string): boolean =>
      wrong.some(({ claims }) => claims.some((c) => c.name === name && c.isFalse));
    const escaped = wrong.find(({ delivery }) => delivery?.claims.some(isFalse))!;
    expect(spacetime([escaped])).toMatch(/>false: [a-z]/);
  });

  it('lets no name of a scenario be read as markup', () => {
    const story = told('pipeline');
    const hostile = { ...story, pattern: '<script>alert(1)</script>' };
    expect(spacetime([hostile])).not.toContain('<script');
  });
});
