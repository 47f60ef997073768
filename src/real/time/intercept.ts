import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { getRequestListener } from '@hono/node-server';
import { type ConnectionGuard, isLoopback } from './guard.js';
import { PipeAgent } from './pipe.js';

/** Where the mock provider seems to be; nothing listens there. */
export const MOCK_ORIGIN = 'http://127.0.0.1:4010';

/** After which Node's own fetch gives up where no answer begins (`headersTimeout` of undici). */
const HEADERS_TIMEOUT_MS = 300_000;

/** What a fetch does now. */
let active: typeof fetch = globalThis.fetch;

/** Clients keep the fetch that they were made with: it stays the same from one measurement to the next. */
const stableFetch: typeof fetch = (input, init) => active(input, init);

/** Answers requests to the mock provider within this process, and lets no other leave the machine. */
export class RequestInterceptor {
  private readonly restores: (() => void)[] = [];

  constructor(
    private readonly handle: (request: Request) => Promise<Response>,
    private readonly guard: ConnectionGuard,
    /** The address that a request is answered at, in place of the one that the client was made with. */
    private readonly addressOf: (url: URL) => string,
  ) {}

  install(): void {
    this.replaceFetch();
    this.replaceHttp();
    syncBuiltinESMExports();
  }

  uninstall(): void {
    for (const restore of this.restores.splice(0).reverse()) restore();
    syncBuiltinESMExports();
  }

  private replaceFetch(): void {
    const original = globalThis.fetch;
    globalThis.fetch = stableFetch;
    active = (input, init) => this.fetch(original, input, init);
    this.restores.push(() => {
      globalThis.fetch = original;
      active = original;
    });
  }

  private async fetch(original: typeof fetch, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.origin === MOCK_ORIGIN) return this.answered(url, input, init);
    if (!url.protocol.startsWith('http') || isLoopback(url.hostname)) return original(input, init);
    throw new TypeError('fetch failed', { cause: this.guard.block(hostOf(url)) });
  }

  /** As the fetch of Node does it: an answer must begin in time, and whoever aborts the request gets the reason at once. */
  private async answered(url: URL, input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
    const controller = new AbortController();
    const given = init?.signal ?? (input instanceof Request ? input.signal : null);
    const pass = (): void => controller.abort(given!.reason);
    if (given?.aborted === true) pass();
    else given?.addEventListener('abort', pass, { once: true });
    const limit = setTimeout(() => controller.abort(headersTimeout()), HEADERS_TIMEOUT_MS);
    const address = this.addressOf(url);
    const base = input instanceof Request ? new Request(address, input) : address;
    const { signal } = controller;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    try {
      signal.throwIfAborted();
      return await Promise.race([this.handle(new Request(base, { ...init, signal })), aborted]);
    } finally {
      clearTimeout(limit);
    }
  }

  /** Clients that do not use `fetch` speak HTTP over a pipe within this process. */
  private replaceHttp(): void {
    const readdressed = (request: Request): Promise<Response> =>
      this.handle(new Request(this.addressOf(new URL(request.url)), request));
    const agent = new PipeAgent(http.createServer(getRequestListener(readdressed, { overrideGlobalObjects: false })));
    for (const name of ['request', 'get'] as const) {
      const original = http[name] as (...args: unknown[]) => http.ClientRequest;
      const replaced = (...args: unknown[]): http.ClientRequest => {
        if (!isForMock(args)) return original(...args);
        const at = args.findIndex((arg, i) => i < 2 && typeof arg === 'object' && !(arg instanceof URL));
        if (at >= 0) args[at] = { ...(args[at] as object), agent };
        else args.splice(1, 0, { agent });
        return original(...args);
      };
      Object.assign(http, { [name]: replaced });
      this.restores.push(() => Object.assign(http, { [name]: original }));
    }
  }
}

function isForMock(args: readonly unknown[]): boolean {
  const [first, second] = args;
  const url = typeof first === 'string' ? new URL(first) : first instanceof URL ? first : null;
  const options = (url === null ? first : second) as http.RequestOptions | undefined;
  const host = options?.hostname ?? options?.host ?? url?.hostname ?? '';
  const port = options?.port ?? url?.port ?? '80';
  const mock = new URL(MOCK_ORIGIN);
  return host.replace(/:\d+$/, '') === mock.hostname && String(port) === mock.port;
}

const hostOf = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port !== '' ? port : protocol === 'https:' ? '443' : '80'}`;

/** What Node's own fetch throws when no answer begins. */
function headersTimeout(): TypeError {
  const cause = Object.assign(new Error('Headers Timeout Error'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
  cause.name = 'HeadersTimeoutError';
  return new TypeError('fetch failed', { cause });
}
