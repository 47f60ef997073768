import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';
import type { Story } from '../../sim/record/story.js';
import { falsehoodIn } from '../exporters/traces/false-claims.js';
import { formatValue } from '../words/format.js';
import { FONT_SIZE, gutterOf, layOut, lengthOf } from './spacetime-layout.js';
import { CAUGHT, EDGE, FALSE, PAPER, runOf } from './spacetime-marks.js';
import { badge, words } from './svg-marks.js';
import { textWidth } from './text-width.js';
import { FAINT, FONT, INK } from './theme.js';

const HEADER = 46;

/**
 * Runs as spacetime diagrams, one below the other over one axis of time: who worked when, what went from whom to whom, where a
 * false claim was born, caught and delivered. An SVG that stands alone.
 */
export function spacetime(stories: readonly Story[], width = 960): string {
  const seconds = Math.max(...stories.map(lengthOf));
  const left = gutterOf(stories);
  const drawn: ElementContent[] = [];
  let y = 8;
  for (const story of stories) {
    const layout = layOut(story, y + HEADER, width, seconds, left);
    drawn.push(...header(story, y), ...runOf(story, layout));
    y = layout.bottom + 14;
  }
  drawn.push(...axis(seconds, y, left, width - 24), ...legend(y + 44, width));
  const height = y + 96;
  const picture = s(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'font-family': FONT,
      'font-size': FONT_SIZE,
    },
    [s('title', stories.map(inWords).join(' ')), s('rect', { width, height, fill: PAPER }), ...drawn],
  );
  return `${toHtml(picture, { space: 'svg', closeEmptyElements: true })}\n`;
}

/** What the diagram of a run shows, in a sentence: its alternative text. */
export function inWords(story: Story): string {
  const isFalse = falsehoodIn(story);
  const born = story.claims.filter((claim) => claim.isFalse).length;
  const escaped = story.delivery?.claims.filter(isFalse).length ?? 0;
  const lost = story.letters.filter(({ arrivedAt }) => arrivedAt === null).length;
  const undone = story.writes.reduce((sum, { undid }) => sum + undid.length, 0);
  const parts = [
    `${story.calls.length} calls`,
    `${born} false claims`,
    story.delivery === null ? 'nothing delivered' : `${escaped} false claims reach the reader`,
    ...(lost > 0 ? [`${lost} letters lost`] : []),
    ...(undone > 0 ? [`${undone} writes undone`] : []),
  ];
  return `${titleOf(story)}: ${parts.join(', ')}.`;
}

function titleOf({ pattern, outcome, endedAt, replication }: Story): string {
  const end = endedAt === null ? outcome : `${outcome} after ${formatValue('s', endedAt)}`;
  return `${pattern}, replication ${replication}: ${end}`;
}

function header(story: Story, y: number): ElementContent[] {
  const sum = (of: (call: Story['calls'][number]) => number): number =>
    story.calls.reduce((total, call) => total + of(call), 0);
  const cost = formatValue(
    'USD',
    sum((call) => call.cost),
  );
  const tokens = formatValue(
    'tokens',
    sum((call) => call.inputTokens + call.outputTokens),
  );
  return [
    words(8, y + 16, titleOf(story), { bold: true, size: 15 }),
    words(8, y + 34, `${story.calls.length} calls · ${tokens} · ${cost}`, { colour: FAINT }),
  ];
}

/** Steps between marks of an axis; the largest that leaves four of them is taken. */
const STEPS = [5, 2, 1];

export function axis(seconds: number, y: number, left: number, right: number): ElementContent[] {
  const power = 10 ** Math.floor(Math.log10(seconds / 4));
  const step = power * (STEPS.find((one) => one * power <= seconds / 4) ?? 1);
  const at = (moment: number): number => left + (moment / seconds) * (right - left);
  const ticks = Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, i) => i * step);
  return [
    s('line', { x1: left, x2: right, y1: y, y2: y, stroke: '#9aa2aa' }),
    ...ticks.flatMap((moment) => [
      s('line', { x1: at(moment), x2: at(moment), y1: y, y2: y + 5, stroke: '#9aa2aa' }),
      words(at(moment), y + 18, String(Number(moment.toPrecision(6))), { anchor: 'middle' }),
    ]),
    words(right, y + 33, 'seconds after the task came in', { anchor: 'end', colour: FAINT }),
  ];
}

function legend(top: number, width: number): ElementContent[] {
  const said: readonly (readonly [string, string, 'cross' | 'tick' | null])[] = [
    ['a false claim is made', FALSE, 'cross'],
    ['thick: carries a false claim', FALSE, null],
    ['a check takes claims back', CAUGHT, 'tick'],
    ['dotted: waits', INK, null],
    ['dashed: a copy, a part of the document, sent again, lost or failed', EDGE, null],
  ];
  let x = 8;
  let y = top + 18;
  return said.flatMap(([text, colour, kind]) => {
    const own = kind === null ? 0 : 18;
    const room = own + textWidth(text, FONT_SIZE) + 24;
    if (x + room > width) {
      x = 8;
      y += 20;
    }
    const placed = [...(kind === null ? [] : [badge(x + 7, y - 4, kind, colour)]), words(x + own, y, text, { colour })];
    x += room;
    return placed;
  });
}
