/** The same applications with another team and another scenario; a process of its own, since applications know one team. */
import { describe, expect, it } from 'vitest';
import { APPLICATIONS, studyOf } from './studies.js';

const RUNS = 120;

describe.each(APPLICATIONS)('$name', (application) => {
  it('lives through the same replications as the simulator in a second scenario', async () => {
    const { agreement } = await studyOf(application, 'second scenario', RUNS);
    expect(agreement.sameCalls, JSON.stringify(agreement.differences)).toBeGreaterThanOrEqual(0.98 * RUNS);
    expect(Math.abs(agreement.inputTokens)).toBeLessThan(0.02);
    expect(Math.abs(agreement.latency)).toBeLessThan(0.01);
  });
});
