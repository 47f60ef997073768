import { signal } from '@preact/signals';

/** What the learner has answered: kept in this browser alone. */
export interface Remembered {
  /** In words. */
  readonly said: string;
  readonly isNear: boolean;
}

const KEY = 'dress-rehearsal lessons';

/** By lesson or question. */
export const answers = signal<Readonly<Record<string, Remembered>>>(read());

export function remember(id: string, answer: Remembered): void {
  answers.value = { ...answers.value, [id]: answer };
  try {
    localStorage.setItem(KEY, JSON.stringify(answers.value));
  } catch {
    // A browser that keeps nothing: the page works without.
  }
}

function read(): Record<string, Remembered> {
  try {
    const data: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, Remembered] => isRemembered(entry[1])));
  } catch {
    return {};
  }
}

function isRemembered(value: unknown): value is Remembered {
  return (
    typeof value === 'object' &&
    value !== null &&
    'said' in value &&
    typeof value.said === 'string' &&
    'isNear' in value &&
    typeof value.isNear === 'boolean'
  );
}
