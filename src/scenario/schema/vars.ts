import * as z from 'zod';
import { declare, item } from './key.js';
import { type Kind, NAME_PATTERN } from './kinds.js';
import { got } from './units.js';

const NEXT = 'Write one value as its places would, such as 5 %, 30s, 4 or medium.';

/** A value that may stand in any place: the place says what it must be. */
const SCALAR: Kind<string | number | boolean> = {
  expected: 'one value',
  range: 'one value, as its places take it',
  next: NEXT,
  json: { type: ['number', 'string', 'boolean'] },
  read: (raw) => {
    if (typeof raw === 'number' || typeof raw === 'boolean') return { ok: true, value: raw };
    if (typeof raw !== 'string') return { ok: false, message: `expected one value, got ${got(raw)}`, next: NEXT };
    if (!raw.startsWith('$')) return { ok: true, value: raw };
    return { ok: false, message: `a shared value cannot stand for another one, got ${got(raw)}`, next: NEXT };
  },
};

export const vars = declare(
  z.record(z.string(), item(SCALAR, 'The value')).meta({ propertyNames: { pattern: NAME_PATTERN } }),
  {
    means: 'Values that several places share, by name: $NAME stands for one wherever a single value may stand',
    default: {},
    otherwise: 'none',
  },
);
