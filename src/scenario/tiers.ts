/**
 * Rate limits of providers by usage tier, as their documentation gave them on a date. Per minute, for one model; limits of
 * other models, and of accounts with limits of their own, differ: a scenario then writes its own numbers.
 */

/** What a tier allows of one model in a minute; what is left out is not limited. */
export interface ProviderTier {
  readonly requests: number;
  readonly input?: number;
  readonly output?: number;
  /** Input and output together. */
  readonly tokens?: number;
  /** Whether input that was read from the prompt cache counts. */
  readonly cachedCounts: boolean;
  readonly models: string;
  readonly source: string;
  /** When the source said so. */
  readonly date: string;
}

const ANTHROPIC = 'https://docs.anthropic.com/en/api/rate-limits';
const PLATFORM = 'https://platform.claude.com/docs/en/api/rate-limits';
const OPENAI = 'https://developers.openai.com/api/docs/models/gpt-5.5';

const anthropic = (requests: number, input: number, output: number): ProviderTier => ({
  ...{ requests, input, output, cachedCounts: false },
  ...{ models: 'Claude Sonnet 4.x or Opus 4.x', source: ANTHROPIC, date: '2025-12' },
});

/** The tiers that replaced the numbered ones. */
const platform = (requests: number, input: number, output: number): ProviderTier => ({
  ...{ requests, input, output, cachedCounts: false },
  ...{ models: 'Claude Sonnet 4.x, Sonnet 5 or Opus 4.x', source: PLATFORM, date: '2026-07' },
});

const openai = (requests: number, tokens: number): ProviderTier => ({
  ...{ requests, tokens, cachedCounts: true },
  ...{ models: 'GPT-5.5', source: OPENAI, date: '2026-04' },
});

const TIERS = {
  'anthropic/tier-1': anthropic(50, 30_000, 8_000),
  'anthropic/tier-2': anthropic(1_000, 450_000, 90_000),
  'anthropic/tier-3': anthropic(2_000, 800_000, 160_000),
  'anthropic/tier-4': anthropic(4_000, 2_000_000, 400_000),
  'anthropic/start': platform(1_000, 2_000_000, 400_000),
  'anthropic/build': platform(5_000, 5_000_000, 1_000_000),
  'anthropic/scale': platform(10_000, 10_000_000, 2_000_000),
  'openai/tier-1': openai(500, 500_000),
  'openai/tier-2': openai(5_000, 1_000_000),
  'openai/tier-3': openai(5_000, 2_000_000),
  'openai/tier-4': openai(10_000, 4_000_000),
  'openai/tier-5': openai(15_000, 40_000_000),
} as const satisfies Readonly<Record<string, ProviderTier>>;

export type TierName = keyof typeof TIERS;
export const TIER_NAMES = Object.keys(TIERS) as readonly TierName[];

export const tierNamed = (name: TierName): ProviderTier => TIERS[name];
