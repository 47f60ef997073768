import { rosterOf } from '../edits.js';
import { type Artifact, answer, type Cast, type Context, type Process, type StepRequest } from '../kit.js';
import { definePattern } from '../pattern.js';
import { callsIn, isFrom, workIn } from '../run-facts.js';
import { assign, type Briefing, confirm, type LeadAssignment, preface } from './assigning.js';
import { briefTokens, type LeadAgentChoices, leadAgentOptions, leadAgentWording } from './choices.js';
import { leadExpects } from './formulas.js';

export const leadAndSubagents = definePattern({
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
    what: 'A lead gives work to sub-agents, each of which sees only the brief that the lead writes for it.',
    how: 'One call of the lead names one ready step, or all of them, and writes a brief for each; sub-agents work in parallel and report back; a last call answers.',
    notice:
      'Sub-agents read little, so they are cheap; they have to guess what the brief leaves out. By value, the lead writes the whole task again for each.',
    tryThis: 'Raise briefLoss; then set brief: value, and compare output tokens.',
    breaksWhen:
      'The brief is the bottleneck: no sub-agent can know what the lead forgot or got wrong. With onFailure: text it tries again after each failure, up to its limit.',
  },
  look: { colour: 'navy', shape: 'triangle-down' },
  options: leadAgentOptions,
  wording: leadAgentWording,
  expects: leadExpects,
  edits: (s) => rosterOf(s, 'the coordinator'),
  checks: [
    {
      says: 'The lead hands out every step.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'coordinator', call)),
    },
    { says: 'The first call is made by the lead.', holds: (run) => (callsIn(run)[0]?.step ?? -1) < 0 },
  ],
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: { coordinator: 'always' },

  *coordinate(cast, options) {
    if (options.reemits) return yield* writingAgain(cast, options);
    const { task, team, coordinator: lead } = cast;
    const { limit, opens, confirms, wording } = options;
    const transcript = lead.openTranscript(task.brief);
    if (opens > 0) transcript.append(yield* preface(lead, transcript, opens));
    for (let call = opens > 0 ? 2 : 1; call <= limit; call += confirms ? 2 : 1) {
      const { given, message } = yield* assign(cast, transcript, briefingOf(options, task.brief));
      if (given.length === 0) return message;
      transcript.append(message);
      const reports = yield* worked(cast, given, call < limit, options);
      for (const report of reports) transcript.append(report).attach(team.text(wording.wrapping));
      const finding = confirms && call < limit ? yield* confirm(cast, transcript, reports, wording) : null;
      if (finding !== null) return finding;
    }
    return team.stopAtLimit(options.onLimit, transcript);
  },
});

/** Sub-agents work in parallel, each on its own brief; `isHeard`: the lead takes their reports back. */
function* worked(
  { sim, run, team, coordinator: lead }: Cast<'coordinator'>,
  given: LeadAssignment['given'],
  isHeard: boolean,
  options: LeadAgentChoices,
): Process<Artifact[]> {
  const failing = whenFailing(options);
  const framing = run.scenario.provider.framing.message;
  const working = given.map(({ step, brief }) => {
    const seen = team.context().append(brief);
    return sim.spawn(isHeard ? lead.delegate(step, seen, failing) : answer(lead.id, framing, step, seen, failing));
  });
  return yield* sim.all(working);
}

/** Code names the steps, and the lead writes each report again; of earlier work it knows what it wrote itself. */
function* writingAgain(cast: Cast<'coordinator'>, options: LeadAgentChoices): Process<Artifact> {
  const { task, team, coordinator: lead } = cast;
  const { rosterBase, rosterPerMember, wrapping } = options.wording;
  const roster = rosterBase + rosterPerMember * task.inOrder().length;
  const briefing = { ...briefingOf(options, task.brief), atOnce: false };
  const steps = task.inOrder().filter((step) => task.isNeeded(step));
  const written = [lead.hear(task.brief)];
  for (let done = 0; done < steps.length; done++) {
    const conversation = written.reduce((all: Context, artifact) => all.append(artifact), team.context('joined'));
    if (2 * done + 2 > options.limit) return team.stopAtLimit(options.onLimit, conversation);
    const { given, message } = yield* assign(cast, conversation, briefing);
    if (given.length === 0) return message;
    conversation.append(message);
    const { step, brief } = given[0]!;
    const report = yield* lead.delegate(step, team.context().append(brief), whenFailing(options));
    written.push(yield* lead.restate(conversation.append(report).attach(team.text(wrapping)), roster));
  }
  return written.at(-1)!;
}

function briefingOf(options: LeadAgentChoices, brief: Artifact): Briefing {
  const { mode, briefLoss, wording } = options;
  return { ...wording, briefLoss, brief: briefTokens(options, brief.tokens), atOnce: mode === 'parallel' };
}

const whenFailing = ({ onFailure, wording }: LeadAgentChoices): StepRequest | undefined =>
  onFailure === 'text' ? { errorText: wording.errorText } : undefined;
