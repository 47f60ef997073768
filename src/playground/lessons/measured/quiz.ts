// Made by `npm run lessons`.
import type { MeasuredFigures } from './figures.js';

export const QUIZ: MeasuredFigures = {
};
