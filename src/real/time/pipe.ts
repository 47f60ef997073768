import http from 'node:http';
import type net from 'node:net';
import { Duplex } from 'node:stream';

/** One end of a pipe: what is written into it is read at the other end. */
class PipeEnd extends Duplex {
  other!: PipeEnd;
  private afterRead: (() => void) | null = null;

  override _read(): void {
    const { afterRead } = this;
    this.afterRead = null;
    afterRead?.();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    if (this.other.push(chunk)) done();
    else this.other.afterRead = done;
  }

  override _final(done: () => void): void {
    this.other.push(null);
    done();
  }

  // What HTTP asks of a socket.
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** Connects HTTP requests with a server in the same process, without any socket. */
export class PipeAgent extends http.Agent {
  constructor(private readonly server: http.Server) {
    super({ keepAlive: false });
  }

  override createConnection(): net.Socket {
    const [client, server] = [new PipeEnd(), new PipeEnd()];
    client.other = server;
    server.other = client;
    this.server.emit('connection', server);
    return client as unknown as net.Socket;
  }
}
