import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** A connection that was not made. */
export interface BlockedConnection {
  /** As the application named it: "api.smith.langchain.com:443". */
  readonly target: string;
  readonly times: number;
}

/** Why a connection was not made: what the application sees as its cause. */
export class ConnectionBlocked extends Error {
  readonly code = 'EREHEARSED';
  constructor(readonly target: string) {
    super(
      `Dress Rehearsal blocked a connection to ${target}: while an application is measured, nothing leaves this machine.`,
    );
  }
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Keeps everything that this process sends on this machine: connections (and with them HTTP, TLS and `fetch`), datagrams and
 * look-ups of names. What is blocked is remembered by name. Other processes that the application starts are not guarded.
 */
export class ConnectionGuard {
  private readonly counts = new Map<string, number>();
  private readonly restores: (() => void)[] = [];

  install(): void {
    const guard = this;
    this.wrap(
      net.Socket.prototype,
      'connect',
      (original) =>
        function (this: unknown, ...args: unknown[]) {
          const target = targetOf(args);
          if (target === null || isLoopback(target.host)) return original.apply(this, args);
          const error = guard.block(`${target.host}:${target.port}`);
          const socket = this as net.Socket;
          process.nextTick(() => socket.destroy(error));
          return socket;
        },
    );
    for (const name of ['send', 'connect'] as const) {
      this.wrap(
        dgram.Socket.prototype,
        name,
        (original) =>
          function (this: unknown, ...args: unknown[]) {
            const host = args.find((arg, i) => typeof arg === 'string' && (i > 0 || name === 'connect'));
            if (typeof host !== 'string' || isLoopback(host)) return original.apply(this, args);
            const error = guard.block(`${host} (UDP)`);
            const back = args.findLast((arg) => typeof arg === 'function') as ((error: Error) => void) | undefined;
            if (back === undefined) throw error;
            process.nextTick(back, error);
            return undefined;
          },
      );
    }
    this.guardNames();
    syncBuiltinESMExports();
  }

  uninstall(): void {
    for (const restore of this.restores.splice(0).reverse()) restore();
    syncBuiltinESMExports();
  }

  /** What was blocked so far, by name. */
  blocked(): BlockedConnection[] {
    return [...this.counts]
      .map(([target, times]) => ({ target, times }))
      .sort((a, b) => (a.target < b.target ? -1 : 1));
  }

  /** Remembers it; the error is for the application. */
  block(target: string): ConnectionBlocked {
    this.counts.set(target, (this.counts.get(target) ?? 0) + 1);
    return new ConnectionBlocked(target);
  }

  private guardNames(): void {
    const isLookUp = (name: string): boolean => /^(lookup|resolve)/.test(name);
    for (const name of Object.keys(dns).filter(isLookUp)) {
      this.wrap(dns as unknown as Record<string, Method>, name, (original) => (...args) => {
        if (isLocalName(args[0])) return original.apply(dns, args);
        const back = args.findLast((arg) => typeof arg === 'function') as (error: Error) => void;
        process.nextTick(back, this.block(`${String(args[0])} (DNS)`));
        return undefined;
      });
    }
    for (const name of Object.keys(dns.promises).filter(isLookUp)) {
      this.wrap(
        dns.promises as unknown as Record<string, Method>,
        name,
        (original) =>
          (...args) =>
            isLocalName(args[0])
              ? original.apply(dns.promises, args)
              : Promise.reject(this.block(`${String(args[0])} (DNS)`)),
      );
    }
  }

  private wrap(on: object, name: string, by: (original: Method) => Method): void {
    const methods = on as Record<string, Method>;
    const original = methods[name];
    if (typeof original !== 'function') return;
    methods[name] = by(original);
    this.restores.push(() => {
      methods[name] = original;
    });
  }
}

/** Where a socket is to connect to; null: to no network at all, but to a file. */
function targetOf(args: readonly unknown[]): { readonly host: string; readonly port: string } | null {
  // Node's own callers hand over what they have parsed already, as a list.
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as { host?: string; port?: number | string; path?: string };
    return port === undefined && path !== undefined ? null : { host: host ?? 'localhost', port: String(port) };
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return null;
  return { host: typeof second === 'string' ? second : 'localhost', port: String(first) };
}

const isLocalName = (name: unknown): boolean => typeof name !== 'string' || name === '' || isLoopback(name);

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(bare)
  );
}
