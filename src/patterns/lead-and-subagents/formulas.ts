import type { Shape } from '../kit.js';
import type { Expectations, Sizes } from '../pattern.js';
import { briefTokens, type LeadAgentChoices } from './choices.js';

export const leadExpects: Expectations<LeadAgentChoices> = {
  calls: (s, o) => (o.reemits ? 3 * s.steps : s.steps + ownCalls(s.waves, o)),
  edges: (s) => s.members,
  edgesPossible: (s) => s.agents,
  messages: (s) => 2 * s.steps,
  criticalPathCalls: (s, o) => (o.reemits ? 3 * s.steps : rounds(s.waves, o).length + ownCalls(s.waves, o)),
  inputTokens,
};

function inputTokens(s: Shape, z: Sizes, o: LeadAgentChoices): number {
  const { assignment, rosterBase, rosterPerMember, rosterNames, confirmBase, template } = o.wording;
  const brief = briefTokens(o, z.bareBrief);
  const written = assignment + z.name + brief;
  const wrapping = o.wording.wrapping + (o.repeatsWork ? brief + z.bareOutput : 0);
  const roster = rosterBase + (rosterPerMember + rosterNames * z.name) * s.steps + (o.repeatsTask ? z.brief : 0);
  const opening = z.brief + z.coordinatorPrompt + roster;
  const working = s.steps * (z.prompt + template + brief + z.framing);
  if (o.reemits) {
    const told = z.framing + written + z.bareOutput + 1 + wrapping;
    return working + s.steps * (2 * opening + told + (s.steps - 1) * (z.bareOutput + 1));
  }
  let transcript = 0;
  let tokens = working + (o.opens > 0 ? z.brief + z.coordinatorPrompt : 0);
  for (const steps of rounds(s.waves, o)) {
    tokens += opening + transcript;
    transcript += z.framing + steps * (written + z.output + wrapping);
    if (o.confirms) tokens += opening - rosterBase + confirmBase + transcript + steps * z.bareOutput;
  }
  return o.confirms ? tokens : tokens + opening + transcript;
}

/** Calls of the lead, where it does not write reports again. */
function ownCalls(waves: readonly number[], o: LeadAgentChoices): number {
  const deciding = rounds(waves, o).length;
  return (o.opens > 0 ? 1 : 0) + (o.confirms ? 2 * deciding : deciding + 1);
}

/** Steps that the lead gives out in each of its rounds. */
function rounds(waves: readonly number[], { mode }: LeadAgentChoices): readonly number[] {
  return mode === 'parallel' ? waves : waves.flatMap((steps) => new Array<number>(steps).fill(1));
}
