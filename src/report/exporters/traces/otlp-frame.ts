import type { Story, StoryCall } from '../../../sim/record/story.js';
import { falseClaimsIn } from './false-claims.js';
import { horizonOf } from './horizon.js';
import { idOf, type KeyValue, type Link, type SpanEvent, text, texts, unixNano, yes } from './otlp-encoding.js';

/** What every span of a trace needs of its story: ids, times, models, and what links calls. */
export class StoryFrame {
  readonly traceId: string;
  readonly horizon: number;
  private readonly falseIn;
  private readonly models: ReadonlyMap<string, string | null>;

  constructor(
    readonly story: Story,
    private readonly base: number,
  ) {
    // Of all that happened: a run that was changed is another trace, and the same run is the same one.
    this.traceId = idOf(JSON.stringify(story), 16);
    this.horizon = horizonOf(story);
    this.falseIn = falseClaimsIn(story);
    this.models = new Map(story.participants.map(({ name, model }) => [name, model]));
  }

  /** The model of a participant; null: it is code. */
  modelOf(participant: string): string | null {
    return this.models.get(participant) ?? null;
  }

  /** What its end means for false claims, as events at that moment. */
  claimsOf(call: StoryCall): SpanEvent[] {
    const { born, passedOn, retracted, dropped } = this.falseIn(call);
    const timeUnixNano = this.nano(call.endedAt ?? this.horizon);
    const events: readonly (readonly [string, readonly string[]])[] = [
      ['born', born],
      ['passed_on', passedOn],
      ['retracted', retracted],
      ['not_believed', dropped],
    ];
    return events
      .filter(([, claims]) => claims.length > 0)
      .map(([what, claims]) => ({
        timeUnixNano,
        name: `dress_rehearsal.false_claims.${what}`,
        attributes: [texts('dress_rehearsal.claims', claims)],
      }));
  }

  /** To the call whose end made this one possible, and to those whose messages it read. */
  linksOf(call: StoryCall): Link[] {
    const contents = new Map<number, string[]>();
    if (call.cause !== null) contents.set(call.cause, []);
    for (const { readBy, madeBy, content } of this.story.letters) {
      if (readBy !== call.call || madeBy === null) continue;
      contents.set(madeBy, [...(contents.get(madeBy) ?? []), content]);
    }
    const linked = [...contents].sort(([a], [b]) => a - b);
    return linked.map(([other, messages]) => ({
      traceId: this.traceId,
      spanId: this.spanId(nameOfCall(other)),
      attributes: [
        ...(other === call.cause ? [yes('dress_rehearsal.cause')] : []),
        ...(messages.length === 0 ? [] : [texts('dress_rehearsal.messages', messages)]),
      ],
    }));
  }

  /** A span of which nothing but its name and its time is known yet; `end` null: it lasts as long as anything happens. */
  span(id: string, name: string, kind: number, start: number, end: number | null) {
    return {
      traceId: this.traceId,
      spanId: this.spanId(id),
      name,
      kind,
      startTimeUnixNano: this.nano(start),
      endTimeUnixNano: this.nano(end ?? this.horizon),
      events: [],
      links: [],
    };
  }

  nano(seconds: number): string {
    return unixNano(seconds, this.base);
  }

  spanId(name: string): string {
    return idOf(`${this.traceId} ${name}`, 8);
  }

  model(participant: string): KeyValue[] {
    const model = this.modelOf(participant);
    return model === null ? [] : [text('gen_ai.request.model', model)];
  }
}

/** What the id of a call's span is made of. */
export function nameOfCall(call: number): string {
  return `call ${call}`;
}
