import type { Comparison } from '../../compare/comparison.js';
import { verdictOf } from './verdict/index.js';

/** The verdict, then the numbers behind it. */
export function answer(comparison: Comparison): readonly string[] {
  const { sentence, because } = verdictOf(comparison);
  return [sentence, ...because];
}
