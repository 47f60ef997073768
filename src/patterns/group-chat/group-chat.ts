import type { Artifact, Cast, Process, Shape } from '../kit.js';
import { definePattern, type Sizes } from '../pattern.js';
import { isOneAtATime, onlyWorks } from '../run-facts.js';
import { type ChatChoices, chatOptions, chatWording } from './choices.js';
import { moderated, tellAll } from './moderation.js';

export const groupChat = definePattern({
  name: 'group-chat',
  aliases: ['group chat (AutoGen, Microsoft Agent Framework, Azure)', 'selector', 'moderated chat', 'round table'],
  family: 'model',
  card: {
    what: 'Members talk in one room: each reads all messages, and one speaks at a time.',
    how: 'Code gives the floor in turn, or a manager reads along and names the next speaker in a call of its own, until it closes the meeting with an answer.',
    notice: 'All members read every message: edges grow with the square of the team, and so do the tokens.',
    tryThis:
      'Set selector: llm and silence: 1; the manager names no speaker, so the same one speaks in every turn until maxTurns.',
    breaksWhen: 'Every member holds a belief that was said aloud; or a manager without judgement keeps the talk going.',
  },
  look: { colour: 'yellow', shape: 'circle' },
  options: chatOptions,
  wording: chatWording,
  expects: {
    calls: (s, o) => (isManaged(o) ? 2 * s.steps + 1 : s.steps),
    edges: (s, o) => allPairs(s.members, o),
    edgesPossible: (s, o) => allPairs(s.agents, o),
    messages: (s, o) => s.steps * (s.members - 1) + (isManaged(o) ? 2 * s.steps : 0),
    criticalPathCalls: (s, o) => (isManaged(o) ? 2 * s.steps + 1 : s.steps),
    inputTokens,
  },
  checks: [
    { says: 'One speaks at a time: each call ends before the next one begins.', holds: isOneAtATime },
    {
      says: 'With selector: round-robin no call coordinates.',
      holds: (run, { selector }) => selector === 'llm' || onlyWorks(run),
    },
  ],
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  noReturn: 'what was said in the room stays said',
  parts: { coordinator: (_, o) => isManaged(o) },
  slots: {
    selector: {
      part: 'coordinator',
      does: 'names the next speaker in the place of code, and answers',
      switches: 'llm',
      when: (o) => isManaged(o),
    },
  },
  essentials: (o) => ['agents.credulity', ...(isManaged(o) ? ['selector.misroute'] : [])],

  *coordinate(cast, options) {
    const { coordinator } = cast;
    return yield* coordinator === null ? inTurn(cast, options) : moderated(cast, coordinator, options);
  },
});

/** Code gives the floor to the member of each foreseen step, one after the other; the last message is the answer. */
function* inTurn({ task, team }: Cast, { maxTurns, onLimit }: ChatChoices): Process<Artifact> {
  const chat = team.context().append(task.brief);
  const line = task.inOrder().filter((step) => task.isForeseen(step));
  for (const [turn, step] of line.entries()) {
    if (turn === maxTurns) return team.stopAtLimit(onLimit, chat);
    const said = yield* team.memberFor(step).perform(step, chat);
    chat.append(said);
    tellAll(task, said, line[turn + 1]);
  }
  return team.outcome(task, chat.newest);
}

const isManaged = ({ selector }: ChatChoices): boolean => selector === 'llm';

/** Each member reads all others; a manager gives all of them the floor. */
function allPairs(members: number, options: ChatChoices): number {
  return (members * (members - 1)) / 2 + (isManaged(options) ? members : 0);
}

function inputTokens({ steps: n }: Shape, z: Sizes, o: ChatChoices): number {
  const { label, rosterBase, rosterPerMember, rosterNames, decided } = o.wording;
  const { rolesPerMember, rolesNames, instructionPerMember, instructionNames } = o.wording;
  const instruction = o.wording.instruction + (instructionPerMember + instructionNames * z.name) * n;
  const earlier = (n * (n - 1)) / 2;
  const members = n * (z.prompt + z.brief) + z.output * earlier;
  if (!isManaged(o)) return members;
  const said = (o.transcript === 'joined' ? z.bareOutput + 1 : z.output) + label;
  const remembered = o.memory ? instruction + decided + 2 * z.name : 0;
  const listed = rosterPerMember + rolesPerMember + (rosterNames + rolesNames) * z.name;
  const opening = z.brief + z.coordinatorPrompt + rosterBase + listed * n;
  const instructed = o.memory ? instruction * (n + 1) : 0;
  return members + (n + 1) * opening + (earlier + n) * (said + remembered) + instructed;
}
