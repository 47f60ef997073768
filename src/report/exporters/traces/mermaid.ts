import type { Letter } from '../../../sim/record/letters.js';
import type { Story, StoryCall } from '../../../sim/record/story.js';
import { counted } from '../../words/format.js';
import { type FalseClaims, falseClaimsIn, falsehoodIn } from './false-claims.js';

/** A line of the diagram, at its time; lines of one moment in the order of `order`. */
interface Line {
  readonly at: number;
  readonly order: number;
  readonly text: string;
}

/**
 * A mermaid sequence diagram: who handed what to whom, which letters were lost, which calls let false claims in or caught
 * them, what a write undid, who was down, and what the reader got.
 */
export function mermaidTrace(story: Story): string {
  const acting = new Set([
    ...story.letters.flatMap(({ from, to }) => [from, to]),
    ...story.calls.map(({ participant }) => participant),
    ...(story.delivery === null ? [] : ['user']),
  ]);
  const ids = new Map([...acting].map((name, i) => [name, `p${i}`]));
  const cast = [...ids].map(([name, id]) => `  ${name === 'user' ? 'actor' : 'participant'} ${id} as ${name}`);
  const idOf = (name: string): string | undefined => ids.get(name);
  const falseIn = falseClaimsIn(story);
  const lines = [
    ...story.letters.map((letter, i) => letterLine(letter, i, idOf)),
    ...story.calls.map((call) => callLine(call, falseIn, idOf)),
    ...eventLines(story, idOf),
    ...deliveryLines(story, idOf),
  ];
  lines.sort((a, b) => a.at - b.at || a.order - b.order);
  return `${['sequenceDiagram', ...cast, ...lines.map(({ text }) => text)].join('\n')}\n`;
}

type IdOf = (name: string) => string | undefined;

function letterLine({ from, to, sentAt, arrivedAt, kind, content }: Letter, order: number, idOf: IdOf): Line {
  const said = kind === 'redelivery' || kind === 'duplicate' ? `${content} (${kind})` : content;
  if (arrivedAt === null) return { at: sentAt, order, text: `  ${idOf(from)}-x${idOf(to)}: ${said}, LOST` };
  return { at: arrivedAt, order, text: `  ${idOf(from)}->>${idOf(to)}: ${said}` };
}

function callLine(call: StoryCall, falseIn: (call: StoryCall) => FalseClaims, idOf: IdOf): Line {
  const notes = [
    `${call.step ?? (call.next === null ? call.act : `next: ${call.next}`)}, ${call.service.toFixed(1)} s`,
  ];
  const { born, passedOn } = falseIn(call);
  if (call.status !== 'ok') notes.push(call.status);
  if (born.length > 0) notes.push(`FALSE: ${born.join(', ')}`);
  if (passedOn.length > 0) notes.push(`passes on ${passedOn.join(', ')}`);
  if (call.retracted.length > 0) notes.push(`retracts ${call.retracted.join(', ')}`);
  const at = call.endedAt ?? Number.POSITIVE_INFINITY;
  // A call's end comes before the letter that it makes possible.
  return { at, order: -1, text: `  Note over ${idOf(call.participant)}: ${notes.join('<br/>')}` };
}

/** Writes that undid others, times in which a participant was down, and what the broker did. */
function eventLines({ writes, outages, marks }: Story, idOf: IdOf): Line[] {
  const note = (at: number, name: string | null, text: string): Line[] => {
    const id = name === null ? undefined : idOf(name);
    return id === undefined ? [] : [{ at, order: -2, text: `  Note over ${id}: ${text}` }];
  };
  return [
    ...writes
      .filter(({ undid }) => undid.length > 0)
      .flatMap(({ at, by, step, undid }) => note(at, by, `writes ${step}: UNDOES ${undid.join(', ')}`)),
    ...outages.flatMap(({ from, to, participant, cause }) =>
      note(
        from,
        participant,
        `${cause === 'crash' ? 'DOWN' : cause}${to === null ? '' : ` for ${(to - from).toFixed(1)} s`}`,
      ),
    ),
    ...marks
      .filter(({ kind }) => kind === 'dead letter' || kind === 'operator' || kind === 'compensation')
      .flatMap(({ at, participant, kind, step }) => note(at, participant, `${kind}: ${step ?? ''}`)),
  ];
}

/** The last letter of all: what the reader gets, and what of it is false. */
function deliveryLines(story: Story, idOf: IdOf): Line[] {
  const { delivery } = story;
  if (delivery === null) return [];
  const escaped = delivery.claims.filter(falsehoodIn(story));
  const from = delivery.by === null ? idOf('user') : idOf(delivery.by);
  const what = `delivers ${counted(delivery.claims.length, 'claim')}`;
  const text = `  ${from}->>${idOf('user')}: ${what}${escaped.length === 0 ? '' : `, FALSE: ${escaped.join(', ')}`}`;
  return [{ at: delivery.at, order: Number.POSITIVE_INFINITY, text }];
}
