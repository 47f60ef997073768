import { rosterOf } from '../edits.js';
import {
  type Artifact,
  answer,
  type Cast,
  type Context,
  inParallel,
  type Process,
  rosterTokens,
  type StepRequest,
  sentBack,
  withObjections,
} from '../kit.js';
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
    tryThis: 'Raise briefLoss; then set brief: reference, and brief: value, and compare output tokens.',
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
  slots: { selector: { part: 'coordinator', does: 'gives out the work, and answers' } },
  essentials: () => ['selector.misroute'],

  *coordinate(cast, options) {
    if (options.reemits) return yield* writingAgain(cast, options);
    const { task, team, coordinator: lead } = cast;
    const { limit, opens, confirms, wording } = options;
    const transcript = lead.openTranscript(task.brief);
    if (opens > 0) transcript.append(yield* preface(lead, transcript, opens));
    for (let call = opens > 0 ? 2 : 1; call <= limit; call += confirms ? 2 : 1) {
      const briefing = briefingOf(cast, options);
      const { given, message } = yield* assign(cast, transcript, briefing);
      if (given.length === 0) return message;
      transcript.append(message);
      const isHeard = call < limit || options.onLimit === 'answer';
      const reports = yield* worked(cast, given, isHeard, options);
      for (const report of reports) transcript.append(report).attach(team.text(wrappingOf(options, briefing, report)));
      const asking = { ...wording, repeated: briefing.repeated };
      const finding = confirms && call < limit ? yield* confirm(cast, transcript, reports, asking) : null;
      if (finding !== null) return finding;
    }
    return yield* atLimit(cast, transcript, options);
  },
});

/** Sub-agents work in parallel, each on its own brief; `isHeard`: the lead takes their reports back. */
function* worked(
  { sim, run, task, team, coordinator: lead }: Cast<'coordinator'>,
  given: LeadAssignment['given'],
  isHeard: boolean,
  options: LeadAgentChoices,
): Process<Artifact[]> {
  const request = requestOf(options);
  const framing = run.scenario.provider.framing.message;
  const reports = yield* inParallel(run, () =>
    given.map(({ step, brief }) => {
      const seen = withObjections(step, team.context().append(brief));
      return sim.spawn(isHeard ? lead.delegate(step, seen, request) : answer(lead.id, framing, step, seen, request));
    }),
  );
  // Steps whose work is sent back are open again.
  for (const { step } of given) sentBack(task, step);
  return reports;
}

function* atLimit({ team, coordinator: lead }: Cast<'coordinator'>, transcript: Context, options: LeadAgentChoices) {
  const { onLimit } = options;
  return onLimit === 'answer' ? yield* lead.restate(transcript, 0) : team.stopAtLimit(onLimit, transcript);
}

/**
 * Code names the steps, one after the other, and the lead writes each report again, as long as it was, be it a result or the
 * text of an error; of earlier work it knows what it wrote itself.
 */
function* writingAgain(cast: Cast<'coordinator'>, options: LeadAgentChoices): Process<Artifact> {
  const { task, team, coordinator: lead } = cast;
  const { wrapping } = options.wording;
  const roster = rosterTokens(task.inOrder(), options.wording);
  const briefing = { ...briefingOf(cast, options), atOnce: false };
  const steps = task.inOrder().filter((step) => task.isNeeded(step));
  const written = [lead.hear(task.brief)];
  for (const [done, named] of steps.entries()) {
    const conversation = written.reduce((all: Context, artifact) => all.append(artifact), team.context('joined'));
    if (2 * done + 2 > options.limit) return yield* atLimit(cast, conversation, options);
    const { given, message } = yield* assign(cast, conversation, briefing, named);
    if (given.length === 0) return message;
    conversation.append(message);
    const { step, brief } = given[0]!;
    const report = yield* lead.delegate(step, team.context().append(brief), requestOf(options));
    const heard = conversation.append(report).attach(team.text(wrapping));
    written.push(yield* lead.restate(heard, roster, report.tokens));
  }
  return written.at(-1)!;
}

function briefingOf({ run, task }: Pick<Cast, 'run' | 'task'>, options: LeadAgentChoices): Briefing {
  const { mode, briefLoss, repeatsTask, wording } = options;
  const { tokens } = task.brief;
  return {
    ...wording,
    briefLoss,
    repeated: repeatsTask ? run.scenario.provider.framing.message + tokens : 0,
    brief: briefTokens(options, tokens),
    tells: options.brief === 'needed',
    atOnce: mode === 'parallel',
  };
}

/** What stands around a report, and brief and report once more where the work is repeated. */
const wrappingOf = ({ repeatsWork, wording }: LeadAgentChoices, { brief }: Briefing, report: Artifact): number =>
  wording.wrapping + (repeatsWork ? brief + report.tokens : 0);

/** Each sub-agent searches on its own. What every sub-agent's call has beside its own prompt, and what comes back where it fails. */
function requestOf({ onFailure, wording }: LeadAgentChoices): StepRequest {
  const request = { explores: true, ...(wording.template > 0 ? { roster: wording.template } : {}) };
  return onFailure === 'text' ? { ...request, errorText: wording.errorText } : request;
}
