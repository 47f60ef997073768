import { numberIn } from '../attributes.js';
import { FileClock, inNanoseconds, isoNanoseconds, type TimeUnit } from '../clock.js';
import type { ObservedTrace } from '../observed.js';
import { READABLE, TraceProblem } from '../problem.js';
import { type RawSpan, rawSpan } from '../raw-span.js';
import { observedTrace } from './reader.js';

/** What a column can be, and the names that it goes by once units, case and everything but letters are gone. */
const COLUMNS = {
  run: [
    'run',
    'runid',
    'task',
    'taskid',
    'trace',
    'traceid',
    'session',
    'sessionid',
    'conversation',
    'conversationid',
    'episode',
    'job',
  ],
  id: ['id', 'span', 'spanid', 'call', 'callid', 'requestid', 'round', 'roundidx', 'roundindex'],
  parent: ['parent', 'parentid', 'parentspan', 'parentspanid', 'caller'],
  agent: ['agent', 'agentname', 'role', 'participant', 'who', 'actor', 'node', 'kind'],
  model: ['model', 'modelname', 'requestmodel'],
  start: [
    'start',
    'starttime',
    'startedat',
    'started',
    'begin',
    'begintime',
    'timestamp',
    'time',
    't',
    'requestedat',
    'from',
  ],
  end: [
    'end',
    'endtime',
    'endedat',
    'ended',
    'finish',
    'finishedat',
    'finished',
    'completedat',
    'completed',
    'stop',
    'to',
  ],
  duration: ['duration', 'latency', 'elapsed', 'responsetime', 'took', 'e2elatency'],
  firstToken: ['ttft', 'firsttoken', 'timetofirsttoken', 'firsttokentime', 'timetofirstchunk'],
  input: [
    'input',
    'inputtokens',
    'intokens',
    'tokensin',
    'prompt',
    'prompttokens',
    'inputtoken',
    'isl',
    'numinputtokens',
  ],
  inputAdded: ['inputlen', 'newinput', 'newtokens', 'newlyappendtokens', 'uncachedtokens'],
  output: [
    'output',
    'outputtokens',
    'outtokens',
    'tokensout',
    'completion',
    'completiontokens',
    'outputlen',
    'osl',
    'numoutputtokens',
  ],
  cacheRead: ['cached', 'cachedtokens', 'cacheread', 'cachereadtokens', 'prefixlen', 'prefixtokens'],
  cacheWrite: ['cachewrite', 'cachewritetokens', 'cachecreation'],
  reasoning: ['reasoning', 'reasoningtokens', 'thinkingtokens', 'thoughts'],
  error: ['error', 'errortype', 'failure', 'failed', 'exception', 'status'],
  inputCharacters: ['inputchars', 'inputcharacters', 'promptchars'],
  outputCharacters: ['outputchars', 'outputcharacters', 'completionchars'],
} as const;

type Column = keyof typeof COLUMNS;

const UNITS: Readonly<Record<string, TimeUnit>> = {
  s: 's',
  sec: 's',
  secs: 's',
  seconds: 's',
  ms: 'ms',
  millis: 'ms',
  milliseconds: 'ms',
  us: 'us',
  µs: 'us',
  microseconds: 'us',
  ns: 'ns',
  nanoseconds: 'ns',
};

interface Known {
  readonly name: string;
  readonly unit: TimeUnit | undefined;
}

/** A plain table with a row for each call. */
export class CsvReader {
  private readonly clock = new FileClock();
  private readonly spans: RawSpan[] = [];
  private readonly columns = new Map<Column, Known>();
  private readonly units = new Map<string, string>();
  private readonly unread: string[] = [];

  /** @throws TraceProblem where no column tells of calls. */
  constructor(
    private readonly source: string,
    header: readonly string[],
  ) {
    for (const name of header) {
      const { column, unit } = columnOf(name);
      if (column === undefined || this.columns.has(column)) this.unread.push(name);
      else this.columns.set(column, { name, unit });
    }
    const sizes = ['input', 'inputAdded', 'output', 'inputCharacters', 'outputCharacters'] as const;
    const isOfCalls =
      sizes.some((one) => this.columns.has(one)) &&
      (['run', 'start', 'agent', 'id'] as const).some((one) => this.columns.has(one));
    if (!isOfCalls) {
      throw new TraceProblem(
        `${source}, line 1: no columns of calls were found among ${header.slice(0, 8).join(', ')}.`,
        `Name columns as in run,agent,parent,start,end,input,output,error. ${READABLE}`,
      );
    }
  }

  take(row: Readonly<Record<string, string>>, line: number): void {
    const text = (column: Column): string | undefined => {
      const known = this.columns.get(column);
      const value = known === undefined ? undefined : row[known.name]?.trim();
      return value === undefined || value === '' || value === 'null' || value === 'NaN' ? undefined : value;
    };
    const count = (column: Column): number | undefined => {
      const value = text(column);
      const number = numberIn(value);
      if (value !== undefined && (number === undefined || number < 0)) throw this.notANumber(column, value, line);
      return number;
    };
    const task = text('run') ?? 'run';
    const start = this.moment('start', text('start'), line);
    const lasted = this.span('duration', text('duration'), line);
    const cacheRead = count('cacheRead');
    const added = count('inputAdded');
    this.spans.push(
      rawSpan({
        task,
        id: this.columns.has('id') ? `${task}/${text('id')}` : `${task}/${this.spans.length}`,
        name: 'call',
        kind: 'call',
        parent: text('parent') === undefined ? undefined : `${task}/${text('parent')}`,
        start,
        end:
          this.moment('end', text('end'), line) ??
          (start === undefined || lasted === undefined ? undefined : start + lasted),
        firstToken: this.span('firstToken', text('firstToken'), line),
        agent: text('agent'),
        model: text('model'),
        usage: {
          input: count('input') ?? (added === undefined ? undefined : added + (cacheRead ?? 0)),
          output: count('output'),
          cacheRead,
          cacheWrite: count('cacheWrite'),
          reasoning: count('reasoning'),
        },
        prompt: sized(count('inputCharacters'), task, this.spans.length)?.prompt,
        answer: sized(count('outputCharacters'), task, this.spans.length)?.answer,
        error: errorOf(text('error')),
      }),
    );
  }

  private notANumber(column: Column, value: string, line: number): TraceProblem {
    const { name } = this.columns.get(column)!;
    return new TraceProblem(
      `${this.source}, line ${line}: ${name} is '${value}', which is no count.`,
      'Give a number from 0, or leave it empty.',
    );
  }

  /** A moment: a date, or a number whose unit the column's name or its size tells. */
  private moment(column: Column, value: string | undefined, line: number): number | undefined {
    if (value === undefined) return undefined;
    const date = isoNanoseconds(value);
    if (date !== undefined) return this.clock.at(date);
    const number = numberIn(value);
    if (number === undefined) throw this.notANumber(column, value, line);
    const { name, unit = unitBySize(number) } = this.columns.get(column)!;
    this.units.set(name, unit);
    return this.clock.at(inNanoseconds(number, unit));
  }

  /** A length of time in seconds. */
  private span(column: Column, value: string | undefined, line: number): number | undefined {
    if (value === undefined) return undefined;
    const number = numberIn(value);
    if (number === undefined) throw this.notANumber(column, value, line);
    const { name, unit = 's' } = this.columns.get(column)!;
    this.units.set(name, unit);
    return Number(inNanoseconds(number, unit)) / 1e9;
  }

  finish(): ObservedTrace {
    const read = [...this.columns].map(([column, { name }]) => (name === column ? name : `${name} as ${column}`));
    const parents = new Set(this.spans.map(({ id }) => id));
    const loose = this.spans.filter(({ parent }) => parent !== undefined && !parents.has(parent)).length;
    const gaps = [
      `Columns read: ${read.join(', ')}${this.unread.length === 0 ? '' : `; not read: ${this.unread.join(', ')}`}.`,
      ...[...this.units].map(([name, unit]) => `${name} is read in ${unit}.`),
      ...(loose === 0 ? [] : [`${loose} rows name a parent that is no row: it is read as the agent that called.`]),
      'A table has no tools, and retries are hidden where they are no rows.',
    ];
    return observedTrace({ dialect: 'csv', source: this.source, clock: this.clock }, withCallers(this.spans), gaps);
  }
}

/**
 * A row is a call, and its parent who called: the agent of another row, or a name. Both stand as an agent around the rows that name
 * them, since a call is around nothing.
 */
function withCallers(spans: readonly RawSpan[]): RawSpan[] {
  const rows = new Map(spans.map((span) => [span.id, span]));
  const callers = new Map<string, RawSpan>();
  for (const { task, parent } of spans) {
    if (parent === undefined || callers.has(parent)) continue;
    const row = rows.get(parent);
    const name = row === undefined ? parent.slice(task.length + 1) : (row.agent ?? 'caller');
    callers.set(parent, rawSpan({ task, id: row === undefined ? parent : `${parent}/agent`, name, kind: 'agent' }));
  }
  const around = (span: RawSpan): string | undefined =>
    callers.get(rows.has(span.id) && callers.has(span.id) ? span.id : (span.parent ?? ''))?.id;
  return [...callers.values(), ...spans.map((span) => ({ ...span, parent: around(span) }))];
}

function columnOf(name: string): { readonly column: Column | undefined; readonly unit: TimeUnit | undefined } {
  const lower = name
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase();
  const [, bare = lower, suffix] =
    /^(.*?)[\s_.-]*[([]?(?<![a-z])(s|secs?|seconds|ms|millis|milliseconds|us|µs|microseconds|ns|nanoseconds)[)\]]?$/.exec(
      lower,
    ) ?? [];
  const plain = (text: string): string => text.replace(/[^a-z]/g, '');
  const find = (text: string): Column | undefined =>
    (Object.keys(COLUMNS) as Column[]).find((column) => (COLUMNS[column] as readonly string[]).includes(plain(text)));
  return { column: find(lower) ?? find(bare), unit: suffix === undefined ? undefined : UNITS[suffix] };
}

/** Numbers that are moments after 1970 are so large that their size tells the unit; smaller ones are seconds. */
function unitBySize(value: number): TimeUnit {
  const size = Math.abs(value);
  if (size >= 1e17) return 'ns';
  if (size >= 1e14) return 'us';
  return size >= 1e11 ? 'ms' : 's';
}

/** A column of errors may hold a flag, a status or a message. */
function errorOf(value: string | undefined): string | undefined {
  if (value === undefined || /^(0|false|no|none|ok|success|successful|200|completed|done|unset)$/i.test(value))
    return undefined;
  return /^(1|true|yes)$/i.test(value) ? 'error' : value;
}

/** Characters without any text: no two of them are known to be the same. */
function sized(characters: number | undefined, task: string, row: number) {
  if (characters === undefined) return undefined;
  const hash = `${task}/${row}`;
  return { prompt: [{ role: 'unknown', characters, hash }], answer: { characters, hash } };
}
