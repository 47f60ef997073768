import { BadRequest, isObject, type JsonObject } from './question.js';

const MOST_BYTES = 10_000_000;
/** Deeper than any prompt or schema; a parser that recurses is safe with it. */
const DEEPEST = 64;

/** A body that is too large to be read. */
export class TooLarge extends Error {}

/** The body of a request: a JSON object of at most 10 MB, nested at most 64 deep. */
export async function bodyOf(request: Request): Promise<JsonObject> {
  const text = await textOf(request);
  if (depthOf(text) > DEEPEST) throw new BadRequest(`the body is nested more than ${DEEPEST} deep`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new BadRequest('the body is no JSON');
  }
  if (!isObject(body)) throw new BadRequest('the body is no JSON object');
  return body;
}

async function textOf(request: Request): Promise<string> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > MOST_BYTES) throw tooLarge();
  if (request.body === null) return '';
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const tooLarge = (): TooLarge => new TooLarge(`the body is larger than ${MOST_BYTES / 1e6} MB`);

/** How deep a JSON text is nested, without parsing it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isInText) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) isInText = false;
    } else if (code === QUOTE) isInText = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return deepest;
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
