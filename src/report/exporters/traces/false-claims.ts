import type { Story, StoryCall } from '../../../sim/record/story.js';

/** Whether a claim of the story is false. */
export function falsehoodIn({ claims }: Story): (name: string) => boolean {
  const names = new Set(claims.filter(({ isFalse }) => isFalse).map(({ name }) => name));
  return (name) => names.has(name);
}

/** What a call did to false claims. */
export interface FalseClaims {
  readonly born: readonly string[];
  readonly passedOn: readonly string[];
  readonly retracted: readonly string[];
  readonly dropped: readonly string[];
}

/** Tells of each call what it did to false claims; what it did to true ones is left out. */
export function falseClaimsIn(trace: Story): (call: StoryCall) => FalseClaims {
  const isFalse = falsehoodIn(trace);
  const only = (claims: readonly string[]): string[] => claims.filter(isFalse);
  return ({ born, passedOn, retracted, dropped }) => ({
    born: only(born),
    passedOn: only(passedOn),
    retracted: only(retracted),
    dropped: only(dropped),
  });
}

/** How many false claims are in the world and not retracted by anybody, from each moment (in seconds) at which it changes. */
export function falseClaimsOverTime(trace: Story): { readonly at: number; readonly count: number }[] {
  const falseIn = falseClaimsIn(trace);
  const alive = new Set(trace.claims.filter((c) => c.isFalse && c.origin === 'user').map(({ name }) => name));
  const ended = trace.calls.filter(({ endedAt }) => endedAt !== null);
  ended.sort((a, b) => a.endedAt! - b.endedAt! || a.call - b.call);
  const counts = new Map([[0, alive.size]]);
  for (const call of ended) {
    const { born, retracted } = falseIn(call);
    for (const name of born) alive.add(name);
    for (const name of retracted) alive.delete(name);
    counts.set(call.endedAt!, alive.size);
  }
  const all = [...counts].map(([at, count]) => ({ at, count }));
  return all.filter(({ count }, i) => i === 0 || count !== all[i - 1]!.count);
}
