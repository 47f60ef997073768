import { MAX_INDEX } from '../luck/luck.js';

/** How the draws of a call are addressed: by the work, not by who does it, so that patterns meet the same luck. */
export interface DrawAddress {
  entity: number;
  /** 0 for the first time that this work is done; new claims are drawn anew each time. */
  visit: number;
  /** Which member of a panel it is, from 0: each has luck of its own. */
  voice: number;
}

export function drawAddress(entity: number, visit: number, voice = 0): DrawAddress {
  return { entity, visit, voice };
}

/** Scatters those who do the same work (odd, so that all places are met before one comes back). */
const COPY = 40_503;

/** Where the luck of a reader lies: by its mind, and by which of several tries at the same work it is. */
export function readerPlace(mind: number, copy: number): number {
  return (mind + copy * COPY) % MAX_INDEX;
}

/** Members of panels that have luck of their own. */
const VOICES = 65_536;

/** Index of the draws for what a voice says about a point on a visit. */
export function indexOf(point: number, visit: number, voice: number): number {
  return point + MAX_INDEX * (voice + VOICES * visit);
}

/** Of an index: the visit on which a voice says it. */
export const visitOf = (index: number): number => Math.floor(index / FIRST_REVISION);

/** The lowest index of work that had been done before. */
export const FIRST_REVISION = MAX_INDEX * VOICES;
