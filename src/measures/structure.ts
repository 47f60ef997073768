import type { RunRecord } from '../sim/record/record.js';
import type { Measure } from './measure.js';

const structural = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  read: (run: RunRecord) => number,
): Measure => ({
  id,
  group: 'structure',
  label,
  unit,
  better: 'neither',
  interval: 'mean',
  definition,
  read,
});

export const structure: readonly Measure[] = [
  structural(
    'participants',
    'participants',
    'participants',
    'Agents, coordinators and the engine that take part; a bus or a document is infrastructure.',
    (run) => run.participants.length,
  ),
  structural(
    'edges',
    'edges',
    'edges',
    'Unordered pairs of participants between which at least one message passed, directly or through infrastructure.',
    (run) => degrees(run).reduce((sum, degree) => sum + degree, 0) / 2,
  ),
  structural(
    'edgesPossible',
    'edges possible',
    'edges',
    "Edges that the pattern's own formula allows at most; a team of teams adds up its teams.",
    (run) => run.edgesPossible,
  ),
  structural(
    'messages',
    'messages',
    'messages',
    'Deliveries of content from one participant to another; what comes from the user does not count.',
    (run) => betweenParticipants(run),
  ),
  structural(
    'centralization',
    'centralization',
    'share',
    'Freeman degree centralization of the measured graph: 1 for a star, 0 where all have the same degree; 0 below three participants.',
    (run) => centralization(degrees(run)),
  ),
];

function betweenParticipants(run: RunRecord): number {
  const { from } = run.messages.columns;
  let count = 0;
  for (let i = 0; i < run.messages.length; i++) if (from[i]! >= 0) count++;
  return count;
}

/** How many others each participant exchanged messages with. */
function degrees(run: RunRecord): number[] {
  const n = run.participants.length;
  const met = new Uint8Array(n * n);
  const degree = new Array<number>(n).fill(0);
  const { from, to } = run.messages.columns;
  for (let i = 0; i < run.messages.length; i++) {
    const a = Math.min(from[i]!, to[i]!);
    const b = Math.max(from[i]!, to[i]!);
    if (a < 0 || met[a * n + b] === 1) continue;
    met[a * n + b] = 1;
    degree[a]!++;
    degree[b]!++;
  }
  return degree;
}

/** Freeman 1978: sum of (largest degree - degree) over (n - 1)(n - 2), its largest possible value. */
function centralization(degree: readonly number[]): number {
  const n = degree.length;
  if (n < 3) return 0;
  const largest = Math.max(...degree);
  return degree.reduce((sum, d) => sum + largest - d, 0) / ((n - 1) * (n - 2));
}
