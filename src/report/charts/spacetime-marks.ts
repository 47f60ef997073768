import type { ElementContent } from 'hast';
import { s } from 'hastscript';
import type { Letter } from '../../sim/record/letters.js';
import type { Story } from '../../sim/record/story.js';
import { BAR, type Bar, FONT_SIZE, falseIn, type Layout, READER } from './spacetime-layout.js';
import { badge, sign, words } from './svg-marks.js';
import { textWidth } from './text-width.js';
import { FAINT, INK, ON_LIGHT } from './theme.js';

/** Okabe and Ito's vermilion and green, dark enough for text on white. */
export const FALSE = '#B34700';
export const CAUGHT = '#00785A';
export const EDGE = '#5B7A95';
export const PAPER = 'white';
const CALL = '#C7D9E8';
const DECISION = '#E3E6E9';

/** All that happens in one run. */
export function runOf(story: Story, layout: Layout): ElementContent[] {
  return [
    ...layout.lanes.flatMap(({ name, top, middle }) => [
      s('line', { x1: layout.left, x2: layout.right, y1: middle, y2: middle, stroke: FAINT, 'stroke-opacity': 0.3 }),
      words(layout.left - 10, top + 16, name, { anchor: 'end' }),
    ]),
    ...outagesOf(story, layout),
    ...story.letters.flatMap((letter) => letterOf(letter, story, layout)),
    ...layout.bars.flatMap((bar) => barOf(bar, layout)),
    ...writesOf(story, layout),
    ...deliveryOf(story, layout),
  ];
}

/** Times in which a participant was down. */
function outagesOf({ outages }: Story, { at, right, laneOf }: Layout): ElementContent[] {
  return outages.flatMap(({ participant, from, to, cause }) => {
    const lane = laneOf(participant);
    if (lane === undefined) return [];
    const [x, end] = [at(from), to === null ? right : at(to)];
    return [
      s('rect', {
        ...{ x, y: lane.top + 1, width: Math.max(2, end - x), height: lane.height - 2 },
        ...{ fill: FAINT, 'fill-opacity': 0.15, stroke: FAINT, 'stroke-dasharray': '2 3' },
      }),
      words(x + 4, lane.top + lane.height - 7, cause === 'crash' ? 'down' : cause, {
        colour: FAINT,
        size: 11,
        plain: true,
      }),
    ];
  });
}

/** A letter from lane to lane; a lost one breaks off half-way. With a false claim in it, it is thick and vermilion. */
function letterOf(letter: Letter, story: Story, { at, laneOf }: Layout): ElementContent[] {
  const [from, to] = [laneOf(letter.from), laneOf(letter.to)];
  if (from === undefined || to === undefined) return [];
  const isFalse = letter.claims.some(falseIn(story));
  const stroke = { stroke: isFalse ? FALSE : EDGE, 'stroke-width': isFalse ? 2.2 : 1 };
  const x1 = at(letter.sentAt);
  if (letter.arrivedAt !== null) {
    const x2 = Math.max(at(letter.arrivedAt), x1 + 1);
    const dash = letter.kind === 'handover' || letter.kind === 'event' ? {} : { 'stroke-dasharray': '4 3' };
    return [
      s('line', { x1, y1: from.middle, x2, y2: to.middle, ...stroke, ...dash }),
      s('circle', { cx: x2, cy: to.middle, r: 2.4, fill: stroke.stroke }),
    ];
  }
  const [x2, y2] = [x1 + 14, (from.middle + to.middle) / 2];
  return [
    s('line', { x1, y1: from.middle, x2, y2, ...stroke, 'stroke-dasharray': '4 3' }),
    sign(x2 + 4, y2, 'cross', FALSE),
    words(x2 + 11, y2 + 4, `lost: ${letter.content}`, { colour: FALSE, size: 11 }),
  ];
}

/** A call: what it waited is a line, what it worked a bar; signs where it made a false claim or took one back. */
function barOf(bar: Bar, layout: Layout): ElementContent[] {
  const { call, from, sent, to, middle, born, passedOn, retracted } = bar;
  const y = middle - BAR / 2;
  const width = Math.max(2, to - sent);
  const failed = call.status !== 'ok';
  const isBad = born.length > 0 || passedOn.length > 0;
  const waits = {
    x1: from,
    x2: sent,
    y1: middle,
    y2: middle,
    stroke: INK,
    'stroke-width': 2,
    'stroke-dasharray': '1 3',
  };
  return [
    ...(sent - from > 1 ? [s('line', waits)] : []),
    s('rect', {
      ...{ x: sent, y, width, height: BAR, rx: 2 },
      fill: failed ? PAPER : call.step === null ? DECISION : CALL,
      stroke: isBad ? FALSE : EDGE,
      'stroke-width': isBad ? 2 : 1,
      ...(failed ? { 'stroke-dasharray': '3 2' } : {}),
    }),
    ...labelOf(bar, layout),
    ...(born.length > 0 ? [badge(to, y, 'cross', FALSE)] : []),
    ...(retracted.length > 0 ? [badge(to, y + BAR, 'tick', CAUGHT)] : []),
  ];
}

/** What a call does: in its bar, else behind it where nothing else of its line stands. */
function labelOf({ call, sent, to, middle }: Bar, { bars, right }: Layout): ElementContent[] {
  const label = call.step ?? call.act;
  const text = call.status === 'ok' ? label : `${label}: ${call.status}`;
  const needs = textWidth(text, 11) + 8;
  if (needs <= to - sent)
    return [
      words(sent + 4, middle + 4, text, { size: 11, plain: true, colour: call.status === 'ok' ? ON_LIGHT : INK }),
    ];
  const end = to + needs + 6;
  const isFree = end <= right && bars.every((other) => other.middle !== middle || other.from >= end || other.to <= to);
  return isFree ? [words(to + 9, middle + 4, text, { size: 11 })] : [];
}

/** Parts that are put into the document go to the reader in the end; a part that undoes others says so. */
function writesOf(story: Story, { at, laneOf }: Layout): ElementContent[] {
  const reader = laneOf(READER);
  return story.writes.flatMap(({ by, at: when, claims, undid }) => {
    const lane = laneOf(by);
    if (lane === undefined) return [];
    const [x, y] = [at(when), lane.top + 2];
    const isFalse = claims.some(falseIn(story));
    const stroke = { stroke: isFalse ? FALSE : EDGE, 'stroke-width': isFalse ? 2.2 : 1, 'stroke-dasharray': '4 3' };
    const text = `undoes ${undid.join(', ')}`;
    return [
      ...(reader === undefined ? [] : [s('line', { x1: x, y1: lane.middle, x2: x + 1, y2: reader.middle, ...stroke })]),
      ...(undid.length === 0
        ? []
        : [sign(x + 8, y - 4, 'cross', FALSE), words(x + 15, y, text, { colour: FALSE, size: 11 })]),
    ];
  });
}

/** What reaches the reader, and what of it is false. */
function deliveryOf(story: Story, { at, right, laneOf }: Layout): ElementContent[] {
  const { delivery } = story;
  const reader = laneOf(READER);
  if (delivery === null || reader === undefined) return [];
  const escaped = delivery.claims.filter(falseIn(story));
  const x = at(delivery.at);
  const from = delivery.by === null ? undefined : laneOf(delivery.by);
  const colour = escaped.length > 0 ? FALSE : CAUGHT;
  const said = escaped.length > 0 ? `false: ${listed(escaped)}` : 'no false claim';
  const missing = delivery.owed - delivery.held;
  const text = `${said}${missing > 0 ? ` · ${missing} of ${delivery.owed} owed claims missing` : ''}`;
  const fits = x + 12 + textWidth(text, FONT_SIZE) <= right + 20;
  return [
    ...(from === undefined
      ? []
      : [s('line', { x1: x, x2: x, y1: from.middle, y2: reader.middle, stroke: colour, 'stroke-width': 2.2 })]),
    badge(x, reader.middle, escaped.length > 0 ? 'cross' : 'tick', colour),
    words(fits ? x + 10 : x - 10, reader.middle + 4, text, { colour, anchor: fits ? 'start' : 'end' }),
  ];
}

const MOST_NAMED = 3;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return rest > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : names.join(', ');
}
