import { expect, it } from 'vitest';
import { type Figured, measureFigures } from '../../scripts/lessons.js';
import { lessons } from '../../src/playground/lessons/index.js';
import { quiz } from '../../src/playground/lessons/quiz.js';
import { differing } from './lessons-helper.js';

const owners: readonly Figured[] = [...lessons, ...quiz];

it.each(owners.map((owner) => [owner.id, owner] as const))(
  'the figures of %s are what is measured',
  async (_, owner) => {
    expect(differing([owner], await measureFigures([owner]))).toEqual([]);
  },
);
