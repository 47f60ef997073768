/** Words, labels, colours and whiskers of one result go by the same intervals: over all built-in scenarios. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/compare/summary-rows.js';
import type { RehearsedDecision } from '../../src/decide/decision.js';
import { flipsChart } from '../../src/report/charts/decide-flips.js';
import { differencesToBest, rivalsOf } from '../../src/report/charts/forest.js';
import { flipSentences } from '../../src/report/documents/decide.js';
import { adr } from '../../src/report/record/adr.js';
import { brief } from '../../src/report/record/brief.js';
import { answer } from '../../src/report/words/compare-answer.js';
import { verdictText } from '../../src/report/words/shown.js';
import { excludesZero } from '../../src/statistics/together.js';
import { isTied } from '../../src/study/summary-row.js';
import { launch, visit } from '../browser/browser.js';
import { BUILT_IN, crossing, decided } from './decisions.js';
import { dataWith } from './specs.js';

/** By scenario: each is decided once. */
const decisions = new Map<string, Promise<RehearsedDecision>>();
function kept(name: string): Promise<RehearsedDecision> {
  const found = decisions.get(name) ?? decided(name);
  decisions.set(name, found);
  return found;
}

const MADE = { version: '0.1.0', scenarioText: 'scenario: x\n', command: 'rehearse decide article' };
const folder = mkdtempSync(join(tmpdir(), 'record-'));
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const seen = { rows: 0, perhaps: 0, shown: 0 };

/** The colours of the uncertain values, the intervals of the lead at each, the flips and the sentences. */
function expectOneStory(decision: RehearsedDecision): void {
  if (decision.answer === null || decision.sensitivities.length === 0) return;
  const sentences = flipSentences(decision).join('\n');
  const stretches = dataWith(flipsChart(decision), 'parameter', 'answer');
  for (const { parameter, flips, looks } of decision.sensitivities) {
    const mine = stretches.filter((datum) => datum.parameter === parameter.path);
    const isChanged = flips.length > 0;
    // The chart draws the first few; the sentences tell of all.
    if (mine.length > 0)
      expect(
        mine.some(({ answer: is }) => is === 'changes'),
        parameter.path,
      ).toBe(isChanged);
    expect(sentences.includes(`${parameter.path}: nothing from`), parameter.path).toBe(!isChanged);
    for (const { holds, isFeasible, shown } of looks) {
      // Wholly on the other side: shown to be behind, so that it is not the answer there.
      if (shown !== null && isFeasible) expect(holds, parameter.path).toBe(!(shown.high < 0));
    }
  }
}

describe.each(BUILT_IN)('%s', (name) => {
  let found: Promise<RehearsedDecision>;
  beforeAll(() => {
    found = kept(name);
    return found;
  }, 600_000);

  it('has labels that say what the whiskers beside them do', async () => {
    const { comparison } = await found;
    const rivals = rivalsOf(comparison, comparison.ranking);
    if (rivals === null) return;
    const data = dataWith(differencesToBest(comparison, rivals), 'difference', 'verdict');
    for (const { pattern, verdict, low, high } of data) {
      const isBeyond = Number(low) > 0 || Number(high) < 0;
      const said = `${pattern} is ${verdict} from ${low} to ${high}`;
      expect(['better', 'worse'].includes(String(verdict)), said).toBe(isBeyond);
      expect(verdict).toBe(verdictText(rivals.rows.find((row) => row.pattern === pattern)!));
      seen.rows++;
      if (String(verdict).startsWith('perhaps')) seen.perhaps++;
      if (isBeyond) seen.shown++;
    }
  });

  it('has verdicts on every measure that say what their intervals do', async () => {
    const { comparison } = await found;
    for (const { verdict, shown, vsBest } of comparison.summary) {
      if (shown === null || vsBest === null) continue;
      expect(excludesZero(shown)).toBe(verdict === 'worse' || verdict === 'better');
      expect(excludesZero(vsBest) && !excludesZero(shown)).toBe(verdict === 'perhaps');
    }
  });

  it('has a first sentence that says no difference is shown where none is, and only there', async () => {
    const { comparison } = await found;
    if (comparison.scenario.asks.kind !== 'choose') return;
    const ties = rowsOf(comparison, comparison.objectives[0]!).filter(isTied);
    const [who] = answer(comparison);
    if (ties.length === 0) expect(who).not.toMatch(/no difference/i);
    else expect(who).toMatch(/no difference/i);
  });

  it('does not say that nothing changes the answer beside a stretch in the colour of a change', async () => {
    expectOneStory(await found);
  });
});

describe('the decision on one page', () => {
  it.each(BUILT_IN)('of %s has at most 60 lines and 500 words, and its brief is one page of A4', async (name) => {
    const decision = await kept(name);
    const record = adr(decision, MADE);
    expect(record.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    expect(record.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length).toBeLessThanOrEqual(500);
    expect(record).toMatch(/^---\nstatus: "proposed"\n/);
    expect(record).not.toMatch(/NaN|undefined|null|Infinity/);
    const file = join(folder, `${name}.html`);
    writeFileSync(file, await brief(decision, MADE));
    const { page, complaints, requests, close } = await visit(browser, file, { scripts: false });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    await close();
    expect([...pdf.toString('latin1').matchAll(/\/Count (\d+)/g)].map(([, count]) => count)).toEqual(['1']);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });
});

it('a stretch in the colour of a change stands beside the sentence that says what changes', async () => {
  const decision = await crossing();
  expectOneStory(decision);
  expect(dataWith(flipsChart(decision), 'parameter', 'answer').map(({ answer: is }) => is)).toContain('changes');
  expect(flipSentences(decision)[0]).toMatch(/single-agent is the answer\.$/);
});

it('had something to say of each kind', () => {
  for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(0);
});
