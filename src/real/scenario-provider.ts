import { Hono } from 'hono';
import { keyOf } from '../sim/luck/seed.js';
import { type RunRecord, Status } from '../sim/record/record.js';
import { Callers, fingerprintOf } from './cast/caller.js';
import { idOf } from './cast/ids.js';
import { textOfArtifact } from './cast/showing.js';
import type { MockProvider, MockProviderOptions, RealRun } from './mock-provider.js';
import { type Ended, RealReplication } from './record/real-run.js';
import { RealTask } from './record/real-task.js';
import { GONE } from './record/run-time.js';
import { chat } from './wire/chat.js';
import { messages } from './wire/messages.js';
import { BadRequest, type ModelAnswer, type ModelQuestion, type ModelWire } from './wire/question.js';
import { bodyOf, TooLarge } from './wire/read-body.js';
import { answered, brokenOff, disconnected, refused, spoilt } from './wire/respond.js';
import { responses } from './wire/responses.js';
import { StoredItems } from './wire/stored-items.js';

/** The header by which a caller says who it is. */
const AGENT = 'x-rehearse-agent';
const UNREADABLE = '{"answer": ';

/** See mockProvider. */
export class ScenarioProvider implements MockProvider {
  readonly task: string;
  private readonly key: number;
  private readonly callers: Callers;
  private readonly replications = new Map<number, RealReplication>();
  /** Of OpenAI responses, by replication. */
  private readonly items = new Map<number, StoredItems>();
  private readonly routes = new Hono();

  constructor(private readonly options: MockProviderOptions) {
    const { scenario, seed, clock } = options;
    this.key = keyOf(seed);
    this.callers = new Callers(scenario);
    this.task = scenario.real.task ?? taskText(new RealTask(scenario, this.key, 0, clock));
    this.route('chat/completions', chat);
    this.route('responses', responses);
    this.route('messages', messages);
    this.routes.get('*', (context) =>
      /\/models$/.test(context.req.path)
        ? context.json({ object: 'list', data: modelsOf(scenario) })
        : refused(chat, 404, `nothing is at ${context.req.path}: ask for chat/completions, responses or messages`),
    );
    this.routes.notFound((context) =>
      refused(chat, 404, `nothing is at ${context.req.path}: ask for chat/completions, responses or messages`),
    );
    this.routes.onError((error) => {
      throw error;
    });
  }

  async handle(request: Request): Promise<Response> {
    return await this.routes.fetch(request);
  }

  run(replication: number): RealRun {
    return this.replication(replication).run;
  }

  answer(replication: number, text: string | undefined, failed?: string): RunRecord {
    return this.replication(replication).settle(text, failed);
  }

  async rest(replication: number): Promise<void> {
    await this.replication(replication).rest();
  }

  reset(replication: number): void {
    this.replications.delete(replication);
    this.items.delete(replication);
    this.replication(replication);
  }

  private stored(nth: number): StoredItems {
    const known = this.items.get(nth) ?? new StoredItems();
    this.items.set(nth, known);
    return known;
  }

  private replication(nth: number): RealReplication {
    let known = this.replications.get(nth);
    if (known === undefined) {
      const { scenario, clock, onCall } = this.options;
      known = new RealReplication(scenario, this.key, nth, clock, this.callers, onCall);
      this.replications.set(nth, known);
    }
    return known;
  }

  /** A base URL ends with `/v1` for some clients and without it for others. */
  private route(path: string, wire: ModelWire): void {
    for (const base of ['', '/v1', '/v1/v1']) {
      this.routes.post(`${base}/${path}`, (context) => this.ask(context.req.raw, 0, wire));
      this.routes.post(`/r/:replication{[0-9]+}${base}/${path}`, (context) =>
        this.ask(context.req.raw, Number(context.req.param('replication')), wire),
      );
    }
  }

  private async ask(request: Request, nth: number, wire: ModelWire): Promise<Response> {
    let question: ModelQuestion;
    try {
      question = wire.question(this.stored(nth).resolve(await bodyOf(request)));
    } catch (error) {
      if (error instanceof TooLarge) return refused(wire, 413, error.message);
      if (error instanceof BadRequest) return refused(wire, 400, error.message);
      throw error;
    }
    const replication = this.replication(nth);
    if (this.callers.isIgnored(question)) {
      replication.ignore();
      return answered(wire, question, aside(question));
    }
    const caller = this.callers.callerOf(question, request.headers.get(AGENT));
    if (caller === null || !replication.hasRole(caller.name)) {
      const { hash, words } = fingerprintOf(question);
      const message = this.stranger(question, words, hash);
      replication.refuse(hash, message);
      return refused(wire, 400, message);
    }
    const prompt = this.options.keepPrompts === true ? JSON.stringify(question.messages) : undefined;
    const ended = await replication.answer(caller, { question, signal: request.signal, prompt });
    return this.respond(wire, question, nth, ended);
  }

  private respond(wire: ModelWire, question: ModelQuestion, nth: number, ended: Ended | typeof GONE): Response {
    // Nobody reads this.
    if (ended === GONE) return refused(wire, 504, 'the caller went away');
    const { status, made, usage, call, at } = ended;
    const id = idOf('answer', nth, call);
    const answer: ModelAnswer = { id, model: question.model, text: '', calls: [], usage, at };
    switch (status) {
      case Status.ok:
        if (ended.isMalformed) return this.malformed(wire, question, answer);
        return this.told(wire, question, nth, { ...answer, text: made!.text, calls: made!.calls });
      case Status.failed:
        return this.failed(wire, question, answer, ended.retryAfter);
      case Status.refused: {
        const what = ended.isOverload ? 'the model is overloaded' : 'the rate limit of the model is reached';
        return refused(wire, ended.isOverload ? 529 : 429, what, ended.retryAfter);
      }
      case Status.overflow:
        return refused(wire, 400, "the prompt is longer than the model's context window (context_length_exceeded)");
      default:
        return refused(wire, 504, 'the call was given up', ended.retryAfter);
    }
  }

  private told(wire: ModelWire, question: ModelQuestion, nth: number, answer: ModelAnswer): Response {
    this.stored(nth).keep(wire.body(answer, question).output);
    return answered(wire, question, answer);
  }

  private failed(wire: ModelWire, question: ModelQuestion, answer: ModelAnswer, retryAfter: number | null): Response {
    const half = { ...answer, text: 'The answer breaks off here, in the middle of its words.' };
    switch (this.options.scenario.real.failure) {
      case 'mid-stream':
        if (question.isStreamed) return brokenOff(wire, question, half);
        return refused(wire, 500, FAILURE, retryAfter);
      case 'empty':
        return spoilt(wire, question, answer);
      case 'disconnect':
        return disconnected();
      case 'rate-limit':
        return refused(wire, 429, FAILURE, retryAfter);
      case 'overloaded':
        return refused(wire, 529, FAILURE, retryAfter);
      default:
        return refused(wire, 500, FAILURE, retryAfter);
    }
  }

  /** What cannot be read: the arguments of a tool call where there are tools, else the text. */
  private malformed(wire: ModelWire, question: ModelQuestion, answer: ModelAnswer): Response {
    const tool = this.options.scenario.real.malformed === 'arguments' ? question.tools[0] : undefined;
    if (tool === undefined) return spoilt(wire, question, { ...answer, text: UNREADABLE });
    const calls = [{ id: `call_${answer.id}`, name: tool.name, arguments: UNREADABLE }];
    return spoilt(wire, question, { ...answer, calls });
  }

  private stranger(question: ModelQuestion, words: string, hash: string): string {
    const { scenario } = this.options;
    const roles = [...scenario.agents.map(({ role }) => role), 'coordinator'].join(', ');
    const begins = question.messages.find(({ role }) => role === 'system')?.text.slice(0, 60) ?? '';
    const line = `real: { agents: { ROLE: { prompt: [${JSON.stringify(begins)}] } } }`;
    return `No agent of '${scenario.name}' is known by this request (fingerprint ${hash}): it has ${words}. Add to the scenario ${line}, where ROLE is one of ${roles}; or send the header ${AGENT}: ROLE.`;
  }
}

const FAILURE = 'the call failed, as the scenario says that some do';

/** The task as a text: a sentence, and the claims of the brief. */
const taskText = (task: RealTask): string =>
  textOfArtifact(task, task.state.brief, `The task '${task.run.scenario.name}', with what is known of it.`);

const modelsOf = ({ agents }: MockProviderOptions['scenario']) =>
  agents.map(({ role }) => ({ id: `rehearse/${role}`, object: 'model', created: 0, owned_by: 'rehearse' }));

/** What a call that is no part of the task is answered with. */
const aside = ({ model, messages: said }: ModelQuestion): ModelAnswer => ({
  id: idOf('aside', ...said.map(({ text }) => text)),
  model,
  text: 'Rehearsal',
  calls: [],
  usage: { input: 0, cached: 0, cacheWrites: 0, output: 0, reasoning: 0 },
  at: 0,
});
