/** What a page that was written for somebody carries with it. */
export interface Embedded {
  /** Where it opens, as of `hashOf`; absent: at the contents. */
  readonly hash?: string;
  /** The address of the site that it is a part of; absent: it stands alone. */
  readonly site?: string;
  /** Runs to show, as `rehearse run --trace FILE.json` writes them. */
  readonly stories?: string;
}

const PLACE = /(<script type="application\/json" id="embedded">)/;

/** The page with that in it. `<` is written so that nothing in the data ends the script. */
export function withEmbedded(page: string, embedded: Embedded): string {
  const data = JSON.stringify(embedded).replace(/</g, '\\u003c');
  // A function: a dollar in the text would mean something.
  return page.replace(PLACE, (tag) => tag + data);
}

/** Reads what a page carries. */
export function readEmbedded(text: string): Embedded {
  if (text.trim() === '') return {};
  const data: unknown = JSON.parse(text);
  if (typeof data !== 'object' || data === null) return {};
  return {
    ...('hash' in data && typeof data.hash === 'string' ? { hash: data.hash } : {}),
    ...('stories' in data && typeof data.stories === 'string' ? { stories: data.stories } : {}),
    ...('site' in data && typeof data.site === 'string' ? { site: data.site } : {}),
  };
}
