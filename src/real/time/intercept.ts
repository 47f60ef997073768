import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { getRequestListener } from '@hono/node-server';
import { type ConnectionGuard, isLoopback } from './guard.js';
import { PipeAgent } from './pipe.js';

/** Where the mock provider seems to be; nothing listens there. */
export const MOCK_ORIGIN = 'http://127.0.0.1:4010';

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
    globalThis.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      if (url.origin === MOCK_ORIGIN) {
        const address = this.addressOf(url);
        const request =
          input instanceof Request ? new Request(new Request(address, input), init) : new Request(address, init);
        return answerUnlessAborted(this.handle, request);
      }
      if (!url.protocol.startsWith('http') || isLoopback(url.hostname)) return original(input, init);
      throw new TypeError('fetch failed', { cause: this.guard.block(hostOf(url)) });
    };
    this.restores.push(() => {
      globalThis.fetch = original;
    });
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

/** As the network does: whoever aborts a request gets the reason at once, whatever becomes of the answer. */
function answerUnlessAborted(handle: (request: Request) => Promise<Response>, request: Request): Promise<Response> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    handle(request)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
