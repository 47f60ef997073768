/** What a prompt says of those whom its agent can address, in tokens. */
export interface Roster {
  /** Once. */
  readonly rosterBase: number;
  /** For each of them, without the name; and how often the name stands there. */
  readonly rosterPerMember: number;
  readonly rosterNames: number;
}

/** Tokens of that for the members who do `steps`. */
export function rosterTokens(
  steps: readonly { readonly member: { readonly nameTokens: number } }[],
  { rosterBase, rosterPerMember, rosterNames }: Roster,
): number {
  const fixed = rosterBase + rosterPerMember * steps.length;
  return rosterNames === 0 ? fixed : steps.reduce((sum, { member }) => sum + rosterNames * member.nameTokens, fixed);
}
