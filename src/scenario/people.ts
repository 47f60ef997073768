/** People who do a role's steps: when they are there, how fast they answer, what happens where they do not. */
import type { Distribution } from './distribution.js';

export interface PersonSpec {
  /** Seconds of working time from the request until they begin. */
  readonly responds: Distribution;
  /** Null: at any time. */
  readonly hours: WorkingHoursSpec | null;
  /** Seconds from the request, by the clock on the wall, until an answer is too late; Infinity: never. */
  readonly deadline: number;
  /** What happens then. */
  readonly onDeadline: 'fail' | 'approve' | 'escalate';
  /** US dollars an hour of work, and for each answer. */
  readonly wage: number;
  readonly fee: number;
}

export interface WorkingHoursSpec {
  /** Days of the week, Monday is 0. */
  readonly days: readonly number[];
  /** Seconds after midnight. */
  readonly from: number;
  readonly to: number;
}

const lognormal = (median: number, p95: number): Distribution => ({
  kind: 'lognormal',
  mu: Math.log(median),
  sigma: Math.log(p95 / median) / 1.644_853_626_951_472_2,
});

/**
 * Time from a request for approval to its answer, by channel: median and 95th percentile over 12 deployments.
 * Source: https://15rl-blog.pages.dev/blog/approval-workflow-latency (15 Research Lab, 2026-02-13).
 */
export const CHANNELS: Readonly<Record<ChannelName, Distribution>> = {
  'in-app': lognormal(8, 34),
  chat: lognormal(144, 1080),
  'e-mail': lognormal(1380, 9720),
  dashboard: lognormal(2820, 14_760),
};

export const CHANNEL_NAMES = ['in-app', 'chat', 'e-mail', 'dashboard'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];
