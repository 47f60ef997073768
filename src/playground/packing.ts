/** A text in an address: deflated by what the browser has built in, in letters that need no escape. */

/** A scenario that unpacks to more than this is none. */
const MOST_BYTES = 200_000;

export async function pack(text: string): Promise<string> {
  const bytes = await collected(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')));
  return toBase64Url(bytes!);
}

/** Null where it is no packed text. */
export async function unpack(packed: string): Promise<string | null> {
  try {
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
    const open = await collected(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')));
    return open === null ? null : new TextDecoder('utf-8', { fatal: true }).decode(open);
  } catch {
    return null;
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Null where it is too much. */
async function collected(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
