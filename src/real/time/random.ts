import { createRequire, syncBuiltinESMExports } from 'node:module';
import seedrandom from 'seedrandom';

// The object that everybody imports from: it can be changed, the namespace of an ES module cannot.
const crypto = createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto');

/**
 * Makes `Math.random` and the random identifiers of this process repeatable, so that jitter and ids of an application are the
 * same each time that a replication is measured. Nothing of the simulation draws from it.
 */
export class SeededRandom {
  private draw = seedrandom('');
  private readonly restores: (() => void)[] = [];

  install(): void {
    const bytes = (into: ArrayBufferView): void => this.fill(into);
    this.replace(Math, 'random', () => this.draw());
    this.replace(crypto, 'randomBytes', ((size: number, back?: (error: null, buffer: Buffer) => void) => {
      const buffer = Buffer.alloc(size);
      bytes(buffer);
      if (back === undefined) return buffer;
      setImmediate(back, null, buffer);
      return undefined;
    }) as typeof crypto.randomBytes);
    this.replace(crypto, 'randomFillSync', ((buffer: NodeJS.ArrayBufferView, offset = 0, size?: number) => {
      const part = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
      bytes(part.subarray(offset, size === undefined ? undefined : offset + size));
      return buffer;
    }) as typeof crypto.randomFillSync);
    this.replace(crypto, 'randomUUID', () => this.uuid());
    this.replace(globalThis.crypto, 'randomUUID', () => this.uuid());
    this.replace(globalThis.crypto, 'getRandomValues', ((array: ArrayBufferView) => {
      bytes(array);
      return array;
    }) as typeof globalThis.crypto.getRandomValues);
    syncBuiltinESMExports();
  }

  uninstall(): void {
    for (const restore of this.restores.splice(0).reverse()) restore();
    syncBuiltinESMExports();
  }

  /** The same key, the same numbers from now on. */
  begin(key: string): void {
    this.draw = seedrandom(key);
  }

  private fill(view: ArrayBufferView): void {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(this.draw() * 256);
  }

  private uuid(): ReturnType<typeof crypto.randomUUID> {
    const bytes = Buffer.alloc(16);
    this.fill(bytes);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  private replace<T extends object, K extends keyof T>(on: T, name: K, by: T[K]): void {
    const own = Object.getOwnPropertyDescriptor(on, name);
    Object.defineProperty(on, name, {
      value: by,
      configurable: true,
      writable: true,
      enumerable: own?.enumerable ?? false,
    });
    this.restores.push(() => {
      if (own === undefined) delete on[name];
      else Object.defineProperty(on, name, own);
    });
  }
}
