import type { Literal } from 'hast';

/** Markup that is put into a page as it is. */
interface Raw extends Literal {
  readonly type: 'raw';
}

declare module 'hast' {
  interface ElementContentMap {
    readonly raw: Raw;
  }
  interface RootContentMap {
    readonly raw: Raw;
  }
}

/** Markup of our own making, with nothing in it that a scenario says: everything else goes through `h`, which escapes it. */
export function raw(value: string): Raw {
  return { type: 'raw', value };
}

/** Enough digits for any pixel; the files of the run folder have all of them. */
const DIGITS = 6;

/** Data inside of a script element, where no character may end it or be read as markup. */
export function jsonInScript(value: unknown): string {
  const codes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  return JSON.stringify(value, short)
    .replace(/[<>&]/g, (character) => codes[character]!)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

function short(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;
}
