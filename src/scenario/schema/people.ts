import * as z from 'zod';
import type { Distribution } from '../distribution.js';
import { CHANNEL_NAMES, type ChannelName } from '../people.js';
import { durations } from './distributions.js';
import { declare, item, key, type SchemaType } from './key.js';
import { amount, type Kind, oneOf, TIME_LIMIT } from './kinds.js';
import { got, readDuration } from './units.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 86_400;
const DAY_PATTERN = `(?:${WEEKDAYS.join('|')})`;

/** `mon-fri`, or `mon, wed, fri`; Monday is 0. A span may run over the end of the week. */
const DAYS: Kind<readonly number[]> = {
  expected: 'days of the week',
  range: 'such as mon-fri, or mon, wed',
  next: `Write days such as mon-fri, or mon, wed; they are called ${WEEKDAYS.join(', ')}.`,
  json: { type: 'string', pattern: `^${DAY_PATTERN}(?:\\s*[-,]\\s*${DAY_PATTERN})*$` },
  read: (raw) => {
    const days = typeof raw === 'string' ? raw.split(',').map((part) => spanOf(part.trim())) : [null];
    if (days.every((span) => span !== null)) {
      return { ok: true, value: [...new Set(days.flat())].sort((a, b) => a - b) };
    }
    return { ok: false, message: `expected days of the week, got ${got(raw)}`, next: DAYS.next };
  },
};

function spanOf(text: string): number[] | null {
  const ends = text.split('-').map((day) => WEEKDAYS.indexOf(day.trim().toLowerCase()));
  const [first = -1, last = first] = ends;
  if (ends.length > 2 || first < 0 || last < 0) return null;
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => (first + i) % 7);
}

/** Seconds after midnight: `9h`, `9:30`. */
const TIME_OF_DAY: Kind<number> = {
  expected: 'a time of day',
  range: 'time of day, such as 9h or 17:30',
  next: 'Write hours after midnight, such as 9h, or a time such as 17:30.',
  json: { type: ['number', 'string'], pattern: '^[0-9]+(?:\\.[0-9]+)? ?(?:m|h)$|^[0-9]{1,2}:[0-5][0-9]$' },
  read: (raw) => {
    const seconds = secondsOfDay(raw);
    if (seconds !== null) return { ok: true, value: seconds };
    return { ok: false, message: `expected a time of day, got ${got(raw)}`, next: TIME_OF_DAY.next };
  },
};

function secondsOfDay(raw: unknown): number | null {
  const [, hours, minutes] = (typeof raw === 'string' ? /^(\d{1,2}):([0-5]\d)$/.exec(raw.trim()) : null) ?? [];
  const reading =
    hours === undefined ? readDuration(raw) : { ok: true as const, value: 3600 * Number(hours) + 60 * Number(minutes) };
  return reading.ok && reading.value >= 0 && reading.value <= DAY ? reading.value : null;
}

/** A time of the week, in seconds after Monday 0:00: `fri 18h`. */
export const TIME_OF_WEEK: Kind<number> = {
  expected: 'a time of the week',
  range: 'a day and a time, such as mon 9h or fri 17:30',
  next: 'Write a day and a time, such as mon 9h or fri 17:30.',
  json: { type: 'string', pattern: `^${DAY_PATTERN} +.+$` },
  read: (raw) => {
    const [, name = '', time] = (typeof raw === 'string' ? /^(\w+) +(.+)$/.exec(raw.trim()) : null) ?? [];
    const [day, seconds] = [WEEKDAYS.indexOf(name.toLowerCase()), secondsOfDay(time)];
    if (day >= 0 && seconds !== null) return { ok: true, value: day * DAY + seconds };
    return { ok: false, message: `expected a time of the week, got ${got(raw)}`, next: TIME_OF_WEEK.next };
  },
};

const hours = declare(
  z.strictObject({
    days: key(DAYS, { means: 'Days on which they work', default: 'mon-fri' }),
    from: key(TIME_OF_DAY, { means: 'When their working day begins', default: '9h' }),
    to: key(TIME_OF_DAY, { means: 'When it ends', default: '17h' }),
  }),
  {
    means:
      'When they work: outside these hours a request waits, and work in hand rests; workload.begins says when the run begins',
    otherwise: 'at any time',
  },
);

const RESPONSE: SchemaType<Distribution | ChannelName> = {
  range: `duration or distribution, or ${CHANNEL_NAMES.join(', ')}`,
  schema: z.union([item(oneOf(CHANNEL_NAMES), 'A channel, with the times measured for it'), durations.schema]),
};

/** A role that people fill. */
export const person = declare(
  z.strictObject({
    responds: key(RESPONSE, {
      means:
        'Working time from a request until they begin with it, which keeps no one busy: a duration, or in-app (median 8s, p95 34s), chat (2.4m, 18m), e-mail (23m, 2.7h) or dashboard (47m, 4.1h), as published for approvals (15 Research Lab, 2026-02-13)',
      default: 0,
    }),
    hours,
    deadline: key(TIME_LIMIT, {
      means:
        'Time after which their answer is too late, nights and weekends included; policies.timeout is not for people',
      default: Number.POSITIVE_INFINITY,
    }),
    onDeadline: key(oneOf(['fail', 'approve', 'escalate']), {
      means:
        "What happens at the deadline: the work fails for good; it passes as it is, unread; or the step's fallback does it",
      default: 'fail',
    }),
    wage: key(amount('US dollars an hour'), { means: 'What an hour of their work (latency) costs', default: 0 }),
    fee: key(amount('US dollars'), { means: 'What each of their answers costs', default: 0 }),
  }),
  {
    means:
      'People fill the role, not a model: no tokens, no price of a model, no rate limit, no failed calls. Each answers capacity requests at once (default 1), and latency is the work of one (default 0s)',
    otherwise: 'a model does',
  },
);
