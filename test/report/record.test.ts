import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/decide/decision.js';
import { plainText } from '../../src/report/documents/contents.js';
import { adr } from '../../src/report/record/adr.js';
import { adrAppendix } from '../../src/report/record/appendix.js';
import { recordOf } from '../../src/report/record/content.js';
import { silentErrors } from '../../src/report/record/silent.js';
import { volumeOf } from '../../src/report/record/volume.js';
import { decisionVerdict } from '../../src/report/words/verdict/decision.js';

import { builtin, scenarioOf } from '../sim/helper.js';
import { decided } from './decisions.js';

const MADE = { version: '0.1.0', scenarioText: builtin('article'), command: 'rehearse decide article' };

/** The sentences of a section. */
function told(decision: Decision, id: string): string[] {
  const blocks = recordOf(decision).sections.find((section) => section.id === id)?.blocks ?? [];
  return blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(plainText) : []));
}

const shares = (wins: number, holds: number, feasible: number) => {
  const share = (value: number) => ({ share: value, low: Math.max(0, value - 0.1), high: Math.min(1, value + 0.1) });
  return { wins: share(wins), holds: share(holds), feasible: share(feasible) };
};

/** With the lot of the answer over the uncertain worlds set by hand. */
function withWorlds(decision: Decision, wins: number, holds: number, feasible: number): Decision {
  const patterns = decision.robustness!.patterns.map((one) =>
    one.name === decision.answer ? { ...one, ...shares(wins, holds, feasible) } : one,
  );
  return { ...decision, robustness: { ...decision.robustness!, patterns } };
}

describe('the record of a decision', () => {
  it('tells robustness beside the winner: best, best or tied, and where it breaks a limit', async () => {
    const decision = withWorlds(await decided('article'), 0.4, 0.7, 0.8);
    const [tied, sure, breaks] = told(decision, 'sure').slice(decision.ties.length > 0 ? 0 : -2);
    if (decision.ties.length > 0)
      expect(tied).toMatch(/^At the scenario's own values no difference in score from .* is shown\.$/);
    expect([tied, sure].join(' ')).toContain(
      'Best in 40 % (30 to 50) of 4 uncertain worlds; best or tied in 70 % (60 to 80).',
    );
    expect([sure, breaks].join(' ')).toContain('It breaks a limit in 20 % (10 to 30) of them.');
    const verdict = decisionVerdict(decision);
    expect(verdict.because.join(' ')).toMatch(/it is best in 40 % \(30 to 50\).*, best or tied in 70 %/);
    expect(verdict.tiles.at(-1)!.note).toContain('best or tied in 70 %');
  });

  it('without a feasible option recommends none, and tells what comes nearest', async () => {
    const decision = await decided('article', 'decision.limits={ latency: 1s }');
    expect(decision.answer).toBeNull();
    const { title, recommendation, sections } = recordOf(decision);
    expect(title).toBe('No pattern yet for article');
    expect(recommendation).toMatch(/^Take none/);
    expect(sections.map(({ id }) => id)).toContain('options');
    expect(sections.find(({ id }) => id === 'options')!.title).toBe('The options that come nearest');
    expect(told(decision, 'sure').join(' ')).toContain('no pattern keeps every limit.');
    expect(told(decision, 'risks').join(' ')).not.toContain('Rollback');
    expect(adr(decision, MADE)).toMatch(/# No pattern yet for article\n[\s\S]*\*\*Take none/);
    expect(adrAppendix(decision, MADE)).toContain('Chosen option: none, because no option keeps every limit.');
  });

  it('with one feasible option says that there is nothing to go back to', async () => {
    const all = await decided('article');
    const cheapest = Math.min(...all.options.map(({ standing }) => standing.means[1]!));
    const next = [...all.options.map(({ standing }) => standing.means[1]!)].sort((a, b) => a - b)[1]!;
    const decision = await decided('article', `decision.limits={ cost: ${((cheapest + next) / 2).toFixed(6)} }`);
    expect(decision.options.filter(({ standing }) => standing.isFeasible)).toHaveLength(1);
    expect(recordOf(decision).title).toBe(`Use ${decision.answer} for article`);
    expect(told(decision, 'risks')).toContain(
      'There is no second option that keeps every limit: going back means going without.',
    );
  });

  it('with ties says so, and that the second option is not shown to be behind', async () => {
    const decision = await decided('article', 'decision.objectives={ wrong: {} }', 'decision.limits={}');
    expect(decision.ties.length).toBeGreaterThan(0);
    expect(told(decision, 'sure')[0]).toContain(`no difference in score from ${decision.ties[0]}`);
    const rollback = told(decision, 'risks').find((text) => text.startsWith('Rollback'))!;
    expect(rollback).toMatch(
      /^Rollback: [\w-]+ is the second option, not shown to be behind\..*rehearse migrate article --from/,
    );
  });

  it('says that budgets are not equal, and which option makes them so', async () => {
    const decision = await decided('payments');
    const said = told(decision, 'risks').find((text) => text.startsWith('The budgets are not equal'));
    expect(said).toMatch(
      /a caller tries twice, the bus delivers three times.*The option --fair gives all of them the same\.$/,
    );
    // All but the operator who handles dead letters is made equal.
    const equal = told(await decided('payments', 'policies.retry.attempts=3'), 'risks').join(' ');
    expect(equal).toContain('a caller tries three times, the bus delivers three times, and an operator once more');
  });

  it('tells the share of silent errors and what is spent on them, at the volume of the scenario', async () => {
    const decision = await decided('article', 'decision.volume=20000');
    const { columns } = decision.comparison.patterns.find(({ name }) => name === decision.answer)!;
    const [wrong, stalled, cost] = ['wrong', 'stalled', 'cost'].map((id) => columns.get(id)!);
    const found = silentErrors(decision, decision.answer!)!;
    const silent = wrong!.map((value, i) => value + stalled![i]!);
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(found.share.mean).toBeCloseTo(mean(silent), 12);
    expect(found.cost).toBeCloseTo(mean(silent.map((value, i) => value * cost![i]!)), 12);
    const many = Number((20000 * found.share.mean).toPrecision(2)).toLocaleString('en');
    expect(told(decision, 'silent')[0]).toMatch(
      new RegExp(
        `of tasks end wrong, or never, and nobody is told: about ${many} of 20,000 tasks a month, on which \\$`,
      ),
    );
    expect(told(decision, 'cost')[0]).toMatch(
      /^At 20,000 tasks a month: \$[\d,.]+ \(\$[\d,.]+ to \$[\d,.]+\) a month; \$/,
    );
  });
});

describe('the volume of a month', () => {
  it('is what the scenario says, else what arrives around the clock, else a thousand tasks', () => {
    expect(volumeOf(scenarioOf(builtin('article'), ['decision.volume=500']))).toMatchObject({
      tasks: 500,
      per: 'a month',
    });
    expect(volumeOf(scenarioOf(builtin('support')))).toEqual({
      tasks: 43_200,
      text: '60 tasks an hour around the clock, 43,200 tasks a month',
      per: 'a month',
    });
    expect(volumeOf(scenarioOf(builtin('article')))).toMatchObject({ tasks: 1000, per: 'per 1,000 tasks' });
  });
});
