import type { JSX } from 'preact';

/** Icons are drawn: a letter may come out as a coloured picture. */
const PATHS = {
  start: 'M3 3h2v10H3zM13 3v10L6 8z',
  back: 'M11 3v10L4 8zM12 3h2v10h-2z',
  step: 'M5 3v10l7-5zM2 3h2v10H2z',
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  close: 'M4 3l4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4-4-4z',
  up: 'M8 3l5 7H3z',
  down: 'M8 13l5-7H3z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Signs within a text: the fonts of a machine may not have them. */
const SIGNS = {
  false: 'M3 3l10 10M13 3L3 13',
  good: 'M2 9l4 4 8-10',
  undone: 'M13 13V8a3 3 0 0 0-3-3H3m4-4L3 5l4 4',
  lost: 'M8 1v12M3 8l5 6 5-6',
  delivered: 'M3 2h10v12H3zM6 6h4M6 9h4',
  nothing: 'M3 2h10v12H3z',
  pause: 'M5 3v10M11 3v10',
} as const;

export type SignName = keyof typeof SIGNS;

export function Sign({ name }: { readonly name: SignName }): JSX.Element {
  return (
    <svg class="sign" viewBox="0 0 16 16" aria-hidden="true">
      <path d={SIGNS[name]} />
    </svg>
  );
}
