import type { MeasureFacts } from '../difference/contrast.js';
import type { ChangeLimit } from '../difference/limits.js';
import { suggest } from '../scenario/checks/words.js';
import { readDuration } from '../scenario/schema/units.js';
import { Refusal } from './session.js';

const NUMBER = /^[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?$/i;

/**
 * A limit as it is given: `cost=5%` of what it was before, `correct=2pt` of a share, or an amount in the measure's unit:
 * `latency=500ms`, `cost=$0.01`, `escaped=0.1`.
 * @throws Refusal with the next step where it is not one, or the measure has no worse direction.
 */
export function limitFrom(text: string, measures: readonly MeasureFacts[]): ChangeLimit {
  const [id, given] = [text.slice(0, text.indexOf('=')).trim(), text.slice(text.indexOf('=') + 1).trim()];
  if (!text.includes('=') || id === '' || given === '') {
    throw new Refusal(`--limit expects <measure>=<amount>, got '${text}'.\n  Give it as in --limit cost=5%.`);
  }
  const measure = measures.find((one) => one.id === id);
  if (measure === undefined) {
    const hint = suggest(
      id,
      measures.map((one) => one.id),
    );
    throw new Refusal(`--limit: there is no measure '${id}' in these folders.\n  ${hint}`);
  }
  if (measure.better === 'neither') {
    throw new Refusal(`--limit: more of '${id}' is neither better nor worse.\n  Limit a measure that has a direction.`);
  }
  const amount = amountOf(given, measure);
  if (amount === null) throw new Refusal(`--limit: '${given}' is no amount of '${id}'.\n  ${formsOf(measure)}`);
  return { measure: id, ...amount };
}

/** Null where the text is no amount of the measure. */
function amountOf(given: string, { unit }: MeasureFacts): Omit<ChangeLimit, 'measure'> | null {
  const percent = without(given, '%');
  if (percent !== null) return { amount: percent / 100, isRelative: true };
  const absolute = absoluteOf(given, unit);
  return absolute === null ? null : { amount: absolute, isRelative: false };
}

function absoluteOf(given: string, unit: string): number | null {
  if (NUMBER.test(given)) {
    const amount = Number(given);
    // A share moves by 1 at most: 2 was meant to be two points or two percent.
    return unit === 'share' && amount > 1 ? null : amount;
  }
  if (unit === 'share') return scaledDown(without(given, 'pt') ?? without(given, 'points'));
  if (unit === 'USD') return given.startsWith('$') ? without(given.slice(1), '') : without(given, 'USD');
  if (unit !== 's') return without(given, unit);
  const duration = readDuration(given);
  return duration.ok ? duration.value : null;
}

const scaledDown = (points: number | null): number | null => (points === null ? null : points / 100);

/** The number before an ending. */
function without(text: string, ending: string): number | null {
  const number = text.endsWith(ending) ? text.slice(0, text.length - ending.length).trim() : '';
  return NUMBER.test(number) ? Number(number) : null;
}

function formsOf({ id, unit }: MeasureFacts): string {
  const examples: Readonly<Record<string, string>> = { share: '2pt or 0.02', s: '1s or 500ms', USD: '$0.01', 1: '0.1' };
  return `Write 5% of what it was before, or an amount from 0 up, such as ${id}=${examples[unit] ?? `10 (${unit})`}.`;
}
