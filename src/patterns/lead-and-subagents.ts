import { type Artifact, answer, type Cast, type Process, type StepRequest } from './kit.js';
import { assign, type Briefing, type Confirming, confirm, preface } from './lead-and-subagents/assigning.js';
import { choice, count, definePattern, flag, probability } from './pattern.js';

interface Options extends Omit<Briefing, 'brief' | 'atOnce'>, Confirming {
  readonly mode: 'parallel' | 'serial';
  readonly brief: 'reference' | 'value';
  readonly briefTokens: number;
  readonly wrapping: number;
  readonly opens: number;
  readonly confirms: boolean;
  readonly reemits: boolean;
  readonly onFailure: 'raise' | 'text';
  readonly errorText: number;
  readonly limit: number;
  readonly onLimit: 'fail' | 'empty' | 'partial';
}

export const leadAndSubagents = definePattern<Options>({
  name: 'lead-and-subagents',
  aliases: [
    'orchestrator-workers (Anthropic)',
    'agents as tools (OpenAI Agents, AI SDK, Mastra)',
    'hierarchical (CrewAI)',
    'coordinator (Google)',
    'agent network (Mastra)',
    'research lead',
  ],
  family: 'model',
  card: {
    what: 'A lead gives work to sub-agents, each of whom sees only the brief that the lead writes for it.',
    how: 'One call of the lead names one ready step, or all of them, and writes a brief for each; sub-agents work at once and report back; a last call answers.',
    notice:
      'Sub-agents read little, so they are cheap; what the brief leaves out they have to guess. By value, the lead writes the whole task again for each.',
    tryThis: 'Raise briefLoss; then set brief: value, and compare output tokens.',
    breaksWhen:
      'The brief is the bottleneck: what the lead forgot or got wrong, nobody downstream can know. With onFailure: text it tries again what fails, up to its limit.',
  },
  options: {
    mode: choice(['parallel', 'serial'], 'parallel', 'all ready steps in one call of the lead, or one step a call'),
    brief: choice(['reference', 'value'], 'reference', 'a short brief, or one that writes out the whole task too'),
    briefTokens: count(25, 0, 'tokens of a short brief'),
    briefLoss: probability(0, 'that a brief leaves a claim out'),
    assignment: count(7, 0, "tokens of a call that gives work, without the member's name and the brief"),
    wrapping: count(0, 0, 'tokens that wrap each report on its way back'),
    rosterBase: count(12, 0, 'tokens of the sub-agents as tools in the prompt, once'),
    rosterPerMember: count(24, 0, 'tokens of the sub-agents as tools in the prompt, each'),
    opens: count(0, 0, 'tokens of a first call that reads the task and decides nothing (a title); 0: none'),
    confirms: flag(false, 'after each round a call of the lead says whether all is done; if so, that is the answer'),
    confirmBase: count(170, 0, 'tokens in the prompt of that call, in place of rosterBase and beside the reports'),
    verdict: count(17, 0, 'tokens of such a call that finds something left to do'),
    reemits: flag(false, 'code names the steps; the lead, each time anew, writes the report again; no last answer'),
    onFailure: choice(
      ['raise', 'text'],
      'raise',
      "what comes of a member's failure: the task fails, or the lead reads that it failed and goes on",
    ),
    errorText: count(25, 0, 'tokens of such a text'),
    limit: count(1000, 1, 'calls of the lead'),
    onLimit: choice(['fail', 'empty', 'partial'], 'fail', 'what comes of the task at the limit'),
  },
  expects: {
    calls: (s, o) => (o.reemits ? 3 * s.steps : s.steps + ownCalls(s.waves, o)),
    edges: (s) => s.members,
    edgesPossible: (s) => s.members,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s, o) => (o.reemits ? 3 * s.steps : rounds(s.waves, o).length + ownCalls(s.waves, o)),
    inputTokens: (s, z, o) => {
      const brief = briefTokens(o, z.bareBrief);
      const written = o.assignment + z.name + brief;
      const opening = z.brief + z.coordinatorPrompt + o.rosterBase + o.rosterPerMember * s.steps;
      const working = s.steps * (z.prompt + brief + z.framing);
      if (o.reemits) {
        const told = z.framing + written + z.bareOutput + 1 + o.wrapping;
        return working + s.steps * (2 * opening + told + (s.steps - 1) * (z.synthesis + 1));
      }
      let transcript = 0;
      let tokens = working + (o.opens > 0 ? z.brief + z.coordinatorPrompt : 0);
      for (const steps of rounds(s.waves, o)) {
        tokens += opening + transcript;
        transcript += z.framing + steps * (written + z.output + o.wrapping);
        if (o.confirms) tokens += opening - o.rosterBase + o.confirmBase + transcript + steps * z.bareOutput;
      }
      return o.confirms ? tokens : tokens + opening + transcript;
    },
  },
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: () => ['coordinator'],

  *coordinate(cast, options) {
    const { sim, run, task, team, coordinator: lead } = cast;
    const { mode, wrapping, limit, onLimit, opens, confirms } = options;
    const briefing = { ...options, brief: briefTokens(options, task.brief.tokens), atOnce: mode === 'parallel' };
    const failing = whenFailing(options);
    const framing = run.scenario.provider.framing.message;
    if (options.reemits) return yield* stepByStep(cast, options);
    const transcript = lead.openTranscript(task.brief);
    if (opens > 0) transcript.append(yield* preface(lead, transcript, opens));
    for (let call = opens > 0 ? 2 : 1; call <= limit; call += confirms ? 2 : 1) {
      const { given, message } = yield* assign(cast, transcript, briefing);
      if (given.length === 0) return message;
      transcript.append(message);
      const isHeard = call < limit;
      const working = given.map(({ step, brief }) => {
        const seen = team.context().append(brief);
        return sim.spawn(isHeard ? lead.delegate(step, seen, failing) : answer(lead.id, framing, step, seen, failing));
      });
      const reports = yield* sim.all(working);
      for (const report of reports) transcript.append(report).attach(team.text(wrapping));
      const finding = confirms && isHeard ? yield* confirm(cast, transcript, reports, options) : null;
      if (finding !== null) return finding;
    }
    return team.stopAtLimit(onLimit, transcript);
  },
});

/** Code names the steps; of what was done before, the lead knows what it wrote itself. */
function* stepByStep(cast: Cast, options: Options): Process<Artifact> {
  const { task, team, coordinator: lead } = cast;
  const { wrapping, limit, onLimit, rosterBase, rosterPerMember } = options;
  const briefing = { ...options, brief: briefTokens(options, task.brief.tokens), atOnce: false };
  const steps = task.inOrder().filter((step) => task.isNeeded(step));
  const written = [lead.hear(task.brief)];
  for (let done = 0; done < steps.length; done++) {
    const conversation = written.reduce((all, artifact) => all.append(artifact), team.context('joined'));
    if (2 * done + 2 > limit) return team.stopAtLimit(onLimit, conversation);
    const { given, message } = yield* assign(cast, conversation, briefing);
    if (given.length === 0) return message;
    conversation.append(message);
    const { step, brief } = given[0]!;
    conversation
      .append(yield* lead.delegate(step, team.context().append(brief), whenFailing(options)))
      .attach(team.text(wrapping));
    written.push(yield* lead.restate(conversation, rosterBase + rosterPerMember * task.inOrder().length));
  }
  return written.at(-1)!;
}

const whenFailing = ({ onFailure, errorText }: Options): StepRequest | undefined =>
  onFailure === 'text' ? { errorText } : undefined;

function briefTokens({ brief, briefTokens }: Options, task: number): number {
  return brief === 'reference' ? briefTokens : task + (briefTokens > 0 ? briefTokens + 1 : 0);
}

/** Calls of the lead, where it does not write reports again. */
const ownCalls = (waves: readonly number[], o: Options): number =>
  (o.opens > 0 ? 1 : 0) + (o.confirms ? 2 * rounds(waves, o).length : rounds(waves, o).length + 1);

/** Steps that the lead gives out in each of its rounds. */
function rounds(waves: readonly number[], { mode }: Options): readonly number[] {
  return mode === 'parallel' ? waves : waves.flatMap((steps) => new Array<number>(steps).fill(1));
}
