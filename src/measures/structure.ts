import type { RunRecord } from '../sim/record/record.js';
import type { MeasureColumn, TaskMeasure } from './measure.js';

const structural = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  read: (run: RunRecord) => number,
  column?: MeasureColumn,
): TaskMeasure => ({
  id,
  group: 'structure',
  label,
  unit,
  better: 'neither',
  interval: 'mean',
  definition,
  read,
  ...(column === undefined ? {} : { column }),
});

export const structure: readonly TaskMeasure[] = [
  structural(
    'participants',
    'participants',
    'participants',
    'Agents, coordinators and the engine that take part. A bus or a shared document is infrastructure and does not count.',
    (run) => run.participants.length,
  ),
  structural(
    'edges',
    'edges',
    'edges',
    'Unordered pairs of participants between which at least one message passed, directly or through infrastructure.',
    (run) => degrees(run).reduce((sum, degree) => sum + degree, 0) / 2,
    { place: 6 },
  ),
  structural(
    'edgesPossible',
    'edges possible',
    'edges',
    "Edges that the pattern's own formula allows at most, each instance of a role being a participant; for a team of teams the sum over its teams.",
    (run) => run.edgesPossible,
  ),
  structural(
    'messages',
    'messages',
    'messages',
    'Deliveries of content from one participant to another, per task. What comes from the user does not count.',
    betweenParticipants,
    { place: 7 },
  ),
  structural(
    'centralization',
    'centralization',
    'share',
    'Freeman degree centralization of the measured graph: 1 for a star, 0 where all degrees are equal or there are fewer than three participants.',
    (run) => centralization(degrees(run)),
  ),
];

function betweenParticipants(run: RunRecord): number {
  const { from } = run.messages.columns;
  let count = 0;
  for (let i = 0; i < run.messages.length; i++) if (from[i]! >= 0) count++;
  return count;
}

/** With how many others each participant exchanged messages. */
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
