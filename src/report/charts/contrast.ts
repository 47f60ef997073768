import { ON_LIGHT } from './theme.js';

/** Dark or white text, which stays so where the page is dark, whichever stands out more against a colour (WCAG 2's contrast ratio). */
export function inkOn(colour: string): string {
  const light = luminance(colour);
  const dark = luminance(ON_LIGHT);
  return 1.05 / (light + 0.05) >= (light + 0.05) / (dark + 0.05) ? '#ffffff' : ON_LIGHT;
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
