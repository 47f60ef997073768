/** The client's side of all models: a limiter, the cache, the chat format. */
export interface ProviderSpec {
  /** Infinity: no limit. */
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
  /** Calls that may wait for the rate limit; a further one is refused (HTTP 429). */
  readonly maxQueue: number;
  readonly promptCache: boolean;
  /** Seconds that a sent prefix stays cached. */
  readonly cacheTtl: number;
  readonly overflow: 'truncate' | 'compact' | 'error';
  /** Tokens of a chat format: once a call, and for each message (plus the speaker's name where `named`). */
  readonly framing: { readonly call: number; readonly message: number; readonly named: boolean };
}

/** Limits of the provider on one model, shared by all agents with a model of that name. Rates per minute; Infinity: none. */
export interface ProviderLimits {
  readonly requests: number;
  readonly input: number;
  readonly output: number;
  /** Input and output together. */
  readonly tokens: number;
  /** Calls at once. */
  readonly concurrent: number;
  readonly quota: QuotaSpec | null;
  readonly whenExceeded: 'refuse' | 'wait';
  /** Whether input that is read from the prompt cache counts. */
  readonly cachedCounts: boolean;
  /** Share of the calls that are refused at once since the provider is overloaded. */
  readonly overloaded: number;
}

/** What may be used in a window that opens with its first call. Infinity: no limit. */
export interface QuotaSpec {
  readonly requests: number;
  readonly tokens: number;
  /** US dollars. */
  readonly cost: number;
  /** Seconds. */
  readonly window: number;
}
