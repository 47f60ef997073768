import { TOPOLOGIES } from './topologies.js';
import { agent, curveOf, type DrawnLink, type DrawnNode, medium, type Surface, type Topology } from './topology.js';

/** The glyph's side, in its own units and in pixels. */
export const GLYPH = 24;

const SURFACE: Surface = { place: (x, y) => ({ x, y }), radius: ({ size }) => size, gap: 0.2 };
const HEAD = 2.2;
/** A shorter line is hidden by its own head. */
const LEAST = 2.8;

/**
 * The glyph of a pattern as SVG in the colour of the text around it: its topology at 24 pixels. A team, which no pattern of
 * the catalogue is, has one of its own. The name always stands beside it, so it says nothing to a screen reader.
 */
export function glyphOf(pattern: string): string {
  return `<svg class="glyph" viewBox="0 0 ${GLYPH} ${GLYPH}" width="${GLYPH}" height="${GLYPH}" aria-hidden="true">${marksOf(topologyOf(pattern))}</svg>`;
}

/** Of a team, which a scenario names as it likes: several agents in one box. */
export const TEAM: Topology = {
  nodes: [
    medium('team', [12, 12], [20, 20], ''),
    agent('a', 12, 7.4, ''),
    agent('b', 7.2, 15.6, ''),
    agent('c', 16.8, 15.6, ''),
  ],
  links: [],
  calls: 'a team of the scenario.',
  decides: 'the pattern that leads it.',
  shared: 'what that pattern shares.',
};

/** The topology of a pattern, or that of a team. */
export function topologyOf(pattern: string): Topology {
  return Object.hasOwn(TOPOLOGIES, pattern) ? TOPOLOGIES[pattern]! : TEAM;
}

function marksOf(topology: Topology): string {
  const media = topology.nodes.filter(({ kind }) => kind === 'medium');
  const others = topology.nodes.filter(({ kind }) => kind !== 'medium');
  return [
    ...media.map(nodeMark),
    ...topology.links.map((link) => linkMark(topology, link)),
    ...others.map(nodeMark),
  ].join('');
}

function nodeMark({ kind, x, y, size, width = 0, height = 0, idle }: DrawnNode): string {
  const paint = idle ? 'fill="none" stroke="currentColor" stroke-width="1"' : 'fill="currentColor"';
  const r = idle ? size - 0.5 : size;
  switch (kind) {
    case 'agent':
      return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${paint}/>`;
    case 'model':
      return `<path d="M${n(x)} ${n(y - r - 0.6)}L${n(x + r + 0.6)} ${n(y)}L${n(x)} ${n(y + r + 0.6)}L${n(x - r - 0.6)} ${n(y)}Z" ${paint}/>`;
    case 'code':
      return `<rect x="${n(x - r)}" y="${n(y - r)}" width="${n(2 * r)}" height="${n(2 * r)}" ${paint}/>`;
    case 'watcher':
      return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r - 0.5)}" fill="none" stroke="currentColor" stroke-width="1"/><circle cx="${n(x)}" cy="${n(y)}" r="1.3" fill="currentColor"/>`;
    case 'medium':
      return `<rect x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}" rx="1.2" fill="currentColor" fill-opacity=".12" stroke="currentColor" stroke-width=".9"/>`;
  }
}

function linkMark(topology: Topology, link: DrawnLink): string {
  const dashes = link.kind === 'event' ? ' stroke-dasharray="1.3 1"' : '';
  const paint = `fill="none" stroke="currentColor" stroke-width="${link.weight}"${dashes}`;
  if (link.from === link.to) return loop(topology, link, paint);
  const { from, control, to } = curveOf(topology, link, SURFACE);
  const line =
    link.bend === 0
      ? `M${n(from.x)} ${n(from.y)}L${n(to.x)} ${n(to.y)}`
      : `M${n(from.x)} ${n(from.y)}Q${n(control.x)} ${n(control.y)} ${n(to.x)} ${n(to.y)}`;
  // There and back is a plain line, since two heads would fill it; and dashes leave no room for one.
  const isLong = Math.hypot(to.x - from.x, to.y - from.y) > LEAST;
  const head = link.ends === 'one' && link.kind === 'call' && isLong ? headAt(control, to) : '';
  return `<path d="${line}" ${paint}/>${head}`;
}

/** Out of a node at its upper left, around, and back into it at its upper right. */
function loop({ nodes }: Topology, { from, bend }: DrawnLink, paint: string): string {
  const { x, y, size } = nodes.find(({ id }) => id === from)!;
  const side = size * 0.6;
  const top = y - size * 0.8;
  const end = { x: x + side, y: top };
  const curve = `M${n(x - side)} ${n(top)}C${n(x - bend - 2)} ${n(top - 1.6 * bend)} ${n(x + bend + 2)} ${n(top - 1.6 * bend)} ${n(end.x)} ${n(end.y)}`;
  return `<path d="${curve}" ${paint}/>${headAt({ x: end.x + 1.6, y: end.y - 3 }, end)}`;
}

function headAt(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number): string =>
    `${n(to.x + HEAD * Math.cos(angle + turn))} ${n(to.y + HEAD * Math.sin(angle + turn))}`;
  return `<path d="M${corner(2.6)}L${n(to.x)} ${n(to.y)}L${corner(-2.6)}" fill="none" stroke="currentColor" stroke-width="1"/>`;
}

/** A tenth of a pixel is exact enough. */
const n = (value: number): string => String(Math.round(value * 10) / 10);
