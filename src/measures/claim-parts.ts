import { Cause, type RunRecord } from '../sim/record/record.js';
import { type PartMeasure, type PartOf, type RecordPass, sumOfShares } from './measure.js';

/** A part, and which false claims it counts. */
interface ClaimPart {
  readonly measure: PartMeasure;
  /** What each of them adds. */
  readonly one: 1 | -1;
  readonly counts: (cause: number, fate: number) => boolean;
}

const measureOf = (id: string, label: string, definition: string, shares: PartOf['shares']): PartMeasure => ({
  id,
  group: 'errors',
  label,
  unit: 'claims',
  better: 'lower',
  interval: 'mean',
  definition,
  read: (run) => sumOfShares(run, shares),
  part: { whole: 'escaped', shares },
});

/** False claims with this cause, one each, from the call that made them. */
const born = (id: string, label: string, definition: string, origin: number): ClaimPart => ({
  measure: measureOf(id, label, definition, (run, take) => {
    const c = run.claims.columns;
    for (let claim = 0; claim < run.claims.length; claim++) if (c.cause[claim] === origin) take(1, c.call[claim]!);
  }),
  one: 1,
  counts: (cause) => cause === origin,
});

/** False claims that met this fate: `one` each, from the call that rejected them. */
const met = (
  id: string,
  label: string,
  definition: string,
  one: 1 | -1,
  meets: (fate: number) => boolean,
): ClaimPart => ({
  measure: measureOf(id, label, definition, (run, take) => {
    const { fates, calls } = fatesOf(run);
    const { isFalse } = run.claims.columns;
    for (let claim = 0; claim < run.claims.length; claim++) {
      if (isFalse[claim] === 1 && meets(fates[claim]!)) take(one, calls[claim]!);
    }
  }),
  one,
  counts: (_, fate) => meets(fate),
});

/** What can happen to a claim, as a set. */
const Fate = { delivered: 1, retracted: 2, disbelieved: 4, used: 8 } as const;
const has = (fate: number, one: number): boolean => (fate & one) !== 0;
/** Not delivered, and no check had anything to do with it. */
const isLost = (fate: number): boolean => !has(fate, Fate.delivered | Fate.retracted);

const caughtTooLate = met(
  'claimsCaughtTooLate',
  'delivered although caught',
  'Of the false claims delivered, those that a check retracted too late for the delivered copy.',
  1,
  (fate) => has(fate, Fate.retracted) && has(fate, Fate.delivered),
);

/** The false claims delivered, as a balance: each comes into being in one way, and is delivered or taken out in one. */
const balance: readonly ClaimPart[] = [
  born('claimsSeeded', 'false in the brief', 'False claims that came with the brief.', Cause.seeded),
  born(
    'claimsHallucinated',
    'hallucinated',
    'False claims that were made up although their basis was true.',
    Cause.hallucinated,
  ),
  born('claimsGuessed', 'guessed', 'False claims that were made up because an input was missing.', Cause.guessed),
  born('claimsDerived', 'derived from false ones', 'False claims that rest on a false one.', Cause.derived),
  met(
    'claimsCaught',
    'caught in time',
    'Less the false claims that a check retracted and that were not delivered.',
    -1,
    (fate) => has(fate, Fate.retracted) && !has(fate, Fate.delivered),
  ),
  met(
    'claimsDisbelieved',
    'dropped by readers',
    'Less those that no check retracted, that a reader did not believe, and that were not delivered.',
    -1,
    (fate) => isLost(fate) && has(fate, Fate.disbelieved),
  ),
  met(
    'claimsLeftOut',
    'left out on the way',
    'Less those that no participant rejected, and that were lost in a summary, a brief, a vote, a full context window or a side product.',
    -1,
    (fate) => isLost(fate) && !has(fate, Fate.disbelieved) && has(fate, Fate.used),
  ),
  met(
    'claimsUnread',
    'in unread results',
    'Less those in results that were not used.',
    -1,
    (fate) => isLost(fate) && !has(fate, Fate.disbelieved) && !has(fate, Fate.used),
  ),
  {
    ...caughtTooLate,
    measure: { ...caughtTooLate.measure, part: { ...caughtTooLate.measure.part, beside: true } },
  },
];

/** All parts at once, so that the fates of a task's claims are found once and not once per part. */
const pass: RecordPass = {
  length: balance.length,
  read: (run, into) => {
    into.fill(0);
    const { fates } = fatesOf(run);
    const { cause, isFalse } = run.claims.columns;
    for (let claim = 0; claim < run.claims.length; claim++) {
      if (isFalse[claim] !== 1) continue;
      for (let place = 0; place < balance.length; place++) {
        const { one, counts } = balance[place]!;
        if (counts(cause[claim]!, fates[claim]!)) into[place]! += one;
      }
    }
  },
};

export const claimParts: readonly PartMeasure[] = balance.map(({ measure }, place) => ({
  ...measure,
  pass: { of: pass, place },
}));

/** The fate of each claim, and the first call that retracted it, or else did not believe it; -1 where there is none. */
function fatesOf(run: RunRecord): { readonly fates: Uint8Array; readonly calls: Int32Array } {
  const fates = new Uint8Array(run.claims.length);
  const calls = new Int32Array(run.claims.length).fill(-1);
  const mark = (claim: number, fate: number): void => {
    fates[claim] = fates[claim]! | fate;
  };
  const { claim, retracted, call } = run.rejections.columns;
  for (const wanted of [1, 0]) {
    for (let i = 0; i < run.rejections.length; i++) {
      if (retracted[i] !== wanted) continue;
      if (fates[claim[i]!] === 0) calls[claim[i]!] = call[i]!;
      mark(claim[i]!, wanted === 1 ? Fate.retracted : Fate.disbelieved);
    }
  }
  for (let i = 0; i < run.delivered.length; i++) mark(run.delivered.columns.claim[i]!, Fate.delivered);
  const { all, length, claims } = run.store;
  for (let i = 0; i < length; i++) {
    const { used, claimStart, claimEnd } = all[i]!;
    if (used) for (let entry = claimStart; entry < claimEnd; entry++) mark(claims[entry]!, Fate.used);
  }
  return { fates, calls };
}
