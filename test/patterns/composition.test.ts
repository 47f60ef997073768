import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternNamed, patterns } from '../../src/patterns/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { World } from '../../src/sim/world.js';
import { builtin, callsOf, measure, planFor, replicate, scenarioOf } from '../sim/helper.js';
import { times } from '../thorough.js';
import { expectInvariants } from './invariants.js';

const ROLES = ['summariser', 'fact-checker', 'citation-finder', 'tagger'];

/** The article with everything off that can go wrong. */
const RIGHT = [
  ...ROLES.flatMap((role) => [`agents.${role}.hallucination=0`, `agents.${role}.guess=0`]),
  'agents.fact-checker.falseAlarm=0',
  'agents.citation-finder.failure=0',
  'agents.citation-finder.hang=0',
  'coordinator.hallucination=0',
  'coordinator.misroute=0',
  'models.large.retention={ half: .inf, steepness: 1 }',
  'models.small.retention={ half: .inf, steepness: 1 }',
  'agents.defaults.doubt=0',
  'agents.defaults.misroute=0',
  'task.claimTokens=0',
];

const text = builtin('article');
const withTeams = (teams: Readonly<Record<string, string>>): string =>
  text.replace(
    /^ {2}newsroom: .*$/m,
    Object.entries(teams)
      .map(([name, team]) => `  ${name}: ${team}`)
      .join('\n'),
  );

const names = patterns.map((pattern) => pattern.name);

/** Ways to put some of the roles into a team of their own that can do its part as one. */
const GROUPINGS = [
  (inner: string) => `[{ ${inner}: [summariser, fact-checker, citation-finder] }, tagger]`,
  (inner: string) => `[summariser, { ${inner}: [fact-checker, citation-finder] }, tagger]`,
  (inner: string) => `[summariser, { ${inner}: [fact-checker] }, citation-finder, tagger]`,
  (inner: string) => `[summariser, { ${inner}: [tagger] }, { ${inner}: [fact-checker, citation-finder] }]`,
  (inner: string) => `[{ ${inner}: [tagger, citation-finder, fact-checker, summariser] }]`,
];

/** Every grouping of every inner pattern under an outer one, as teams of one scenario, which is read once. */
function scenarioLedBy(outer: string, probability: number): Scenario {
  const teams = names.flatMap((inner) =>
    GROUPINGS.map((grouping, i) => [`${inner}-${i}`, `{ ${outer}: ${grouping(inner)} }`] as const),
  );
  const overrides = [...RIGHT, `task.steps.fact-check.probability=${probability}`];
  return scenarioOf(withTeams(Object.fromEntries(teams)), overrides);
}

describe.each(names)('a team led by %s', (outer) => {
  // With 0.7 both cases are met: the step is needed, and it is not.
  const scenarios = (times(1, 2) === 1 ? [0.7] : [1, 0.7]).map((probability) => scenarioLedBy(outer, probability));

  it.each(names)('with a %s in it delivers right work, all of it, where nothing goes wrong', (inner) => {
    for (const scenario of scenarios) {
      for (const name of GROUPINGS.map((_, i) => `${inner}-${i}`)) {
        // Who divides the work anew may find no way to do so here; it then says why.
        if (patternNamed(outer)!.divides !== null && plansFor(scenario, [name]).plans.length === 0) {
          expect(plansFor(scenario, [name]).leftOut[0]!.why.length).toBeGreaterThan(20);
          continue;
        }
        const refused = patternNamed(outer)!.agentsOnly;
        if (refused !== undefined) {
          expect(plansFor(scenario, [name]).leftOut[0]!.why).toContain(refused);
          continue;
        }
        const world = new World(scenario, planFor(scenario, name), keyOf('right'));
        const runs = replicate(world, times(4, 12), (run) => {
          expectInvariants(run);
          return `${name}: ${run.outcome}, ${run.missingSteps} missing`;
        });
        expect(new Set(runs)).toEqual(new Set([`${name}: correct, 0 missing`]));
      }
    }
  });
});

/** What else can go wrong, and be done about it. */
const BAD_DAY = [
  'faults.agents.defaults.crash={ mtbf: 20s, repair: { exponential: { mean: 5s } } }',
  'faults.coordinator.crash={ mtbf: 30s, repair: { exponential: { mean: 5s } } }',
  'faults.engine.crash={ mtbf: 30s, repair: { exponential: { mean: 5s } } }',
  'faults.generalist.crash={ mtbf: 30s, repair: { exponential: { mean: 5s } } }',
  'faults.messages={ loss: 0.1, duplicate: 0.1, delay: 1s }',
  'policies.redelivery={ attempts: 3, idle: 20s }',
  'policies.deadLetters={ alertAfter: 60s }',
  'policies.idempotency=true',
  'policies.durable=true',
  'policies.resubmit={ attempts: 1, after: 5s }',
  'policies.breaker={ failures: 3, cooldown: 10s }',
  'workload={ tasks: 3, arrivals: { poisson: 6/m }, warmup: 0 }',
];

describe('teams of teams', () => {
  it('of any depth keep all that holds in every run, with everything that can go wrong', () => {
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        fc.constant('*'),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
          .map(([name, members]) => `{ ${name}: [${members}] }`),
      ),
    })).node;
    const property = fc.property(
      fc.constantFrom(...names),
      tree,
      tree,
      fc.shuffledSubarray(ROLES, { minLength: 4 }),
      fc.nat(1000),
      fc.subarray([...BAD_DAY]),
      (root, one, two, roles, r, day) => {
        const left = [...roles];
        const filled = `{ ${root}: [${one}, ${two}, *, *, *, *] }`
          .replaceAll('*', () => left.shift() ?? '')
          .replace(/(, )+\]/g, ']')
          .replace(/\[(, )+/g, '[')
          .replace(/(, )+/g, ', ')
          .replace(/(,)+/g, ',');
        fc.pre(!/\[[,\s]*\]/.test(filled) && !/,\s*[\],]/.test(filled));
        const faulty = [
          'agents.tagger.failure=0.2',
          'agents.summariser.hang=0.1',
          'coordinator.misroute=0.1',
          'patterns.supervisor.limit=19',
        ];
        const scenario = scenarioOf(withTeams({ team: filled }), [...faulty, ...day]);
        const { plans } = plansFor(scenario, ['team']);
        fc.pre(plans.length === 1);
        const world = new World(scenario, plans[0]!, keyOf('any'));
        for (const replication of [r, r + 1, r]) {
          // What is done twice, since nobody knew that it was done, may go on after the end.
          world.rehearse(replication, (run) => {
            expectInvariants(run, run.duplicates > 0);
            expect(measure(run, 'edges')).toBeLessThanOrEqual(run.edgesPossible);
          });
        }
      },
    );
    fc.assert(property, { numRuns: times(80, 240), seed: 20_261_120 });
  });

  it('count the participants and possible edges of all their teams', () => {
    const scenario = scenarioOf(text);
    const world = new World(scenario, planFor(scenario, 'newsroom'), 1);
    expect(world.participants.map(({ name }) => name).sort()).toEqual(
      ['citation-finder', 'coordinator', 'fact-checker', 'summariser', 'tagger-1', 'tagger-2'].sort(),
    );
    // Two in the chain of three; the supervisor with each of the chain, which has no centre, and with both taggers.
    expect(world.run(0).edgesPossible).toBe(7);
  });

  it('show an inner team what the outer one gives it: the brief of a pipeline under a supervisor is the transcript', () => {
    const scenario = scenarioOf(text, RIGHT);
    const world = new World(scenario, planFor(scenario, 'newsroom'), 1);
    const calls = callsOf(world.run(0));
    expect(calls.map((call) => call.who)).toEqual([
      ...['coordinator', 'summariser', 'fact-checker', 'citation-finder', 'coordinator', 'tagger-1', 'coordinator'],
    ]);
    // The first stage sees the brief and the handoff; framing is 7 a call and 4 a message.
    expect(calls[1]!.inputTokens).toBe(7 + 400 + 4 + 1200 + 29);
  });

  it('are left out, with the reason, where a member would have to wait in the middle of its own work', () => {
    const scenario = scenarioOf(
      withTeams({ torn: '{ workflow: [{ pipeline: [summariser, citation-finder] }, fact-checker, tagger] }' }),
    );
    const { plans, leftOut } = plansFor(scenario, ['torn']);
    expect(plans).toEqual([]);
    expect(leftOut[0]!.why).toContain('in the middle of its own work');
  });

  it('are left out, with the role, where nobody can do a step', () => {
    const scenario = scenarioOf(withTeams({ few: '{ pipeline: [summariser, tagger] }' }));
    expect(plansFor(scenario, ['few']).leftOut[0]!.why).toContain("the role 'fact-checker'");
  });
});

it('two event teams in a row each have a document of their own', () => {
  const scenario = scenarioOf(
    withTeams({
      row: '{ pipeline: [{ choreography: [summariser, fact-checker] }, { choreography: [citation-finder, tagger] }] }',
    }),
    RIGHT,
  );
  const world = new World(scenario, planFor(scenario, 'row'), keyOf('row'));
  for (const run of replicate(world, 20, (each) => [each.outcome, measure(each, 'calls'), each.missingSteps])) {
    expect(run[0]).toBe('correct');
    expect(run[1]).toBeGreaterThanOrEqual(3);
  }
});
