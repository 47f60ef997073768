import { type Estimate, mean, meanInterval } from '../statistics/estimates.js';
import type { Claim, Read } from './claim.js';
import { ARTICLES, above, defineClaim, reading, when } from './say.js';

const SIZES = [2, 4, 8, 16, 30];
const PATTERNS = [
  ...['pipeline', 'fan-out', 'fan-out-fan-in', 'workflow', 'maker-checker', 'debate', 'router', 'supervisor'],
  ...['lead-and-subagents', 'hierarchy', 'magentic', 'group-chat', 'handoff', 'choreography', 'blackboard', 'mesh'],
  ...['contract-net', 'overseer', 'critical-path-hybrid', 'trunk-and-meshes'],
];

const at = (n: number): string => `${n} specialists`;

const readings = PATTERNS.flatMap((pattern) =>
  SIZES.flatMap((n) => ['tokens', 'messages', 'participants'].map((measure) => reading(pattern, measure, at(n)))),
);

/** Ranks from 1; equals share the middle of theirs. */
export function ranksOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

/** Spearman's rank correlation; NaN where one of the two does not vary. */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [ranksOf(x), ranksOf(y)];
  const centre = (x.length + 1) / 2;
  const sum = (of: (i: number) => number): number => a.reduce((total, _, i) => total + of(i), 0);
  const [left, right] = [sum((i) => (a[i]! - centre) ** 2), sum((i) => (b[i]! - centre) ** 2)];
  return sum((i) => (a[i]! - centre) * (b[i]! - centre)) / Math.sqrt(left * right);
}

interface Point {
  readonly pattern: string;
  readonly tokens: number;
  readonly messages: number;
  readonly participants: number;
}

/** By how much better messages order the tokens than agents do. */
function advantage(points: readonly Point[]): number {
  const tokens = points.map((point) => point.tokens);
  const follows = (of: (point: Point) => number): number => rankCorrelation(tokens, points.map(of));
  return follows((point) => point.messages) - follows((point) => point.participants);
}

/** Coordination cost: tokens beyond those of a workflow, in which each step reads its inputs only. */
function extraTokens(read: Read, pattern: string, n: number): number {
  const of = (name: string): number => mean(read(reading(name, 'tokens', at(n))));
  return of(pattern) - of('workflow');
}

/** The jackknife over patterns: they, not the replications, are the sample that the claim is about. */
function overPatterns(read: Read): Estimate {
  const points = PATTERNS.flatMap((pattern) =>
    SIZES.map((n): Point => {
      const of = (measure: string): number => mean(read(reading(pattern, measure, at(n))));
      return {
        pattern,
        tokens: extraTokens(read, pattern, n),
        messages: of('messages'),
        participants: of('participants'),
      };
    }),
  );
  const whole = advantage(points);
  const n = PATTERNS.length;
  const pseudo = PATTERNS.map(
    (left) => n * whole - (n - 1) * advantage(points.filter(({ pattern }) => pattern !== left)),
  );
  const { low, high, mean: centre } = meanInterval(pseudo);
  return { n, mean: whole, low: whole + low - centre, high: whole + high - centre };
}

/** That coordination cost grows with interactions, not agents. */
export const interactions: Claim = defineClaim({
  id: 'interactions-not-agents',
  claim: 'Coordination cost grows with interactions, not with agents.',
  source: ARTICLES,
  type: 'A',
  means:
    'Over twenty patterns and five team sizes, coordination cost correlates more with the number of messages than with the number of agents (rank correlations). Coordination cost is the tokens beyond those of a workflow.',
  dependsOn:
    'Which patterns are compared: the interval comes from a jackknife over them. A message counts as one whether it carries a line or a transcript, so tokens need not grow with messages.',
  settings: SIZES.map((n) => ({
    name: at(n),
    scenario: 'growth',
    set: [`task.steps.specialise.replicas=${n}`, `agents.specialist.instances=${n}`],
    patterns: PATTERNS,
    times: 0.02,
  })),
  conditions: [
    when(
      '',
      above('rank correlation of tokens beyond those of a workflow, with messages minus with agents', {
        kind: 'computed',
        unit: '1',
        isDifference: true,
        readings,
        compute: overPatterns,
      }),
    ),
  ],
});
