/** What the built-in scenarios about research, code, announcements and debates are there to show. */
import { describe, expect, it } from 'vitest';
import { meanInterval, pairedDifference } from '../../src/statistics/estimates.js';
import { answerCounts, voteOf } from '../../src/validation/beta-binomial.js';
import { moreOf, rehearsed } from '../difference/paired.js';

const steps = (names: readonly string[], key: string, value: number): string[] =>
  names.map((name) => `task.steps.${name}.${key}=${value}`);

describe('research', () => {
  const followUps = ['follow-1', 'follow-2', 'follow-3', 'follow-4'];
  const searches = ['search-1', 'search-2', 'search-3', 'search-4', ...followUps];
  /** Whoever searches finds all, and nobody searches further. */
  const findsAll = [...steps(searches, 'tools.explore.finds', 1), ...steps(searches, 'tools.explore.breadth', 0)];
  const spread = ['lead-and-subagents', 'mesh', 'trunk-and-meshes'];

  it('a false belief reaches most of a free mesh, and gates bound how far it gets', () => {
    const found = rehearsed('research', { only: spread, measures: ['reach'], runs: 40 });
    expect(moreOf(found, 'reach', 'mesh', 'trunk-and-meshes').low).toBeGreaterThan(0.5);
    expect(moreOf(found, 'reach', 'trunk-and-meshes', 'lead-and-subagents').low).toBeGreaterThan(0.05);
  });

  it('the mesh is worse than a lead, with checkers who all read everything and far more without them', () => {
    const of = (overrides: readonly string[]) =>
      moreOf(
        rehearsed('research', {
          overrides: [...findsAll, ...overrides],
          only: spread,
          measures: ['correct'],
          runs: 60,
        }),
        'correct',
        'mesh',
        'lead-and-subagents',
      );
    expect(of([]).high).toBeLessThan(0);
    expect(of(['agents.checker.detection=0', 'coordinator.detection=0']).high).toBeLessThan(-0.3);
  });

  it('a flow in code loses to a lead until nearly all was foreseen, and then is as good, cheaper and faster', () => {
    const [little, all] = [0.2, 1].map((foreseen) =>
      rehearsed('research', {
        overrides: [...findsAll, ...steps(followUps, 'foreseen', foreseen)],
        only: ['workflow', 'lead-and-subagents'],
        measures: ['correct', 'cost', 'latency'],
        runs: 100,
      }),
    );
    expect(moreOf(little!, 'correct', 'lead-and-subagents', 'workflow').low).toBeGreaterThan(0.4);
    const after = moreOf(all!, 'correct', 'lead-and-subagents', 'workflow');
    expect(after.low).toBeLessThan(0);
    expect(after.high).toBeGreaterThan(0);
    expect(moreOf(all!, 'cost', 'workflow', 'lead-and-subagents').high).toBeLessThan(0);
    expect(moreOf(all!, 'latency', 'workflow', 'lead-and-subagents').high).toBeLessThan(0);
  });

  it('what a team pays in tokens depends on what travels along, and on what the single agent keeps', () => {
    const tax = (pattern: string, overrides: readonly string[] = []) =>
      meanInterval(
        rehearsed('research', {
          overrides,
          only: ['single-agent', pattern],
          measures: ['tokenTax'],
          runs: 20,
        })(pattern, 'tokenTax'),
      );
    const asAsked = steps(searches, 'tools.explore.breadth', 0);
    expect(tax('lead-and-subagents', asAsked).high).toBeLessThan(1);
    expect(tax('supervisor').low).toBeGreaterThan(1.2);
    expect(tax('handoff-with-pages').low).toBeGreaterThan(4);
    expect(tax('mesh').low).toBeGreaterThan(4);
    expect(tax('mesh', ['patterns.single-agent.history=full']).high).toBeLessThan(1.5);
    expect(tax('lead-and-subagents', [...asAsked, 'patterns.single-agent.history=full']).high).toBeLessThan(0.3);
  });

  it('sub-agents that search further take three to five times the tokens of one agent, and find more', () => {
    const found = rehearsed('research', {
      only: ['single-agent', 'lead-and-subagents'],
      measures: ['tokenTax', 'recall', 'correct'],
      runs: 60,
    });
    const tax = meanInterval(found('lead-and-subagents', 'tokenTax'));
    expect(tax.low).toBeGreaterThan(3);
    expect(tax.high).toBeLessThan(5);
    expect(moreOf(found, 'recall', 'lead-and-subagents', 'single-agent').low).toBeGreaterThan(0.05);
    expect(moreOf(found, 'correct', 'lead-and-subagents', 'single-agent').low).toBeGreaterThan(0.1);
  });
});

describe('coding', () => {
  it('a context that fills up costs whoever shares it more than those who see their inputs only', () => {
    const [short, long] = [250, 2000].map((tokens) =>
      rehearsed('coding', {
        overrides: steps(['research', 'model', 'logic', 'surface'], 'tools.result', tokens),
        only: ['single-agent', 'workflow'],
        measures: ['rootErrors', 'recall'],
        runs: 150,
      }),
    );
    const lost = (pattern: string): Float64Array =>
      short!(pattern, 'recall').map((share, run) => share - long!(pattern, 'recall')[run]!);
    expect(meanInterval(lost('workflow')).low).toBeGreaterThan(0.05);
    expect(pairedDifference(lost('single-agent'), lost('workflow')).low).toBeGreaterThan(0.05);
    expect(moreOf(long!, 'rootErrors', 'single-agent', 'workflow').low).toBeGreaterThan(1);
  });

  it('the second and third look pay, further ones hardly do, and what the checker cannot see stays', () => {
    const found = rehearsed('coding', {
      only: ['maker-checker', 'one-round', 'two-rounds', 'without-end'],
      measures: ['correct', 'wrong', 'cost'],
      runs: 200,
    });
    expect(moreOf(found, 'correct', 'two-rounds', 'one-round').low).toBeGreaterThan(0.05);
    expect(moreOf(found, 'correct', 'maker-checker', 'two-rounds').low).toBeGreaterThan(0.01);
    expect(moreOf(found, 'correct', 'without-end', 'maker-checker').high).toBeLessThan(0.1);
    expect(moreOf(found, 'cost', 'without-end', 'maker-checker').low).toBeGreaterThan(0);
    expect(moreOf(found, 'wrong', 'without-end', 'two-rounds').low).toBeGreaterThan(-0.01);
  });
});

describe('announce', () => {
  const only = ['fan-out', 'workflow', 'supervisor'];

  it('fire and forget leaves out a channel in silence, and a model in the middle is slow and dear', () => {
    const found = rehearsed('announce', { only, measures: ['wrong', 'latency', 'cost'], runs: 200 });
    expect(moreOf(found, 'wrong', 'fan-out', 'workflow').low).toBeGreaterThan(0.03);
    expect(moreOf(found, 'latency', 'supervisor', 'workflow').low).toBeGreaterThan(10);
    expect(moreOf(found, 'cost', 'supervisor', 'workflow').low).toBeGreaterThan(0);
  });

  it('a digest of all channels is what fan-out cannot give, and others can', () => {
    const [without, needed] = [0, 1].map((probability) =>
      rehearsed('announce', {
        overrides: [`task.steps.digest.probability=${probability}`],
        only,
        measures: ['correct'],
        runs: 200,
      }),
    );
    const lost = (pattern: string) => pairedDifference(without!(pattern, 'correct'), needed!(pattern, 'correct'));
    expect(lost('fan-out').low).toBeGreaterThan(0.4);
    // One more step, which owes more, is one more chance to err.
    expect(lost('workflow').high).toBeLessThan(0.2);
    // Its digest guesses both claims, each right half of the time, and all else has to be right as well.
    const rights = needed!('fan-out', 'correct');
    const share = rights.reduce((sum, right) => sum + right, 0) / rights.length;
    expect(share).toBeLessThan(0.25 + 2.6 * Math.sqrt((0.25 * 0.75) / rights.length));
    expect(moreOf(needed!, 'correct', 'workflow', 'fan-out').low).toBeGreaterThan(0.4);
  });
});

describe('debate', () => {
  const right = 0.7205;

  it('a vote gains on one agent, talk loses most of that again, and members who differ gain more', () => {
    const found = rehearsed('debate', {
      only: ['single-agent', 'debate', 'vote', 'polite-debate'],
      measures: ['correct', 'cost'],
      runs: 100,
    });
    const differing = rehearsed('debate', {
      overrides: [
        'task.difficulty.correlation=0.2',
        'task.difficulty.withinTask=0',
        'task.difficulty.acrossFamilies=0',
      ],
      only: ['vote'],
      measures: ['correct'],
      runs: 100,
    });
    expect(moreOf(found, 'correct', 'vote', 'single-agent').low).toBeGreaterThan(0.02);
    expect(moreOf(found, 'correct', 'debate', 'vote').high).toBeLessThan(-0.01);
    expect(pairedDifference(differing('vote', 'correct'), found('vote', 'correct')).low).toBeGreaterThan(0.02);
    expect(moreOf(found, 'correct', 'polite-debate', 'vote')).toMatchObject({ low: 0, high: 0 });
    expect(moreOf(found, 'cost', 'debate', 'vote').low).toBeGreaterThan(0);
  });

  it('the vote is right as often as the Dirichlet-multinomial law says', () => {
    const found = rehearsed('debate', { only: ['vote'], measures: ['correct'], runs: 400 });
    const { low, high } = meanInterval(found('vote', 'correct'));
    const law = voteOf(answerCounts({ n: 5, p: right, correlation: 0.387, wrongAnswers: 3 }));
    expect(law).toBeCloseTo(0.7691, 3);
    expect(low).toBeLessThan(law);
    expect(high).toBeGreaterThan(law);
  });

  it('more agents help less and less: thirty-one of a kind gain less on nine than nine gain on one', () => {
    const columns = [1, 9, 31].map((panel) =>
      rehearsed('debate', {
        overrides: [`patterns.debate.panel=${panel}`],
        only: ['vote'],
        measures: ['correct'],
        runs: 60,
      })('vote', 'correct'),
    );
    const first = pairedDifference(columns[1]!, columns[0]!);
    const second = pairedDifference(columns[2]!, columns[1]!);
    expect(first.low).toBeGreaterThan(second.high);
  });
});

describe('server', () => {
  const lead = (users: number, ...more: string[]) => {
    const found = rehearsed('server', {
      overrides: [`workload.arrivals.closed.users=${users}`, ...more],
      only: ['workflow', 'pipeline'],
      measures: ['latency'],
      runs: 4,
    });
    return pairedDifference(found('pipeline', 'latency'), found('workflow', 'latency'));
  };

  it('pays for fan-out until its memory is full', () => {
    expect(lead(1).low).toBeGreaterThan(3);
    expect(lead(8).low).toBeGreaterThan(4);
    expect(lead(32).high).toBeLessThan(-15);
    expect(lead(64, 'models.own.server.kvTokens=400000').low).toBeGreaterThan(8);
    expect(lead(64, 'patterns.pipeline.context=all').low).toBeGreaterThan(15);
  });
});

describe('approval', () => {
  const under = (facts: number, letter: number, guard = 0) => {
    const overrides = [`vars.facts=${facts}`, `vars.letter=${letter}`, `vars.guard=${guard}`];
    const found = rehearsed('approval', {
      overrides,
      only: ['workflow'],
      measures: ['correct', 'cost', 'latency'],
      runs: 12,
    });
    const mean = (measure: string): Float64Array => found('workflow', measure);
    return { correct: mean('correct'), cost: meanInterval(mean('cost')), latency: meanInterval(mean('latency')) };
  };
  const more = (a: ReturnType<typeof under>, b: ReturnType<typeof under>) => pairedDifference(a.correct, b.correct);

  it('stops most at the end, where it costs about as much and as long as at the beginning', () => {
    const [none, facts, letter, both] = [under(0, 0), under(1, 0), under(0, 1), under(1, 1)] as const;
    expect(more(facts, none).low).toBeGreaterThan(0.05);
    expect(more(letter, facts).low).toBeGreaterThan(0.01);
    expect(more(both, letter).low).toBeGreaterThan(0);
    expect(letter.cost.mean).toBeGreaterThan(2.5);
    expect(letter.cost.mean).toBeLessThan(3.5);
    expect(letter.latency.low).toBeGreaterThan(3600);
    expect(letter.latency.low).toBeGreaterThan(100 * none.latency.high);
  });

  it('is worth less behind a guard that strikes and sends nothing back', () => {
    expect(more(under(0, 1, 1), under(0, 1)).high).toBeLessThan(0);
  });
});
