import type { ShardPart } from '../workers/store.js';
import { Refusal } from './session.js';

/** What an engine that runs a job many times tells each of them: which one it is, and of how many. */
interface ArrayEngine {
  readonly name: string;
  readonly index: string;
  readonly count: string;
  /** The variable with the lowest index, and the one with the distance of two; absent: it counts from `first`, one by one. */
  readonly range?: { readonly min: string; readonly step: string };
  readonly first: 0 | 1;
}

/** In the order in which they are looked for. */
export const ARRAY_ENGINES: readonly ArrayEngine[] = [
  {
    name: 'Slurm',
    index: 'SLURM_ARRAY_TASK_ID',
    count: 'SLURM_ARRAY_TASK_COUNT',
    range: { min: 'SLURM_ARRAY_TASK_MIN', step: 'SLURM_ARRAY_TASK_STEP' },
    first: 1,
  },
  // Kubernetes tells no count: the manifest does.
  { name: 'Kubernetes', index: 'JOB_COMPLETION_INDEX', count: 'JOB_COMPLETIONS', first: 0 },
  { name: 'AWS Batch', index: 'AWS_BATCH_JOB_ARRAY_INDEX', count: 'AWS_BATCH_JOB_ARRAY_SIZE', first: 0 },
  { name: 'GitLab CI', index: 'CI_NODE_INDEX', count: 'CI_NODE_TOTAL', first: 1 },
  { name: 'CircleCI', index: 'CIRCLE_NODE_INDEX', count: 'CIRCLE_NODE_TOTAL', first: 0 },
  { name: 'Buildkite', index: 'BUILDKITE_PARALLEL_JOB', count: 'BUILDKITE_PARALLEL_JOB_COUNT', first: 0 },
  // GitHub Actions sets no variables of its own: the workflow does, from strategy.job-index and strategy.job-total.
  { name: 'GitHub Actions', index: 'STRATEGY_JOB_INDEX', count: 'STRATEGY_JOB_TOTAL', first: 0 },
];

/** The part of a study that --shard names. `auto`: as the engine says that runs this job. */
export function shardFrom(text: string, env: NodeJS.ProcessEnv = process.env): ShardPart {
  if (text === 'auto') return fromEngine(env);
  const [nth, of] = text.split('/').map(Number);
  const isWhole = (n: number | undefined): n is number => n !== undefined && Number.isInteger(n) && n >= 1;
  if (isWhole(nth) && isWhole(of) && nth <= of && text.split('/').length === 2) return { nth, of };
  throw new Refusal(
    `--shard expects the i-th of k parts, got '${text}'.\n  Give it as in --shard 2/4, or --shard auto.`,
  );
}

function fromEngine(env: NodeJS.ProcessEnv): ShardPart {
  const engine = ARRAY_ENGINES.find(({ index }) => env[index] !== undefined && env[index] !== '');
  if (engine === undefined) {
    const names = ARRAY_ENGINES.map(({ name, index }) => `${index} (${name})`).join(', ');
    throw new Refusal(
      `--shard auto: none of ${names} is set.\n  Run it as an array job, or name the part as in --shard 2/4.`,
    );
  }
  const { name, index, count, range, first } = engine;
  const number = (variable: string, otherwise?: number): number => {
    const given = env[variable];
    if ((given === undefined || given === '') && otherwise !== undefined) return otherwise;
    const value = given === undefined || given.trim() === '' ? Number.NaN : Number(given);
    if (Number.isInteger(value)) return value;
    throw new Refusal(
      `--shard auto: ${name} set ${index}, but ${variable} is ${given === undefined ? 'missing' : `'${given}'`}.\n  Set it to a whole number: ${variable === count ? 'how many jobs there are' : 'of the array of jobs'}.`,
    );
  };
  const of = number(count);
  const least = range === undefined ? first : number(range.min, first);
  const nth = (number(index) - least) / (range === undefined ? 1 : number(range.step, 1)) + 1;
  if (Number.isInteger(nth) && nth >= 1 && nth <= of) return { nth, of };
  throw new Refusal(
    `--shard auto: ${index} is ${env[index]}, which is not one of ${of} jobs from ${least} on.\n  Number the jobs without gaps, or name the part as in --shard 2/4.`,
  );
}
