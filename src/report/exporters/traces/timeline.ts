import { createColors } from 'picocolors';
import { LOSS_CAUSES, type LossCause } from '../../../measures/lost.js';
import type { Story, StoryCall } from '../../../sim/record/story.js';
import type { TracedClaim } from '../../../sim/record/trace.js';
import { counted, formatValue, listed } from '../../words/format.js';
import { wrap } from '../../words/wrap.js';

export interface TimelineOptions {
  readonly title: string;
  readonly width: number;
  readonly colour: boolean;
}

type Paint = (text: string) => string;

/** Columns of the time stamp. */
const TIME = 9;

const STATUS: Readonly<Record<string, string>> = {
  failed: 'FAILED',
  timedOut: 'TIMED OUT',
  overflow: 'DOES NOT FIT into the context window',
  cancelled: 'cancelled',
  unfinished: 'NEVER RETURNS',
};

/** One run for the terminal: who did what and when, what it saw, what it cost, what became of the claims. */
export function timeline(trace: Story, options: TimelineOptions): string {
  return new Timeline(trace, options).text();
}

class Timeline {
  private readonly colours: ReturnType<typeof createColors>;
  private readonly claims: ReadonlyMap<string, TracedClaim>;
  /** Columns of the participant's name. */
  private readonly who: number;

  constructor(
    private readonly trace: Story,
    private readonly options: TimelineOptions,
  ) {
    this.colours = createColors(options.colour);
    this.claims = new Map(trace.claims.map((claim) => [claim.name, claim]));
    this.who = Math.max(...trace.participants.map((p) => p.name.length), 'delivered'.length) + 2;
  }

  text(): string {
    const { title, width } = this.options;
    const calls = [...this.trace.calls].sort((a, b) => a.requestedAt - b.requestedAt || a.call - b.call);
    const lines = [
      ...wrap(title, width).map(this.colours.bold),
      ...wrap(this.summary(), width),
      '',
      ...calls.flatMap((call) => this.call(call)),
      ...this.end(),
    ];
    return `${lines.join('\n')}\n`;
  }

  private summary(): string {
    const { trace } = this;
    const total = (read: (call: StoryCall) => number): number => trace.calls.reduce((sum, call) => sum + read(call), 0);
    const born = trace.claims.filter((claim) => claim.isFalse && claim.cause !== 'seeded').length;
    const caught = new Set(trace.calls.flatMap((call) => call.retracted.filter(this.isFalse))).size;
    const escaped = trace.delivery?.claims.filter(this.isFalse).length;
    return [
      trace.endedAt === null ? trace.outcome : `${trace.outcome} after ${trace.endedAt.toFixed(1)} s`,
      counted(trace.calls.length, 'call'),
      formatValue(
        'tokens',
        total((call) => call.inputTokens + call.outputTokens),
      ),
      formatValue(
        'USD',
        total((call) => call.cost),
      ),
      `false claims: ${born} made, ${caught} caught, ${escaped === undefined ? 'nothing delivered' : `${escaped} escaped`}`,
    ].join(' · ');
  }

  private call(call: StoryCall): string[] {
    const { colours } = this;
    const [first, ...rest] = wrap(`${deedOf(call)} — ${costOf(call)}`, this.room);
    const born = call.born.filter(this.isFalse).map((name) => `${name} FALSE (${this.origin(name)})`);
    const passed = call.passedOn.filter(this.isFalse);
    return [
      `${this.stamp(call.requestedAt)}${colours.cyan(call.participant.padEnd(this.who))}${first ?? ''}`,
      ...rest.map((line) => this.indent + line),
      ...this.remark('<', call.saw.length === 0 ? [] : [`sees ${inventory(call.saw)}`], colours.dim),
      ...this.remark('+', born, colours.red),
      ...this.remark('>', passed.length === 0 ? [] : [`passes on ${passed.join(', ')} FALSE`], colours.yellow),
      ...this.remark(
        'x',
        call.retracted.map((name) => this.retraction(call, name)),
        colours.green,
      ),
      ...this.remark(
        'x',
        call.dropped.map((name) => `does not believe ${name} FALSE`),
        colours.green,
      ),
    ];
  }

  private retraction(check: StoryCall, name: string): string {
    const late = this.parallelReaders(check, name);
    const tooLate = late.length === 0 ? '' : ` too late for ${listed(late)}`;
    return `retracts ${name} ${this.isFalse(name) ? 'FALSE' : '(true: a false alarm)'}${tooLate}`;
  }

  /** Who read a claim while the check that retracts it was still under way, and passed it on. */
  private parallelReaders(check: StoryCall, name: string): string[] {
    const during = (call: StoryCall): boolean =>
      call !== check && call.requestedAt < check.endedAt! && (call.endedAt ?? 0) > check.requestedAt;
    const readers = this.trace.calls.filter((call) => during(call) && call.passedOn.includes(name));
    return [...new Set(readers.map((call) => call.participant))];
  }

  /** How it ended, and how each false claim that was delivered got there. */
  private end(): string[] {
    const { trace, colours } = this;
    if (trace.delivery === null) {
      const stalled = trace.outcome === 'stalled';
      return [
        '',
        colours.red(
          stalled
            ? 'The task is stalled: no event can change it, and no error is reported.'
            : `Nothing was delivered${trace.isOverBudget === true ? ': the budget of the task was spent' : ''}.`,
        ),
        ...this.refusals(),
      ];
    }
    const verdicts = trace.delivery.claims.filter(this.isFalse).map((name) => this.escape(name));
    if (trace.missingSteps > 0) verdicts.push(`Missing in the result: ${counted(trace.missingSteps, 'needed step')}.`);
    if (trace.lostUpdates > 0)
      verdicts.push(`Overwritten by a later writer: ${counted(trace.lostUpdates, 'update')} of the document.`);
    const claims = counted(trace.delivery.claims.length, 'claim');
    const lines = [`${this.stamp(trace.endedAt!)}${'delivered'.padEnd(this.who)}${claims}`, '', ...this.refusals()];
    if (verdicts.length === 0)
      return [...lines, colours.green('No false claim reached the reader, and nothing is missing.')];
    return [...lines, ...verdicts.flatMap((verdict) => wrap(verdict, this.options.width)).map(colours.red)];
  }

  /** Where calls were refused: how many, by what, and since when. */
  private refusals(): string[] {
    const refused = this.trace.calls.filter(({ status }) => status === 'refused');
    const limits = [...new Set(refused.map(({ limitedBy }) => limitedBy))];
    const told = limits.map((limit) => {
      const mine = refused.filter(({ limitedBy }) => limitedBy === limit);
      const [first] = mine;
      const verb = mine.length === 1 ? 'was' : 'were';
      const since = `${mine.length === 1 ? '' : 'the first of them '}${first!.requestedAt.toFixed(1)} s after the start`;
      return `${counted(mine.length, 'call')} ${verb} refused by ${limitText(first!)}, ${since} (${first!.participant}).`;
    });
    return told.flatMap((sentence) => wrap(sentence, this.options.width)).map(this.colours.red);
  }

  private escape(name: string): string {
    const check = this.trace.calls.find((call) => call.retracted.includes(name));
    if (check === undefined)
      return `${name}, ${this.origin(name)} by ${this.claims.get(name)!.origin}, reached the reader.`;
    const readers = this.parallelReaders(check, name);
    const why = readers.length === 0 ? 'it had been sent on before' : `${listed(readers)} had read it by then`;
    return `${name} reached the reader although ${check.participant} retracted it at ${check.endedAt!.toFixed(1)} s: ${why}.`;
  }

  private origin(name: string): string {
    const { cause, basis } = this.claims.get(name)!;
    return cause === 'derived' ? `derived from ${basis}` : cause;
  }

  private remark(mark: string, texts: readonly string[], paint: Paint): string[] {
    if (texts.length === 0) return [];
    return wrap(texts.join(', '), this.room - 2).map(
      (line, i) => this.indent + paint(`${i === 0 ? mark : ' '} ${line}`),
    );
  }

  private stamp(time: number): string {
    return this.colours.dim(`${time.toFixed(1)} s`.padStart(TIME - 2).padEnd(TIME));
  }

  private readonly isFalse = (name: string): boolean => this.claims.get(name)!.isFalse;

  private get indent(): string {
    return ' '.repeat(TIME + this.who);
  }

  private get room(): number {
    return Math.max(24, this.options.width - TIME - this.who);
  }
}

function deedOf(call: StoryCall): string {
  const deed = call.step ?? DEEDS[call.act]?.(call) ?? call.act;
  const attempt = call.attempt > 0 ? `, attempt ${call.attempt + 1}` : '';
  const ending = call.status === 'ok' ? '' : `: ${endingOf(call)}`;
  return `${deed}${attempt}${ending}`;
}

function endingOf(call: StoryCall): string {
  if (call.status !== 'refused') return STATUS[call.status] ?? call.status;
  const after = call.retryAfter === undefined ? '' : `, may come again after ${call.retryAfter.toFixed(1)} s`;
  return `REFUSED by ${limitText(call)}${after}`;
}

/** Which limit a call met. */
function limitText({ limitedBy }: StoryCall): string {
  return LOSS_CAUSES[(limitedBy ?? 'line') as LossCause];
}

const DEEDS: Readonly<Record<string, (call: StoryCall) => string>> = {
  compose: () => 'composes the answer',
  judge: () => 'examines it',
  decide: decision,
};

function decision(call: StoryCall): string {
  return call.next === null ? 'decides' : `decides: ${call.next} is next`;
}

function costOf(call: StoryCall): string {
  const waits = call.queued + call.rateLimited;
  const waited = waits > 0 ? ` after waiting ${waits.toFixed(1)} s` : '';
  const input = call.inputTokens.toLocaleString('en-US');
  return `${call.service.toFixed(1)} s${waited}, ${input} tokens in, ${call.outputTokens} out, ${formatValue('USD', call.cost)}`;
}

/** brief, summarise, 3 handoffs: what there is several of is counted. */
function inventory(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => (count === 1 ? item : counted(count, item))).join(', ');
}
