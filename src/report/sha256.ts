/** SHA-256 (FIPS 180-4) without `node:crypto`, which a browser does not have, and without waiting, as Web Crypto demands. */

const FIRST_64_PRIMES = primes(64);
/** The first 32 bits of the fractional parts of the cube roots, and of the square roots, of the first primes. */
const ROUND_CONSTANTS = Int32Array.from(FIRST_64_PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = FIRST_64_PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** Of a text in UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  const words = padded(new TextEncoder().encode(text));
  const hash = Int32Array.from(START);
  for (let block = 0; block < words.length; block += 16) compress(hash, words.subarray(block, block + 16));
  return [...hash].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Big-endian words of whole 64-byte blocks: the message, a 1 bit, zeros, and the message's length in bits. */
function padded(message: Uint8Array): Int32Array {
  const blocks = Math.ceil((message.length + 9) / 64);
  const bytes = new DataView(new ArrayBuffer(64 * blocks));
  for (const [i, byte] of message.entries()) bytes.setUint8(i, byte);
  bytes.setUint8(message.length, 0x80);
  bytes.setBigUint64(64 * blocks - 8, 8n * BigInt(message.length));
  return Int32Array.from({ length: 16 * blocks }, (_, i) => bytes.getInt32(4 * i));
}

function compress(hash: Int32Array, block: Int32Array): void {
  const schedule = new Int32Array(64);
  schedule.set(block);
  for (let i = 16; i < 64; i++) {
    const [early, late] = [schedule[i - 15]!, schedule[i - 2]!];
    const small0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const small1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    schedule[i] = schedule[i - 16]! + small0 + schedule[i - 7]! + small1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let i = 0; i < 64; i++) {
    const big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[i]! + schedule[i]!) | 0;
    const big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash[i] = hash[i]! + word;
}

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function fraction(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) | 0;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
