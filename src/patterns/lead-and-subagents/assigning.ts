import {
  Act,
  type Artifact,
  type Cast,
  type Context,
  type Coordinator,
  type ModelRequest,
  NOTHING,
  type Process,
  Purpose,
  rosterTokens,
  type Step,
} from '../kit.js';

/** What a lead wrote in one call: the steps that it gave out, each with a brief; none, and the message is its answer. */
export interface LeadAssignment {
  readonly given: readonly { readonly step: Step; readonly brief: Artifact }[];
  readonly message: Artifact;
}

/** How a lead writes its briefs. */
export interface Briefing {
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  readonly rosterNames: number;
  /** Tokens of the task, where the request repeats it. */
  readonly repeated: number;
  /** Tokens of a call that gives work, without the member's name and the brief. */
  readonly assignment: number;
  /** Tokens of a brief. */
  readonly brief: number;
  /** A brief grows with what there is to tell of what its step needs. */
  readonly tells: boolean;
  /** Probability that a brief leaves a claim out. */
  readonly briefLoss: number;
  /** All ready steps in one call; else one. */
  readonly atOnce: boolean;
}

/** How a lead asks itself, once reports are in, whether all is done. */
export interface Confirming {
  /** Tokens in the prompt of the question, beside the members and the reports, which it repeats. */
  readonly confirmBase: number;
  readonly rosterPerMember: number;
  readonly rosterNames: number;
  /** Tokens of the task, where the question repeats it. */
  readonly repeated: number;
  /** Tokens of the finding that something is left to do. */
  readonly verdict: number;
}

/**
 * One call: gives work to one ready step's member, or to those of all ready steps, with a brief for each; or answers.
 * Errs as `Coordinator.decide` does.
 */
export function* assign(
  { run, task, coordinator }: Pick<Cast<'coordinator'>, 'run' | 'task' | 'coordinator'>,
  transcript: Context,
  briefing: Briefing,
  /** The step that code names, where that is so. */
  named: Step | null = null,
): Process<LeadAssignment> {
  const { calls } = coordinator;
  const visit = calls.nextVisit();
  const extras = rosterTokens(task.inOrder(), briefing) + briefing.repeated;
  const { steps, lengths, tokens, request } = assignmentOf({ task, coordinator }, transcript, briefing, {
    visit,
    extras,
    named,
  });
  const shown = !calls.mustCompact(transcript, request)
    ? transcript
    : yield* calls.compacted(transcript, request, visit, coordinator.id);
  const call = yield* calls.persist(request, visit, shown, coordinator.id);
  if (steps.length === 0) return { given: [], message: calls.synthesis(shown, call) };
  calls.noteChoice(call, steps.map((step) => step.name).join(' and '));
  const message = calls.note(call, tokens + run.scenario.provider.framing.message);
  const { briefLoss } = briefing;
  return {
    given: steps.map((step, i) => ({ step, brief: calls.brief(step, shown, call, lengths[i]!, briefLoss) })),
    message,
  };
}

/** What a lead is about to give out: steps and the lengths of their briefs; none, and the request is for its answer. */
export interface PlannedAssignment {
  readonly steps: readonly Step[];
  readonly lengths: readonly number[];
  /** That it writes in all. */
  readonly tokens: number;
  readonly request: ModelRequest;
}

/** Which steps a lead gives out in a call: the `visit`th one, with `extras` tokens in the prompt. */
export function assignmentOf(
  { task, coordinator }: Pick<Cast<'coordinator'>, 'task' | 'coordinator'>,
  transcript: Context,
  briefing: Pick<Briefing, 'assignment' | 'brief' | 'tells' | 'atOnce'>,
  { visit, extras, named }: { readonly visit: number; readonly extras: number; readonly named: Step | null },
  among = task.inOrder(),
): PlannedAssignment {
  const { spec, calls } = coordinator;
  const open = calls.options(task, calls.expectedInput(transcript, extras), among);
  const others = among.filter((step) => step !== named);
  const options = named === null ? open : { ...open, right: [named], wrong: [...others, null] };
  const next = calls.choose(options, visit);
  const steps = next === null ? [] : briefing.atOnce && options.right.includes(next) ? options.right : [next];
  const lengths = steps.map((step) => briefing.brief + (briefing.tells ? calls.tokensToTell(step, transcript) : 0));
  const tokens = steps.reduce((sum, step, i) => sum + briefing.assignment + step.member.nameTokens + lengths[i]!, 0);
  const request =
    next === null
      ? calls.request(Act.compose, spec.output, Purpose.output, extras, 0)
      : calls.request(Act.decide, NOTHING, Purpose.decisionOutput, extras, tokens);
  return { steps, lengths, tokens, request };
}

/**
 * One call that repeats the newest reports: answers when nothing is left to do; else finds so in the transcript (null).
 * Errs as `Coordinator.decide` does.
 */
export function* confirm(
  { task, coordinator }: Pick<Cast<'coordinator'>, 'task' | 'coordinator'>,
  transcript: Context,
  reports: readonly Artifact[],
  confirming: Confirming,
): Process<Artifact | null> {
  const { spec, calls } = coordinator;
  const visit = calls.nextVisit();
  const { confirmBase, repeated, verdict } = confirming;
  const again = reports.reduce((sum, report) => sum + report.tokens, repeated);
  const extras = rosterTokens(task.inOrder(), { ...confirming, rosterBase: confirmBase }) + again;
  const isDone = calls.choose(calls.options(task, calls.expectedInput(transcript, extras)), visit) === null;
  const request = isDone
    ? calls.request(Act.compose, spec.output, Purpose.output, extras, 0)
    : calls.request(Act.decide, NOTHING, Purpose.decisionOutput, extras, verdict);
  const shown = !calls.mustCompact(transcript, request)
    ? transcript
    : yield* calls.compacted(transcript, request, visit, coordinator.id);
  const call = yield* calls.persist(request, visit, shown, coordinator.id);
  if (isDone) return calls.synthesis(shown, call);
  transcript.append(calls.note(call, 0));
  return null;
}

/** One call that decides nothing: it writes `tokens` that are not read, and the work waits for it. */
export function* preface({ calls }: Coordinator, transcript: Context, tokens: number): Process<Artifact> {
  return calls.note(yield* calls.write(transcript, tokens), 0);
}
