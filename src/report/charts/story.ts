import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';
import type { Story } from '../../sim/record/story.js';
import type { TypicalRun } from '../../study/typical.js';
import { falsehoodIn } from '../exporters/traces/false-claims.js';
import { counted, formatValue } from '../words/format.js';
import { axis, inWords } from './spacetime.js';
import { FONT_SIZE, gutterOf, layOut, lengthOf } from './spacetime-layout.js';
import { runOf } from './spacetime-marks.js';
import { type DrawnChart, FONT } from './theme.js';

/** Two of them stand side by side. */
const WIDTH = 620;

/** The same task under each pattern as a picture; those that are compared at first have one axis of time. */
export function storyCharts(runs: readonly TypicalRun[], compared: readonly string[]): DrawnChart[] {
  const together = runs.filter(({ pattern }) => compared.includes(pattern)).map(({ story }) => lengthOf(story));
  const shared = Math.max(0, ...together);
  return runs.map(({ pattern, story }) => ({
    name: `story-${pattern}`,
    title: `${pattern}: ${endText(story)}`,
    subtitle: [factsText(story)],
    description: inWords(story),
    svg: drawn(story, compared.includes(pattern) ? shared : lengthOf(story)),
  }));
}

function drawn(story: Story, seconds: number): string {
  const left = gutterOf([story]);
  const layout = layOut(story, 8, WIDTH, seconds, left);
  const height = layout.bottom + 46;
  const inner: ElementContent[] = [...runOf(story, layout), ...axis(seconds, layout.bottom + 4, left, WIDTH - 24)];
  const picture = s(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      ...{ width: WIDTH, height, 'font-family': FONT, 'font-size': FONT_SIZE },
    },
    inner,
  );
  return toHtml(picture, { space: 'svg', closeEmptyElements: true });
}

/** How it ends, and what became of false claims. */
function endText(story: Story): string {
  const { outcome, endedAt, delivery } = story;
  const isFalse = falsehoodIn(story);
  const escaped = delivery?.claims.filter(isFalse).length ?? 0;
  const born = story.claims.filter((claim) => claim.isFalse).length;
  const after = endedAt === null ? '' : ` after ${formatValue('s', endedAt)}`;
  if (delivery === null) return `${outcome}${after}`;
  if (escaped > 0)
    return `${counted(escaped, 'false claim')} ${escaped === 1 ? 'reaches' : 'reach'} the reader${after}`;
  if (outcome === 'correct') return born > 0 ? `correct${after}, no false claim gets through` : `correct${after}`;
  const missing = delivery.owed - delivery.held;
  return `${outcome}${after}${missing > 0 ? `, ${counted(missing, 'owed claim')} missing` : ''}`;
}

function factsText({ calls, claims }: Story): string {
  const sum = (of: (call: Story['calls'][number]) => number): number =>
    calls.reduce((total, call) => total + of(call), 0);
  const cost = sum((call) => call.cost);
  const tokens = sum((call) => call.inputTokens + call.outputTokens);
  const born = claims.filter((claim) => claim.isFalse).length;
  return `${counted(calls.length, 'call')}, ${formatValue('tokens', tokens)}, ${formatValue('USD', cost)}; ${counted(born, 'false claim')} made.`;
}
