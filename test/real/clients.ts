/** The official clients at a provider in this process, where no time passes but what is waited for. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { MockProvider, ProviderClock } from '../../src/real/mock-provider.js';
import { mockProvider } from '../../src/real/provider.js';
import { builtin, scenarioOf } from '../sim/helper.js';

/** Whoever waits is there at once. */
export class LeapingClock implements ProviderClock {
  private time = 0;

  now(): number {
    return this.time;
  }

  async wait(seconds: number): Promise<void> {
    this.time += seconds;
  }
}

export const providerOf = (overrides: readonly string[] = [], body = builtin('article')): MockProvider =>
  mockProvider({ scenario: scenarioOf(body, overrides), seed: 'test', clock: new LeapingClock() });

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Requests of clients go to the provider, and are counted. */
export function fetchOf(provider: MockProvider): Fetch & { requests: Request[] } {
  const fetch = Object.assign(
    async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const request = new Request(url, init);
      fetch.requests.push(request);
      const answer = provider.handle(request);
      // A client that gives up does not wait for an answer.
      const gone = new Promise<never>((_, reject) => {
        const leave = (): void => reject(new DOMException('This operation was aborted', 'AbortError'));
        request.signal.addEventListener('abort', leave, { once: true });
      });
      return await Promise.race([answer, gone]);
    },
    { requests: [] as Request[] },
  );
  return fetch;
}

const ORIGIN = 'http://127.0.0.1:4010/r/3';

export const openaiAt = (fetch: Fetch, options: object = {}): OpenAI =>
  new OpenAI({ apiKey: 'none', baseURL: `${ORIGIN}/v1`, fetch, ...options });

export const anthropicAt = (fetch: Fetch, options: object = {}): Anthropic =>
  new Anthropic({ apiKey: 'none', baseURL: ORIGIN, fetch, ...options });
