import { type LeafStep, type Shape, topological } from './kit.js';
import { count, definePattern, type Group, type Sizes } from './pattern.js';
import { type Leadership, leadership, supervise } from './supervisor.js';

interface Options extends Leadership {
  readonly teamSize: number;
}

/** What a supervisor of supervisors leaves as it is. */
const PLAIN = {
  namesAll: false,
  takes: 'first',
  others: 'unanswered',
  memberRoster: 0,
  memberHandoff: 0,
  onFailure: 'raise',
  errorText: 0,
  counts: 'turns',
} as const;

export const hierarchy = definePattern<Options>({
  name: 'hierarchy',
  aliases: ['supervisor of supervisors', 'hierarchical teams (LangGraph)', 'hierarchical agents (Google, AWS)'],
  family: 'model',
  card: {
    what: 'Supervisors lead teams, and a supervisor leads the supervisors.',
    how: "Steps of one group form a team; without groups, neighbours do, about as many in each team as there are teams. A team does its steps as one, and its lead's answer is all that the others see of it.",
    notice:
      'Two calls more for every team, but each transcript stays short: with many steps it costs less than one supervisor.',
    tryThis: 'Sweep the number of steps, and find where it overtakes the supervisor; then set coordinator.carry: 0.9.',
    breaksWhen: 'Every level tells the story again: what a lead leaves out or makes up, nobody above it can see.',
  },
  options: {
    teamSize: count(0, 0, 'steps of a team, where the scenario names no groups; 0: about the square root of all'),
    ...leadership,
  },
  expects: {
    calls,
    edges: (s) => s.members + sum(s, ({ members }) => members),
    edgesPossible: (s) => s.members + sum(s, ({ members }) => members),
    messages: (s) => 2 * s.steps + sum(s, ({ steps }) => 2 * steps),
    criticalPathCalls: calls,
    inputTokens,
  },
  divides: { by: 'supervisor', groups: groupsOf },
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: () => ['coordinator'],

  coordinate: (cast, options) => supervise(cast, { ...PLAIN, ...options }),
});

/** Groups of the scenario; else neighbours in topological order, in teams whose sizes differ by one at most. */
function groupsOf(leaves: readonly LeafStep[], { teamSize }: Options): readonly Group[] {
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
function inputTokens(s: Shape, z: Sizes, o: Options): number {
  const lead = z.coordinatorPrompt + o.rosterBase + o.rosterPerMember * s.steps;
  let said = 0;
  let results = 0;
  let tokens = 0;
  for (const team of s.teams) {
    const seen = z.brief + said + results * z.framing;
    const told = o.handoffMessages ? o.handoff + 2 * z.name : 0;
    tokens += lead + seen;
    const bareBrief = z.bareBrief + said + told;
    tokens +=
      team === null ? z.prompt + seen + told : inputTokens(team, { ...z, bareBrief, brief: bareBrief + z.framing }, o);
    said += told + (team === null ? z.bareOutput : z.synthesis) + (o.handoffMessages ? o.handback + z.name : 0);
    results++;
  }
  return tokens + lead + z.brief + said + results * z.framing;
}
