import { relativeChange } from '../compare/published.js';
import { measureNamed } from '../measures/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Estimate, intervalFor, meanInterval, pairedDifference } from '../statistics/estimates.js';
import { type ClaimReading, type Contrast, type Read, readingsOf } from './claim.js';
import { isShare, quantityNamed } from './quantities.js';
import { varianceRatio } from './spread.js';

/** An estimate of a contrast, and what it is counted in. */
export interface Estimated extends Estimate {
  /** A measure's unit; 'times' of ratios. */
  readonly unit: string;
  readonly isDifference: boolean;
  /** Each replication gives 0 or 1: none of them in a sample does not mean never. */
  readonly isShare: boolean;
}

/** What a contrast comes to. `scenario` gives that of a setting or an arm. */
export function estimate(contrast: Contrast, read: Read, scenario: (at?: string) => Scenario): Estimated {
  const isDifference = contrast.kind === 'computed' ? contrast.isDifference : contrast.kind === 'difference';
  const kind = { isDifference, isShare: isOfShares(contrast) };
  switch (contrast.kind) {
    case 'level':
      return { ...levelOf(contrast.of, read, scenario), ...kind, unit: quantityNamed(contrast.of.measure).unit };
    case 'difference': {
      const { n, mean, low, high } = pairedDifference(read(contrast.of), read(contrast.less));
      return { n, mean, low, high, ...kind, unit: quantityNamed(contrast.of.measure).unit };
    }
    case 'ratio': {
      const { n, change, low, high } = relativeChange(read(contrast.of), read(contrast.over));
      return { n, mean: 1 + change, low: 1 + low, high: 1 + high, ...kind, unit: 'times' };
    }
    case 'spread': {
      const logs = (reading: ClaimReading): Float64Array =>
        contrast.scale === 'relative' ? read(reading).map(Math.log) : read(reading);
      return { ...varianceRatio(logs(contrast.of), logs(contrast.over)), ...kind, unit: 'times' };
    }
    case 'computed':
      return { ...contrast.compute(read, scenario), ...kind, unit: contrast.unit };
  }
}

function levelOf(reading: ClaimReading, read: Read, scenario: (at?: string) => Scenario): Estimate {
  const measure = measureNamed(reading.measure);
  const values = read(reading);
  if (measure === undefined) return meanInterval(values);
  // Knock-outs are made one task at a time.
  const tasks = measure.readDisturbed !== undefined ? 1 : scenario(reading.at).workload.tasks;
  return intervalFor(measure.interval, tasks)(values);
}

function isOfShares(contrast: Contrast): boolean {
  return contrast.kind !== 'computed' && readingsOf(contrast).some(({ measure }) => isShare(measure));
}
