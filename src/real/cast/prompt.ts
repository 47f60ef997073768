import { createHash } from 'node:crypto';
import type { Artifact } from '../../sim/content/artifact.js';
import type { Context } from '../../sim/content/context.js';
import type { Step } from '../../sim/team/step.js';
import type { RealTask } from '../record/real-task.js';
import type { ModelQuestion, PromptMessage, ToolCall } from '../wire/question.js';
import { hasMarks, type Segment, segmentsOf } from './markers.js';
import { argumentTokens, callTokens, tokensIn } from './tokens.js';

/** A tool call that an agent or a coordinator of ours made: what stands for it in a transcript. */
export interface IssuedCall {
  readonly by: number;
  /** The message of a decision; null: a tool of its own. */
  readonly note: Artifact | null;
  /** To whom it hands over: that one's step. */
  readonly step: Step | null;
  /** The call of the record that made it. */
  readonly call: number;
}

/** A prompt, read: what its reader sees. */
export interface Prompt {
  readonly context: Context;
  /** The artifacts in it, in their order. */
  readonly shown: readonly Artifact[];
  /** Handoffs and briefs in it that were made for a step, in their order. */
  readonly handed: readonly Step[];
  /** Rounds of its own tools since its last result: calls and their results. */
  readonly rounds: readonly OwnRound[];
  readonly hash: string;
  readonly characters: number;
  readonly markers: readonly string[];
}

export interface OwnRound {
  readonly calls: readonly ToolCall[];
  readonly results: readonly string[];
}

/** Reads prompts of one task: marks become the artifacts that they stand for, all other text is tokens. */
export class PromptReader {
  /** By the id of a tool call. */
  readonly issued = new Map<string, IssuedCall>();
  /** The step that a brief was written for. */
  readonly briefs = new Map<Artifact, Step>();

  constructor(
    private readonly task: RealTask,
    private readonly text: string | undefined,
  ) {}

  /** What `reader` sees of a question. Where there is no mark at all, the first word of a user is the task. */
  read(question: ModelQuestion, reader: number): Prompt {
    const own = this.ownRounds(question.messages, reader);
    const said = question.messages.filter((message) => message.role !== 'system' && !own.messages.has(message));
    const taking = new Taking(this, this.task);
    const isUnmarked = this.text === undefined && !question.messages.some(({ text }) => hasMarks(text));
    const first = isUnmarked ? said.find(({ role }) => role === 'user') : undefined;
    for (const message of question.messages) {
      if (own.messages.has(message)) continue;
      if (message.role === 'system') taking.system(message);
      else taking.message(message, message === first ? [this.brief()] : this.segments(message));
    }
    return {
      context: taking.context,
      shown: taking.shown,
      handed: taking.handed,
      rounds: own.rounds,
      hash: hashOf(said),
      characters: question.messages.reduce((sum, { text }) => sum + text.length, 0),
      markers: taking.markers,
    };
  }

  /** The marks of a message; the task's own text stands for the brief. */
  private segments({ role, text }: PromptMessage): Segment[] {
    const segments = segmentsOf(text);
    if (role !== 'user') return segments;
    const own = this.text;
    return segments.flatMap((segment) => {
      if (segment.kind !== 'text' || own === undefined || !segment.text.includes(own)) return [segment];
      const at = segment.text.indexOf(own);
      const around = [segment.text.slice(0, at), segment.text.slice(at + own.length)];
      const [before, after] = around.map((rest): Segment[] => (/\S/.test(rest) ? [{ kind: 'text', text: rest }] : []));
      return [...before!, this.brief(), ...after!];
    });
  }

  private brief(): Segment {
    const { names, state } = this.task;
    return { kind: 'artifact', name: 'brief', claims: names.claimsIn(state.brief), retractions: [] };
  }

  /** Its own calls of tools, and what came back, since its last result. */
  private ownRounds(messages: readonly PromptMessage[], reader: number) {
    const isOwn = (id: string): boolean => {
      const known = this.issued.get(id);
      return known !== undefined && known.by === reader && known.note === null && known.step === null;
    };
    const found = new Set<PromptMessage>();
    const rounds: { calls: readonly ToolCall[]; results: string[] }[] = [];
    for (const message of messages) {
      const calls = message.calls.filter(({ id }) => isOwn(id));
      if (calls.length > 0) {
        found.add(message);
        rounds.push({ calls, results: [] });
      } else if (message.role === 'tool' && isOwn(message.answers ?? '')) {
        found.add(message);
        rounds.at(-1)?.results.push(message.text);
      } else if (message.role === 'assistant' && hasMarks(message.text)) {
        // What it did before belongs to an earlier piece of work.
        found.clear();
        rounds.length = 0;
      }
    }
    return { messages: found, rounds };
  }
}

/** Takes up one message after the other. */
class Taking {
  readonly context: Context;
  readonly shown: Artifact[] = [];
  readonly handed: Step[] = [];
  readonly markers: string[] = [];
  private readonly framing: number;

  constructor(
    private readonly reader: PromptReader,
    private readonly task: RealTask,
  ) {
    this.context = task.state.exchange.context('messages');
    this.framing = task.run.scenario.provider.framing.message;
  }

  /** A system prompt is as long as the scenario says, whatever stands in it; but content in it is seen. */
  system({ text }: PromptMessage): void {
    if (hasMarks(text)) this.artifacts(segmentsOf(text).filter(({ kind }) => kind === 'artifact'));
  }

  message(message: PromptMessage, segments: readonly Segment[]): void {
    const taken = this.artifacts(segments);
    const rest = segments.reduce((sum, segment) => sum + (segment.kind === 'text' ? tokensIn(segment.text) : 0), 0);
    const hands = taken.some(({ handoverTokens }) => handoverTokens > 0);
    this.calls(message, rest, taken.length > 0, hands);
  }

  /** Artifacts of one message, and what they cost there. */
  private artifacts(segments: readonly Segment[]): Artifact[] {
    const { names, state } = this.task;
    const one = state.exchange.context('joined');
    const taken: Artifact[] = [];
    for (const segment of segments) {
      if (segment.kind === 'text') continue;
      const artifact = names.shown(segment.name, segment.claims, segment.retractions);
      if (artifact === null) continue;
      one.append(artifact);
      taken.push(artifact);
      this.shown.push(artifact);
      this.markers.push(...(segment.name === null ? [] : [segment.name]), ...segment.claims);
      const step = this.reader.briefs.get(names.whole(artifact));
      if (step !== undefined) this.handed.push(step);
    }
    for (let i = 0; i < one.length; i++) this.context.appendFrom(one, i);
    return taken;
  }

  /** The rest of a message: its words, and its calls of tools; those that hand a result over are in its tokens already. */
  private calls({ calls }: PromptMessage, rest: number, hasContent: boolean, hands: boolean): void {
    const { exchange } = this.task.state;
    let note: Artifact | null = null;
    let tokens = rest + (hasContent ? 0 : this.framing);
    for (const call of calls) {
      const known = this.reader.issued.get(call.id);
      if (known?.step) this.handed.push(known.step);
      note ??= known?.note ?? null;
      if (!hands) tokens += this.callTokens(call);
    }
    if (note !== null && !hasContent) {
      note.tokens = tokens;
      this.shown.push(note);
      this.context.append(note);
    } else if (tokens > 0) this.context.attach(exchange.text(tokens));
  }

  /** Content in the arguments of a call is as long as it was written; it is for whom it was written, and says nothing here. */
  private callTokens({ name, arguments: written }: ToolCall): number {
    const { names } = this.task;
    const tokens = (segment: Segment): number =>
      segment.kind === 'text' ? tokensIn(segment.text) : (names.artifact(segment.name ?? '')?.tokens ?? 0);
    const own = hasMarks(written)
      ? segmentsOf(written).reduce((sum, segment) => sum + tokens(segment), 0)
      : argumentTokens(written);
    return callTokens(name) + own;
  }
}

/** Ids that frameworks make up, and times: they differ from run to run, and say nothing. */
const VOLATILE =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/gi;

/** A hash of what was asked, without what is volatile in it. */
function hashOf(messages: readonly PromptMessage[]): string {
  const hash = createHash('sha256');
  for (const { role, text, calls } of messages) {
    hash.update(`${role}\n${text.replace(VOLATILE, '#')}\n`);
    for (const { name, arguments: written } of calls) hash.update(`${name} ${written.replace(VOLATILE, '#')}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
