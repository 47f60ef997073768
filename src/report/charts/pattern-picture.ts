import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';
import { topologyOf } from './glyphs.js';
import { rounded, words } from './svg-marks.js';
import { FAINT, FONT, INK } from './theme.js';
import { curveOf, type DrawnLink, type DrawnNode, halfOf, type Surface, type Topology } from './topology.js';

/** Without a ground of its own: it lies on the page, light or dark. */
const [WIDTH, HEIGHT] = [620, 276];
/** Of the shape alone; below it stand the words. */
const SHAPE = 216;
const AGENT = '#0072B2';
const DECIDES = '#B84F00';
const MEDIUM = '#5c6670';

const SURFACE: Surface = {
  place: (x, y) => ({ x: 110 + ((x - 3) / 18) * (WIDTH - 220), y: 34 + ((y - 3) / 18) * (SHAPE - 80) }),
  radius: ({ size }) => 5.5 + 2.2 * size,
  gap: 2,
};

/** The larger drawing of a pattern: who calls whom, who decides, what is shared. */
export function patternPicture(pattern: string): string {
  const topology = topologyOf(pattern);
  const media = topology.nodes.filter(({ kind }) => kind === 'medium');
  const others = topology.nodes.filter(({ kind }) => kind !== 'medium');
  return picture([
    ...media.map(nodeMark),
    ...topology.links.map((link) => linkMark(topology, link)),
    ...others.map(nodeMark),
    ...topology.nodes.flatMap(labelMark),
    ...factsOf(topology).map(([name, text], i) => fact(name, text, SHAPE + 12 + 18 * i)),
  ]);
}

/** What the picture shows, in words. */
export function patternPictureWords(pattern: string): string {
  const facts = factsOf(topologyOf(pattern)).map(([name, text]) => `${name}: ${text}`);
  return `${pattern}. ${facts.join(' ')}`;
}

type Fact = readonly [name: string, text: string];

function factsOf({ calls, decides, shared }: Topology): readonly Fact[] {
  return [
    ['Calls', calls],
    ['Decides', decides],
    ['Shared', shared],
  ];
}

function fact(name: string, text: string, y: number): ElementContent {
  return s('g', [words(24, y, name, { bold: true, colour: FAINT, plain: true }), words(90, y, text, { plain: true })]);
}

/** What the marks of all drawings mean. */
export function patternPictureKey(): string {
  const entry = (kind: DrawnNode['kind'], label: string, idle = false) => ({ kind, label, idle });
  const entries = [
    entry('agent', 'agent at work'),
    entry('agent', 'agent, idle', true),
    entry('model', 'model that decides'),
    entry('code', 'code that decides'),
    entry('watcher', 'only watches'),
  ];
  let x = 14;
  const marks = entries.flatMap(({ kind, label, idle }): ElementContent[] => {
    const at = x;
    x += 24 + label.length * 6.4;
    const node: DrawnNode = { id: label, kind, x: 0, y: 0, label, labelled: 'right', idle, size: 0 };
    return [shape(node, at, 16, 7), words(at + 13, 20, label, { size: 12, plain: true })];
  });
  const lines = (['call', 'event'] as const).flatMap((kind, i): ElementContent[] => {
    const left = 8 + 290 * i;
    const label = kind === 'call' ? 'call, or result handed on' : 'event or signal that no caller waits for';
    const curve = { from: { x: left, y: 44 }, control: { x: left + 20, y: 44 }, to: { x: left + 40, y: 44 } };
    return [line(curve, kind, 1.6, 'one'), words(left + 48, 48, label, { size: 12, plain: true })];
  });
  return picture([...marks, ...lines], 60);
}

function picture(marks: readonly ElementContent[], height: number = HEIGHT): string {
  const root = s(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...{ width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
      'font-family': FONT,
      'font-size': 13,
    },
    [...marks],
  );
  return `${toHtml(root, { space: 'svg' })}\n`;
}

function nodeMark(node: DrawnNode): ElementContent {
  const { x, y } = SURFACE.place(node.x, node.y);
  if (node.kind !== 'medium') return shape(node, x, y, SURFACE.radius(node));
  const half = halfOf(node, SURFACE);
  const box = {
    x: rounded(x - half.x),
    y: rounded(y - half.y),
    width: rounded(2 * half.x),
    height: rounded(2 * half.y),
  };
  return s('rect', { ...box, rx: 8, fill: MEDIUM, 'fill-opacity': 0.12, stroke: MEDIUM, 'stroke-width': 1.2 });
}

function shape({ kind, idle }: DrawnNode, x: number, y: number, r: number): ElementContent {
  const colour = kind === 'agent' ? AGENT : kind === 'watcher' ? FAINT : DECIDES;
  const paint = idle
    ? { fill: 'none', stroke: colour, 'stroke-width': 2 }
    : { fill: colour, stroke: 'none', 'stroke-width': 0 };
  const [cx, cy] = [rounded(x), rounded(y)];
  switch (kind) {
    case 'model':
      return s('path', {
        d: `M${cx} ${cy - r - 2}L${cx + r + 2} ${cy}L${cx} ${cy + r + 2}L${cx - r - 2} ${cy}Z`,
        ...paint,
      });
    case 'code':
      return s('rect', { x: cx - r, y: cy - r, width: 2 * r, height: 2 * r, ...paint });
    case 'watcher':
      return s('g', [
        s('circle', { cx, cy, r, fill: 'none', stroke: colour, 'stroke-width': 2 }),
        s('circle', { cx, cy, r: r / 2.6, fill: colour }),
      ]);
    default:
      return s('circle', { cx, cy, r: idle ? r - 1 : r, ...paint });
  }
}

function linkMark(topology: Topology, link: DrawnLink): ElementContent {
  const width = link.weight <= 1.2 ? 1.6 : 1.6 * link.weight;
  if (link.from !== link.to) return line(curveOf(topology, link, SURFACE), link.kind, width, link.ends);
  const node = topology.nodes.find(({ id }) => id === link.from)!;
  const { x, y } = SURFACE.place(node.x, node.y);
  const r = SURFACE.radius(node);
  const end = { x: x + r * 0.6, y: y - r - 1 };
  const d = `M${rounded(x - r * 0.6)} ${rounded(y - r * 0.85)}C${rounded(x - 70)} ${rounded(y - 78)} ${rounded(x + 70)} ${rounded(y - 78)} ${rounded(end.x)} ${rounded(end.y)}`;
  return s('g', [
    s('path', { d, fill: 'none', stroke: INK, 'stroke-width': width }),
    head({ x: end.x + 8, y: end.y - 12 }, end),
  ]);
}

type Curve = ReturnType<typeof curveOf>;

function line(
  { from, control, to }: Curve,
  kind: DrawnLink['kind'],
  width: number,
  ends: DrawnLink['ends'],
): ElementContent {
  const d = `M${rounded(from.x)} ${rounded(from.y)}Q${rounded(control.x)} ${rounded(control.y)} ${rounded(to.x)} ${rounded(to.y)}`;
  const stroke = kind === 'call' ? INK : FAINT;
  return s('g', [
    s('path', {
      ...{ d, fill: 'none', stroke, 'stroke-width': width },
      ...(kind === 'event' ? { 'stroke-dasharray': '5 4' } : {}),
    }),
    ...(ends === 'none' ? [] : [head(control, to, stroke)]),
    ...(ends === 'both' ? [head(control, from, stroke)] : []),
  ]);
}

function head(from: { x: number; y: number }, to: { x: number; y: number }, fill = INK): ElementContent {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number): string =>
    `${rounded(to.x + 9 * Math.cos(angle + turn))} ${rounded(to.y + 9 * Math.sin(angle + turn))}`;
  return s('path', { d: `M${corner(2.75)}L${rounded(to.x)} ${rounded(to.y)}L${corner(-2.75)}Z`, fill });
}

function labelMark(node: DrawnNode): ElementContent[] {
  if (node.label === '') return [];
  const { x, y } = SURFACE.place(node.x, node.y);
  const r = SURFACE.radius(node) + 6;
  const plain = { plain: true } as const;
  switch (node.labelled) {
    case 'below':
      return [words(x, y + r + 11, node.label, { anchor: 'middle', ...plain })];
    case 'above':
      return [words(x, y - r - 1, node.label, { anchor: 'middle', ...plain })];
    case 'left':
      return [words(x - r, y + 4, node.label, { anchor: 'end', ...plain })];
    case 'right':
      return [words(x + r, y + 4, node.label, plain)];
    case 'corner':
      return [words(x + r, y + r + 3, node.label, plain)];
    case 'within':
      return [words(x, y + 4, node.label, { anchor: 'middle', colour: FAINT, ...plain })];
  }
}
