import { readFileSync } from 'node:fs';
import type { ToldVerdicts } from '../advise/evidence.js';

/** A short form of docs/claims.md, with what the questions of `rehearse advise` name. */
const ADVICE = new URL('../../assets/advice.json', import.meta.url);

let told: ToldVerdicts | undefined;

/** What was measured of the claims that go with answers. */
export function toldVerdicts(): ToldVerdicts {
  told ??= JSON.parse(readFileSync(ADVICE, 'utf8')) as ToldVerdicts;
  return told;
}
