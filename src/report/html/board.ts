import type { Element, ElementContent } from 'hast';
import { h, s } from 'hastscript';
import type { BoardBlock, BoardEffect, BoardFilter, BoardGroup, BoardTile, EffectPicture } from '../documents/board.js';
import { counted } from '../words/format.js';

/** A board as HTML; `assets/report/board.css` gives it its look, and `board.js` makes its filters work. */
export function boardElement({ label, noun, filters, groups }: BoardBlock): Element {
  const total = groups.reduce((sum, { tiles }) => sum + tiles.length, 0);
  return h('div.board', { role: 'group', ariaLabel: label, dataNoun: noun }, [
    '\n',
    filterForm(filters, counted(total, noun)),
    '\n',
    ...groups.flatMap((group) => [groupElement(group), newline()]),
  ]);
}

const newline = (): ElementContent => ({ type: 'text', value: '\n' });

/** Without scripts it would do nothing, so a script shows it. */
function filterForm(filters: readonly BoardFilter[], count: string): Element {
  const selects = filters.map(({ id, label, values }) =>
    h('label', [
      `${label} `,
      h('select', { name: id }, [
        h('option', { value: '' }, 'all'),
        ...values.map((value) => h('option', { value }, value)),
      ]),
    ]),
  );
  return h('form.filters', { hidden: true, ariaLabel: 'Filter' }, [
    ...selects,
    h('button', { type: 'reset' }, 'Show all'),
    h('output', count),
  ]);
}

function groupElement({ title, note, tiles }: BoardGroup): Element {
  return h('div.group', [
    h('h3', title),
    h('p.note', note),
    h('ul.tiles', ['\n', ...tiles.flatMap((tile) => [tileElement(tile), newline()])]),
  ]);
}

function tileElement({ id, title, source, evidence, effects, more, traits }: BoardTile): Element {
  const data = Object.fromEntries(Object.entries(traits).map(([name, values]) => [`data-${name}`, values.join('|')]));
  return h('li', data, [
    h('a.tile', { href: `#${id}` }, [
      h('strong', title),
      h('span.from', [h('span.evidence', evidence), ` ${source}`]),
      ...effects.map(effectElement),
      ...(more === 0 ? [] : [h('span.more', `${more} more below`)]),
    ]),
  ]);
}

const SIGNS: Readonly<Record<BoardEffect['outcome'], readonly [sign: string, word: string]>> = {
  shown: ['✓', 'shown'],
  refuted: ['✗', 'refuted'],
  open: ['?', 'open'],
  flip: ['⇄', 'flips'],
};

function effectElement({ outcome, label, value, tip, picture }: BoardEffect): Element {
  const [sign, word] = SIGNS[outcome];
  return h('span.effect', { className: [outcome], dataTip: tip }, [
    h('span.sign', { ariaHidden: 'true' }, sign),
    h('span.unseen', `${word}: `),
    h('span.what', `${label}: `),
    h('span.value', value),
    ...(picture === null ? [] : [pictureElement(picture, outcome)]),
  ]);
}

const [WIDTH, HEIGHT] = [220, 16];
const n = (value: number): number => Math.round(value * WIDTH * 10) / 10;

/** The words beside it say the same. */
function pictureElement(picture: EffectPicture, outcome: BoardEffect['outcome']): Element {
  const marks = picture.kind === 'interval' ? intervalMarks(picture, outcome) : stripMarks(picture);
  return s('svg', { class: 'line', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' }, marks);
}

function intervalMarks(
  { mean, low, high, than, trueTo }: Extract<EffectPicture, { kind: 'interval' }>,
  outcome: BoardEffect['outcome'],
): Element[] {
  const middle = HEIGHT / 2;
  const side = trueTo === null ? [] : [truth(Math.min(than, trueTo), Math.max(than, trueTo))];
  const point =
    outcome === 'shown'
      ? s('circle', { class: 'point', cx: n(mean), cy: middle, r: 4 })
      : s('circle', { class: 'point hollow', cx: n(mean), cy: middle, r: 3.5 });
  return [
    ...side,
    s('path', { class: 'axis', d: `M0 ${middle}H${WIDTH}` }),
    s('path', { class: 'than', d: `M${n(than)} 1V${HEIGHT - 1}` }),
    s('path', { class: 'interval', d: `M${n(low)} ${middle}H${n(high)}` }),
    point,
  ];
}

const truth = (from: number, to: number): Element =>
  s('rect', { class: 'shown', x: n(from), y: 2, width: n(to - from), height: HEIGHT - 4 });

function stripMarks({ stretches, flips, first, last }: Extract<EffectPicture, { kind: 'strip' }>): Element[] {
  const text = (x: number, anchor: string, value: string): Element =>
    s('text', { x, y: HEIGHT - 4, 'text-anchor': anchor }, value);
  return [
    ...stretches.map(({ from, to, outcome }) =>
      s('rect', { class: outcome, x: n(from), y: 1, width: n(to - from), height: HEIGHT - 2 }),
    ),
    ...flips.map(({ low, high }) =>
      s('rect', { class: 'between', x: n(low), y: 1, width: n(high - low), height: HEIGHT - 2 }),
    ),
    ...flips.map(({ at }) => s('path', { class: 'flip', d: `M${n(at)} 0V${HEIGHT}` })),
    text(4, 'start', first),
    text(WIDTH - 4, 'end', last),
  ];
}
