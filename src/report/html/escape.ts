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
