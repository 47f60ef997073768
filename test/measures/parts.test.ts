import { describe, expect, it } from 'vitest';
import { measures, partsOf, wholeNamed } from '../../src/measures/index.js';
import type { Whole } from '../../src/measures/measure.js';
import { Act, Cause, type RunRecord, Status } from '../../src/sim/record/record.js';
import { measure, play } from '../sim/helper.js';
import { type HandMade, handMade } from './record.js';

const WHOLES: readonly Whole[] = ['latency', 'tokens', 'escaped'];
const { produce, decide, compose, judge } = Act;
const { ok, failed } = Status;

/** The parts of a whole that are not zero, and what is told beside them. */
function parts(run: RunRecord, whole: Whole): Record<string, number> {
  const values = partsOf(whole).map(({ id, read }) => [id, read(run, null)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== 0));
}

it.each(WHOLES)('the parts of the %s say what they are, each in its unit and under an id of its own', (whole) => {
  const all = partsOf(whole);
  expect(all.length).toBeGreaterThan(4);
  for (const part of all) {
    expect(part.unit).toBe(wholeNamed(whole).unit);
    expect(part.definition).toMatch(/^[A-Z].*\.$/s);
  }
  const ids = [...measures.map(({ id }) => id), ...WHOLES.flatMap((one) => partsOf(one).map(({ id }) => id))];
  expect(new Set(ids).size).toBe(measures.length + partsOf('tokens').length + partsOf('escaped').length);
});

describe('the parts of the tokens', () => {
  const tokens = (given: HandMade): Record<string, number> => parts(handMade(given), 'tokens');
  const call = { act: produce, status: ok, inputTokens: 100, contextTokens: 60, outputTokens: 7, artifact: 0 };
  const artifacts = [{ call: 0, used: true }];

  it('of a work call are its prompt, what is new and what is not in its context, and its output', () => {
    expect(tokens({ artifacts, calls: [{ ...call, resentTokens: 25 }] })).toEqual({
      tokensPrompts: 40,
      tokensFirst: 35,
      tokensAgain: 25,
      tokensOutput: 7,
    });
  });

  it('of a tool round trip are the same prompt and context once more, and what the tool added', () => {
    const trips = [
      { ...call, outputTokens: 5 },
      { ...call, cause: 0, inputTokens: 130, resentTokens: 60 },
    ];
    expect(tokens({ artifacts: [{ call: 1, used: true }], calls: trips })).toEqual({
      tokensPrompts: 80,
      tokensFirst: 60,
      tokensAgain: 60,
      tokensTools: 30 + 5,
      tokensOutput: 7,
    });
  });

  it('stay apart where the window was full, and the round trip shows less of the context', () => {
    const trips = [
      { ...call, outputTokens: 5 },
      { ...call, cause: 0, inputTokens: 90, contextTokens: 20, resentTokens: 20 },
    ];
    expect(tokens({ artifacts: [{ call: 1, used: true }], calls: trips })).toMatchObject({
      tokensPrompts: 80,
      tokensAgain: 20,
      tokensTools: 30 + 5,
    });
  });

  it('of coordination are whole calls, by what they do', () => {
    const calls = [decide, compose, judge].map((act, i) => ({ ...call, act, inputTokens: 10 * (i + 1) }));
    expect(tokens({ artifacts, calls })).toEqual({ tokensDecisions: 17, tokensSyntheses: 27, tokensReviews: 37 });
  });

  it('of a call that failed, whose attempt failed, or whose result nobody read are wasted', () => {
    const calls = [
      { ...call, status: failed },
      { ...call, artifact: -1 },
      { ...call, artifact: 1 },
    ];
    expect(tokens({ artifacts: [...artifacts, { used: false }], calls })).toEqual({ tokensWasted: 3 * 107 });
  });
});

describe('the parts of the false claims', () => {
  const agents = `agents:
  defaults: { model: plain, prompt: 0, output: 10, latency: 1, credulity: 1 }`;
  /** A draft of two false claims, and what `steps` make of it. */
  const fates = (pattern: string, steps: string, roles: string, options = {}): Record<string, number> =>
    parts(
      play(
        `task:
  brief: { tokens: 100, claims: 1 }
  steps:
    draft: { role: writer, claims: 2, carry: 0 }
${steps}
${agents}
  writer: { hallucination: 1 }
${roles}`,
        pattern,
        options,
      ),
      'escaped',
    );

  it('are two births and nothing else where all is believed and passed on', () => {
    expect(fates('pipeline', '    edit: { role: editor, after: [draft] }', '  editor: {}')).toEqual({
      claimsHallucinated: 2,
    });
  });

  it('are caught in time where the check comes before what is delivered', () => {
    const steps = '    check: { role: checker, after: [draft], checks: true }';
    expect(fates('pipeline', steps, '  checker: { detection: 1 }')).toEqual({
      claimsHallucinated: 2,
      claimsCaught: -2,
    });
  });

  it('are delivered although caught where somebody reads the draft while it is checked', () => {
    const steps = `    check: { role: checker, after: [draft], checks: true }
    tag: { role: tagger, after: [draft] }`;
    expect(fates('choreography', steps, '  checker: { detection: 1, latency: 3 }\n  tagger: {}')).toEqual({
      claimsHallucinated: 2,
      claimsCaughtTooLate: 2,
    });
  });

  it('are dropped where a reader does not believe them', () => {
    const steps = '    edit: { role: editor, after: [draft] }';
    expect(fates('pipeline', steps, '  editor: { credulity: 0 }')).toEqual({
      claimsHallucinated: 2,
      claimsDisbelieved: -2,
    });
  });

  it('are left out where a summary does not carry them', () => {
    const steps = '    sum-up: { role: editor, after: [draft], carry: 0 }';
    expect(fates('pipeline', steps, '  editor: {}')).toEqual({ claimsHallucinated: 2, claimsLeftOut: -2 });
  });

  it('beget others, that are derived; and are guessed where an input is missing', () => {
    const steps = '    edit: { role: editor, after: [draft], claims: 3 }';
    const derived = fates('pipeline', steps, '  editor: {}');
    expect(derived).toEqual({ claimsHallucinated: 2, claimsDerived: 3 });
    const guessed = fates('fan-out', steps, '  editor: { guess: 1 }');
    expect(guessed).toEqual({ claimsHallucinated: 2, claimsGuessed: 3 });
  });

  it('that came with the brief count as such', () => {
    const run = play(
      `task:
  brief: { tokens: 100, claims: 3, falseClaims: 2 }
  steps:
    edit: { role: editor }
${agents}
  editor: {}`,
      'pipeline',
    );
    expect(parts(run, 'escaped')).toEqual({ claimsSeeded: 2 });
    expect(measure(run, 'escaped')).toBe(2);
  });

  it('lie in unread results where nobody took up the one that holds them; a check outweighs a reader', () => {
    const isFalse = { isFalse: 1, cause: Cause.hallucinated };
    const run = handMade({
      claims: [isFalse, isFalse, isFalse, { isFalse: 0 }],
      rejections: [
        { claim: 1, retracted: 0, call: 4 },
        { claim: 1, retracted: 1, call: 5 },
      ],
    });
    for (const [used, claims] of [
      [false, [0, 3]],
      [true, [1, 2]],
    ] as const) {
      const artifact = run.store.create(0, -1, -1, 0, 0);
      artifact.used = used;
      for (const claim of claims) run.store.addClaim(artifact, claim, -1);
    }
    expect(parts(run, 'escaped')).toEqual({
      claimsHallucinated: 3,
      claimsCaught: -1,
      claimsLeftOut: -1,
      claimsUnread: -1,
    });
    const calls: number[] = [];
    const caught = partsOf('escaped').find(({ id }) => id === 'claimsCaught')!;
    caught.part.shares(run, (share, call) => {
      calls.push(call);
      return share;
    });
    expect(calls).toEqual([5]);
  });
});
