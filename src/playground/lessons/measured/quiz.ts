// Made by `npm run lessons`.
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured
import type { MeasuredFigures } from './figures.js';

export const QUIZ: MeasuredFigures = {};
