import type { Comparison } from '../../../compare/comparison.js';
import type { QuestionKind } from '../../../scenario/asks.js';
import { chooseVerdict } from './choose.js';
import { growthVerdict } from './growth.js';
import { mechanismVerdict } from './mechanism.js';
import { thresholdVerdict } from './threshold.js';
import type { Verdict } from './verdict.js';
import { whatIfVerdict } from './what-if.js';

/** Each kind's answer; null where nothing was measured that it needs. */
const KINDS: Readonly<Record<QuestionKind, (comparison: Comparison) => Verdict | null>> = {
  choose: chooseVerdict,
  threshold: thresholdVerdict,
  growth: growthVerdict,
  'what-if': whatIfVerdict,
  mechanism: mechanismVerdict,
};

/** The answer to the scenario's question. Where nothing was measured that it needs, the pattern to choose. */
export function verdictOf(comparison: Comparison): Verdict {
  return KINDS[comparison.scenario.asks.kind](comparison) ?? chooseVerdict(comparison);
}
