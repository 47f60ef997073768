/** What the address of the page says, and how it is read: anybody may write one, so nothing in it is trusted. */
export type PageRoute =
  | { readonly room: 'contents' }
  | { readonly room: 'lesson'; readonly id: string }
  | { readonly room: 'quiz'; readonly id: string | null }
  | { readonly room: 'advise'; readonly answers: readonly string[] }
  | { readonly room: 'stage'; readonly stage: StageAddress };

/** All of the stage that a link carries. */
export interface StageAddress {
  /** A scenario that comes with the page; null: one's own, in `packed`. */
  readonly scenario: string | null;
  /** The text of one's own scenario, as `pack` gives it. */
  readonly packed: string | null;
  /** Patterns; null: the page chooses. */
  readonly a: string | null;
  readonly b: string | null;
  readonly seed: string;
  readonly replication: number;
  readonly task: number;
  /** Seconds of playing. */
  readonly position: number;
  /** `path=value`, as for `--set`. */
  readonly set: readonly string[];
  readonly measure: string | null;
  /** Replications; null: as many as are usual. */
  readonly runs: number | null;
  /** Paths of values that are set, and not shown: the reader is to find them out. */
  readonly hide: readonly string[];
}

/** A route, and what of the address could not be read, in sentences. */
export interface ReadAddress {
  readonly route: PageRoute;
  readonly notes: readonly string[];
}

export const START: StageAddress = {
  scenario: 'article',
  packed: null,
  a: null,
  b: null,
  seed: 'rehearsal',
  replication: 0,
  task: 0,
  position: 0,
  set: [],
  measure: null,
  runs: null,
  hide: [],
};

const VERSION = '1';
/** Longer addresses than this are no links. */
const LONGEST = 60_000;
const MOST_RUNS = 20_000;
const MOST_REPLICATION = 1_000_000;
const MOST_SECONDS = 1000;
const MOST_CHANGES = 40;
const NAME = /^[a-z0-9][a-z0-9/-]{0,60}$/i;
const PACKED = /^[\w-]+$/;

/** The hash of a route, with the leading `#`. */
export function hashOf(route: PageRoute): string {
  switch (route.room) {
    case 'contents':
      return '#/';
    case 'lesson':
      return `#/lesson/${encodeURIComponent(route.id)}`;
    case 'quiz':
      return route.id === null ? '#/quiz' : `#/quiz/${encodeURIComponent(route.id)}`;
    case 'advise':
      return route.answers.length === 0 ? '#/advise' : `#/advise?a=${route.answers.join('.')}`;
    case 'stage':
      return `#/stage?${parametersOf(route.stage).toString()}`;
  }
}

function parametersOf(stage: StageAddress): URLSearchParams {
  const all = new URLSearchParams();
  const add = (key: string, value: string | number | null, usual: string | number | null): void => {
    if (value !== usual && value !== null) all.append(key, String(value));
  };
  add('s', stage.scenario, null);
  add('y', stage.packed, null);
  add('a', stage.a, null);
  add('b', stage.b, null);
  add('seed', stage.seed, START.seed);
  add('r', stage.replication, 0);
  add('k', stage.task, 0);
  add('t', stage.position === 0 ? 0 : stage.position.toFixed(2), 0);
  for (const option of stage.set) all.append('set', option.replace('=', ':'));
  add('m', stage.measure, null);
  add('n', stage.runs, null);
  for (const path of stage.hide) all.append('hide', path);
  all.append('v', VERSION);
  return all;
}

/** Reads a hash. What it does not understand it names, and leaves the rest standing. */
export function routeOf(hash: string): ReadAddress {
  if (hash.length > LONGEST) return { route: { room: 'contents' }, notes: ['The address is too long to be read.'] };
  const [path = '', query = ''] = split(hash.replace(/^#/, ''), '?');
  const [, room = '', id = ''] = path.split('/');
  if (room === '') return { route: { room: 'contents' }, notes: [] };
  if (room === 'lesson' && NAME.test(id)) return { route: { room, id }, notes: [] };
  if (room === 'quiz') return { route: { room, id: NAME.test(id) ? id : null }, notes: [] };
  if (room === 'advise') return adviseOf(query);
  if (room === 'stage') return stageOf(query);
  return { route: { room: 'contents' }, notes: ['The address leads to no room of this page.'] };
}

/** Answers by their keys, in the order of the questions. */
function adviseOf(query: string): ReadAddress {
  const reader = new ParameterReader(new URLSearchParams(query));
  const text = reader.text('a', /^[a-z]+(\.[a-z]+)*$/, null);
  return { route: { room: 'advise', answers: text === null ? [] : text.split('.') }, notes: reader.notes };
}

function stageOf(query: string): ReadAddress {
  const reader = new ParameterReader(new URLSearchParams(query));
  const packed = reader.text('y', PACKED, null, LONGEST);
  const scenario = reader.text('s', NAME, packed === null ? START.scenario : null);
  const stage: StageAddress = {
    scenario: packed === null ? scenario : null,
    packed,
    a: reader.text('a', NAME, null),
    b: reader.text('b', NAME, null),
    seed: reader.text('seed', /^[^\n]*$/, START.seed) ?? START.seed,
    replication: reader.whole('r', 0, MOST_REPLICATION) ?? 0,
    task: reader.whole('k', 0, MOST_REPLICATION) ?? 0,
    position: reader.seconds('t'),
    set: reader.changes(),
    measure: reader.text('m', /^[A-Za-z]\w*$/, null),
    runs: reader.whole('n', 2, MOST_RUNS),
    hide: reader.all('hide', /^[\w.-]+$/),
  };
  reader.version();
  return { route: { room: 'stage', stage }, notes: reader.notes };
}

/** Reads parameters one by one, and notes those that cannot be read. */
class ParameterReader {
  readonly notes: string[] = [];

  constructor(private readonly parameters: URLSearchParams) {}

  text(key: string, form: RegExp, usual: string | null, longest = 100): string | null {
    const value = this.parameters.get(key);
    if (value === null || value === '') return usual;
    if (form.test(value) && value.length <= longest) return value;
    return this.leftOut(key, usual);
  }

  whole(key: string, least: number, most: number): number | null {
    const text = this.parameters.get(key);
    if (text === null) return null;
    const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : this.leftOut(key, null);
  }

  seconds(key: string): number {
    const text = this.parameters.get(key);
    if (text === null) return 0;
    const value = /^\d{1,4}(\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
    return value <= MOST_SECONDS ? Number(value.toFixed(2)) : this.leftOut(key, 0);
  }

  changes(): string[] {
    const good = this.all('set', /^[\w.-]+:[^\n]{0,200}$/);
    return good.map((text) => text.replace(':', '='));
  }

  all(key: string, form: RegExp): string[] {
    const given = this.parameters.getAll(key).slice(0, MOST_CHANGES);
    const good = given.filter((text) => form.test(text));
    if (good.length < given.length) this.leftOut(key, null);
    return good;
  }

  version(): void {
    const version = this.parameters.get('v');
    if (version !== null && version !== VERSION) {
      this.notes.push('The link was made by another version of this page; some of it may differ.');
    }
  }

  private leftOut<T>(key: string, usual: T): T {
    this.notes.push(`Part '${key}' of the address could not be read, and is left out.`);
    return usual;
  }
}

function split(text: string, at: string): [string, string] {
  const place = text.indexOf(at);
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)];
}

/** The command that gives the same figures. */
export function commandOf({ scenario, a, b, seed, set, runs }: StageAddress, file = 'scenario.yaml'): string {
  const quoted = (text: string): string => (/^[\w.,:=/-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`);
  const patterns = [a, b].filter((one) => one !== null).join(',');
  return [
    `rehearse compare ${quoted(scenario ?? file)}`,
    ...(patterns === '' ? [] : [`--patterns ${quoted(patterns)}`]),
    ...(seed === START.seed ? [] : [`--seed ${quoted(seed)}`]),
    ...(runs === null ? [] : [`--runs ${runs}`]),
    ...set.map((option) => `--set ${quoted(option)}`),
  ].join(' ');
}
