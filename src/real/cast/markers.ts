/**
 * How claims travel through a real application: as plain marks in the text, which survive JSON, tool arguments and templates.
 * `[a:summarise]` begins what a step wrote, `[/a]` ends it; `[c:summarise.3]` is a claim, `[x:brief.2]` a claim retracted.
 */

/** What a piece of text is made of, in its order. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'artifact';
      /** Null: claims without the mark of what they belong to. */
      readonly name: string | null;
      readonly claims: readonly string[];
      readonly retractions: readonly string[];
    };

const MARK = /\[(?:(a|c|x):([A-Za-z0-9_.~@+-]+)|\/a)\]/g;

/** A sentence and the marks of what an artifact holds. */
export function marked(
  name: string,
  sentence: string,
  claims: readonly string[],
  retractions: readonly string[],
): string {
  const marks = [...claims.map((claim) => `[c:${claim}]`), ...retractions.map((claim) => `[x:${claim}]`)];
  return [`[a:${name}]`, sentence, ...marks, '[/a]'].join(' ');
}

/** Marks in a text, and the text around them. What stands inside of an artifact is its own. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let open: { name: string | null; claims: string[]; retractions: string[] } | null = null;
  let from = 0;
  const close = (): void => {
    if (open !== null) segments.push({ kind: 'artifact', ...open });
    open = null;
  };
  for (const found of text.matchAll(MARK)) {
    const [mark, kind, name = ''] = found;
    if (open === null || open.name === null) addText(segments, text.slice(from, found.index));
    from = found.index + mark.length;
    if (kind === undefined) close();
    else if (kind === 'a') {
      close();
      open = { name, claims: [], retractions: [] };
    } else {
      open ??= { name: null, claims: [], retractions: [] };
      (kind === 'c' ? open.claims : open.retractions).push(name);
    }
  }
  close();
  addText(segments, text.slice(from));
  return segments;
}

function addText(segments: Segment[], text: string): void {
  if (/\S/.test(text)) segments.push({ kind: 'text', text });
}

export const hasMarks = (text: string): boolean => text.search(MARK) >= 0;
