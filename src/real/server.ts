import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { MockProvider, RealRun } from './mock-provider.js';
import { isLoopback } from './time/guard.js';
import { isObject } from './wire/question.js';
import { bodyOf } from './wire/read-body.js';

export interface ServerOptions {
  readonly provider: MockProvider;
  /** Default: 127.0.0.1, which nobody else reaches. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Requests that name another host, or come from another site's page, are answered too. */
  readonly allowsRemote?: boolean;
  /** What is told of a replication. */
  readonly view: (run: RealRun) => unknown;
  /** Is told once an answer was handed in. */
  readonly onAnswer?: (run: RealRun) => void;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export const LOOPBACK = '127.0.0.1';

/** The provider over HTTP, with the pages of its replications beside it. */
export function routesOf({ provider, allowsRemote = false, view, onAnswer }: ServerOptions): Hono {
  const routes = new Hono();
  routes.use(async (context, next) => {
    const host = hostIn(context.req.header('host') ?? '');
    const origin = context.req.header('origin');
    const isOwn = isLoopback(host) && (origin === undefined || isLoopback(hostIn(origin.replace(/^\w+:\/\//, ''))));
    if (isOwn || allowsRemote) return await next();
    return context.json(
      { error: { message: 'This server answers requests to 127.0.0.1 only.', type: 'forbidden' } },
      403,
    );
  });
  routes.get('/rehearse/r/:n{[0-9]+}', (context) => context.json(view(provider.run(Number(context.req.param('n'))))));
  routes.post('/rehearse/r/:n{[0-9]+}/answer', async (context) => {
    const replication = Number(context.req.param('n'));
    const { text, failed } = await answerIn(context.req.raw);
    provider.answer(replication, text, failed);
    await provider.rest(replication);
    onAnswer?.(provider.run(replication));
    return context.json(view(provider.run(replication)));
  });
  routes.post('/rehearse/r/:n{[0-9]+}/reset', (context) => {
    provider.reset(Number(context.req.param('n')));
    return context.json({ ok: true });
  });
  routes.get('/rehearse/task', (context) => context.text(provider.task));
  routes.all('*', (context) => provider.handle(context.req.raw));
  return routes;
}

/** What was delivered: a text, or JSON with `text`, or with `failed`. */
async function answerIn(request: Request): Promise<{ text: string | undefined; failed?: string }> {
  if (!(request.headers.get('content-type') ?? '').includes('json')) return { text: await request.text() };
  const body = await bodyOf(request);
  const text = typeof body.text === 'string' ? body.text : undefined;
  const failed = isObject(body.failed) ? JSON.stringify(body.failed) : body.failed;
  return typeof failed === 'string' ? { text, failed } : { text };
}

const hostIn = (authority: string): string => authority.replace(/:\d+$/, '');

/** @throws Error with the code EADDRINUSE where the port is taken. */
export function served(options: ServerOptions): Promise<RunningServer> {
  const routes = routesOf(options);
  return new Promise((resolve, reject) => {
    const server: ServerType = serve(
      { fetch: routes.fetch, hostname: options.host ?? LOOPBACK, port: options.port },
      (info: AddressInfo) => resolve({ port: info.port, close: () => closed(server) }),
    );
    server.once('error', reject);
  });
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Calls that hang keep their connections.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
