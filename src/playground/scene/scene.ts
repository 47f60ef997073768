import type { Letter } from '../../sim/record/letters.js';
import type { Story, StoryCall, StoryOutage } from '../../sim/record/story.js';
import type { Clock } from './clock.js';

/** What stands on the stage at one position: all that a picture needs, and nothing of what comes later. */
export interface Scene {
  /** Seconds of the run. */
  readonly time: number;
  /** Null: it goes on. */
  /** `observed`: it ended, and nobody knows whether its result is right. */
  readonly outcome: Story['outcome'] | 'observed' | null;
  readonly tokens: number;
  readonly cost: number;
  readonly actors: readonly ActorScene[];
  readonly letters: readonly LetterScene[];
  /** What the reader was handed; null: nothing yet. */
  readonly delivery: {
    readonly claims: number;
    readonly falseClaims: readonly string[];
    readonly missing: number;
  } | null;
  /** Parts of the shared document that a later writer undid so far. */
  readonly undone: number;
}

export interface ActorScene {
  readonly name: string;
  readonly kind: string;
  /** Calls that go on, the latest first. */
  readonly calls: readonly { readonly what: string; readonly share: number; readonly isWaiting: boolean }[];
  /** False claims that it believes. */
  readonly falseClaims: readonly string[];
  /** Claims that it has retracted so far. */
  readonly retracted: number;
  readonly down: StoryOutage['cause'] | null;
  /** Other work that waits for it, of all tasks. */
  readonly queue: number;
}

export interface LetterScene {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  /** Of its way, from 0 to 1. */
  readonly progress: number;
  readonly falseClaims: number;
  readonly kind: Letter['kind'];
  readonly isLost: boolean;
}

/** The ends of the line: who gives the task, and who reads what comes of it. */
export const ASKER = 'user';

/** How long a lost letter is seen to fall, in seconds of playing. */
const FALL = 0.9;

/** The scene of a story at a position. A function of both alone, so that going back is the same as never having gone on. */
export function sceneAt(story: Story, clock: Clock, position: number): Scene {
  const isFalse = falseNames(story);
  const has = {
    left: (moment: number) => clock.leave(moment) <= position,
    arrived: (moment: number) => clock.arrive(moment) <= position,
  };
  const time = clock.at(position);
  const ended = story.calls.filter(({ endedAt }) => endedAt !== null && has.left(endedAt));
  const isOver = story.endedAt === null ? position >= clock.length : has.arrived(story.endedAt);
  const { delivery } = story;
  return {
    time,
    outcome: isOver ? outcomeOf(story) : null,
    tokens: ended.reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0),
    cost: ended.reduce((sum, call) => sum + call.cost, 0),
    actors: story.participants.map(({ name, kind }) => actorAt(story, name, kind, { time, has, isFalse })),
    letters: story.letters.flatMap((letter) => letterAt(letter, clock, position, isFalse) ?? []),
    delivery:
      delivery !== null && has.arrived(delivery.at)
        ? {
            claims: delivery.claims.length,
            falseClaims: delivery.claims.filter(isFalse),
            missing: delivery.missingSteps,
          }
        : null,
    undone: story.writes.filter(({ at }) => has.left(at)).reduce((sum, { undid }) => sum + undid.length, 0),
  };
}

/** Whether a claim of the story is false. */
export function falseNames({ claims }: Story): (name: string) => boolean {
  const names = new Set(claims.filter(({ isFalse }) => isFalse).map(({ name }) => name));
  return (name) => names.has(name);
}

interface Now {
  readonly time: number;
  readonly has: { readonly left: (moment: number) => boolean; readonly arrived: (moment: number) => boolean };
  readonly isFalse: (claim: string) => boolean;
}

function actorAt(story: Story, name: string, kind: string, now: Now): ActorScene {
  const { has, time } = now;
  const going = story.calls.filter(
    (call) =>
      call.participant === name && has.arrived(call.requestedAt) && !(call.endedAt !== null && has.left(call.endedAt)),
  );
  return {
    name,
    kind,
    calls: going.reverse().map((call) => ({ what: whatOf(call), ...progressOf(call, time) })),
    falseClaims: heldBy(story, name, now),
    retracted: story.beliefs.filter((one) => one.participant === name && one.how === 'retracted' && has.left(one.at))
      .length,
    down:
      story.outages.find(
        (one) => one.participant === name && has.left(one.from) && !(one.to !== null && has.left(one.to)),
      )?.cause ?? null,
    queue: queueAt(story, name, time),
  };
}

/** What a call is about. */
export const whatOf = ({ step, act }: Pick<StoryCall, 'step' | 'act'>): string => step ?? act;

/** How far a call is: it waits in line first, then it is answered. */
function progressOf(call: StoryCall, time: number): { share: number; isWaiting: boolean } {
  const begins = call.endedAt === null ? call.requestedAt : call.endedAt - call.service;
  if (time < begins) return { share: 0, isWaiting: true };
  const share = call.endedAt === null ? 0 : call.service === 0 ? 1 : (time - begins) / call.service;
  return { share: Math.min(1, Math.max(0, share)), isWaiting: false };
}

function heldBy(story: Story, name: string, { has, isFalse }: Now): string[] {
  const held = new Set<string>();
  for (const { participant, claim, at, how } of story.beliefs) {
    if (participant !== name || !has.left(at)) continue;
    if (how === 'dropped' || how === 'retracted') held.delete(claim);
    else if (isFalse(claim)) held.add(claim);
  }
  return [...held];
}

function queueAt({ queues }: Story, name: string, time: number): number {
  let waiting = 0;
  for (const one of queues) {
    if (one.at > time) break;
    if (one.participant === name) waiting = one.waiting;
  }
  return waiting;
}

/** Null where it is not on its way. */
function letterAt(letter: Letter, clock: Clock, position: number, isFalse: Now['isFalse']): LetterScene | null {
  const { id, from, to, kind, claims, sentAt, arrivedAt } = letter;
  const begins = clock.leave(sentAt);
  const ends = arrivedAt === null ? begins + FALL : clock.arrive(arrivedAt);
  if (position < begins || position >= ends) return null;
  const progress = (position - begins) / (ends - begins);
  return { id, from, to, kind, progress, falseClaims: claims.filter(isFalse).length, isLost: arrivedAt === null };
}

function outcomeOf({ isObserved, outcome }: Story): Scene['outcome'] {
  return isObserved === true && outcome !== 'failed' ? 'observed' : outcome;
}
