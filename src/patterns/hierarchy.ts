import { rosterOf, together } from './edits.js';
import { type LeafStep, type Shape, topological } from './kit.js';
import { type Chosen, count, definePattern, offAtZero, type Sizes, type StepGroup } from './pattern.js';
import { isFrom, isOneAtATime, workIn } from './run-facts.js';
import { leadOptions, leadWording, type SupervisorChoices, supervise } from './supervisor/leading.js';

const options = {
  teamSize: offAtZero(
    count(0, 0, 'steps of a team, where the scenario names no groups'),
    'about the square root of the number of steps',
  ),
  ...leadOptions,
};

type Choices = Chosen<typeof options, typeof leadWording>;

export const hierarchy = definePattern({
  name: 'hierarchy',
  aliases: ['supervisor of supervisors', 'hierarchical teams (LangGraph)', 'hierarchical agents (Google, AWS)'],
  family: 'model',
  card: {
    what: 'Supervisors lead teams, and a supervisor leads the supervisors.',
    how: "Steps of one group form a team; without groups, neighbours do, about as many in each team as there are teams. A team does its steps as one, and the others see only its lead's answer.",
    notice:
      'Two more calls for every team, but each transcript stays short: with many steps it costs less than one supervisor.',
    tryThis: 'Sweep the number of steps, and find where it overtakes the supervisor; then set coordinator.carry: 0.9.',
    breaksWhen: 'Every level writes the result again: no level above can see what a lead leaves out or makes up.',
  },
  look: { colour: 'teal', shape: 'square' },
  options,
  wording: leadWording,
  expects: {
    calls,
    edges: (s) => s.members + sum(s, ({ members }) => members),
    edgesPossible: (s) => s.agents + sum(s, ({ agents }) => agents),
    messages: (s) => 2 * s.steps + sum(s, ({ steps }) => 2 * steps),
    criticalPathCalls: calls,
    inputTokens,
  },
  edits: (s) =>
    together(
      rosterOf(s, 'the coordinator'),
      ...s.teams.flatMap((team, i) => (team === null ? [] : [rosterOf(team, `the coordinator of ${s.order[i]!}`)])),
    ),
  checks: [
    { says: 'Each call ends before the next one begins.', holds: isOneAtATime },
    {
      says: 'A supervisor hands out every step.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'coordinator', call)),
    },
  ],
  divides: { by: 'supervisor', groups: groupsOf },
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: { coordinator: 'always' },
  slots: { selector: { part: 'coordinator', does: 'leads each team, and the teams' } },
  essentials: () => ['selector.misroute'],

  coordinate: (cast, options) => supervise(cast, leadingTeams(options)),
});

/** A supervisor of supervisors leaves everything else as it is. */
function leadingTeams(options: Choices): SupervisorChoices {
  return {
    ...options,
    namesAll: false,
    takes: 'first',
    others: 'unanswered',
    onFailure: 'raise',
    counts: 'turns',
    wording: { ...options.wording, memberRoster: 0, memberHandoff: 0, errorText: 0 },
  };
}

/** Groups of the scenario; else neighbours in topological order, in teams whose sizes differ by one at most. */
function groupsOf(leaves: readonly LeafStep[], { teamSize }: Choices): readonly StepGroup[] {
  // One step alone in its group makes no team.
  const named = leaves.map((leaf) => leaf.spec.group);
  const grouped = named.some((group, i) => group !== null && named.indexOf(group) < i);
  const order = topological(
    leaves.map((leaf) => leaf.after.map((step) => leaves.findIndex((l) => l.index === step)).filter((i) => i >= 0)),
  );
  const teams = teamSize > 0 ? Math.ceil(leaves.length / teamSize) : Math.max(2, Math.round(Math.sqrt(leaves.length)));
  const groups = new Map<string, number[]>();
  for (const [place, leaf] of order.map((i) => leaves[i]!).entries()) {
    const { name, group } = leaf.spec;
    const team = grouped ? (group ?? name) : `team ${Math.floor((place * teams) / leaves.length) + 1}`;
    groups.set(team, [...(groups.get(team) ?? []), leaf.index]);
  }
  return [...groups].map(([name, steps]) => ({ name, steps }));
}

function sum(s: Shape, of: (team: Shape) => number): number {
  return s.teams.reduce((total, team) => total + (team === null ? 0 : of(team)), 0);
}

/** A supervisor's; in place of a specialist's one call, those of a team. */
function calls(s: Shape): number {
  return 2 * s.steps + 1 + sum(s, (team) => calls(team) - 1);
}

/** The transcript that each supervisor carries; a team begins with all of it in one message. */
function inputTokens(s: Shape, z: Sizes, o: Choices): number {
  const { rosterBase, rosterPerMember, rosterNames, handoff, handback } = o.wording;
  const lead = z.coordinatorPrompt + rosterBase + (rosterPerMember + rosterNames * z.name) * s.steps;
  let said = 0;
  let results = 0;
  let tokens = 0;
  for (const team of s.teams) {
    const seen = z.brief + said + results * z.framing;
    const told = o.handoffMessages ? handoff + 2 * z.name : 0;
    tokens += lead + seen;
    const bareBrief = z.bareBrief + said + told;
    tokens +=
      team === null ? z.prompt + seen + told : inputTokens(team, { ...z, bareBrief, brief: bareBrief + z.framing }, o);
    said += told + (team === null ? z.bareOutput : z.synthesis) + (o.handoffMessages ? handback + z.name : 0);
    results++;
  }
  return tokens + lead + z.brief + said + results * z.framing;
}
