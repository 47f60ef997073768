import { defineMeasure, type RunMeasure } from './measure.js';
import { busiestOf, loadOf } from './run-totals.js';

const HOUR = 3600;

export const load: readonly RunMeasure[] = [
  defineMeasure({
    id: 'throughput',
    group: 'load',
    label: 'throughput',
    unit: 'tasks/h',
    better: 'higher',
    interval: 'mean',
    definition: 'Tasks delivered per hour, while tasks arrive; of workloads of several tasks.',
    readRun: ({ tasks, delivered, window }) => (tasks > 1 && window > 0 ? (HOUR * delivered) / window : Number.NaN),
  }),
  defineMeasure({
    id: 'bottleneck',
    group: 'load',
    label: 'bottleneck',
    unit: 'share',
    better: 'lower',
    interval: 'mean',
    column: { place: 2, ofWorkloads: true },
    definition:
      'Offered load of the busiest role or provider limit: seconds of work over its slots times the time in which tasks arrive (of one task, or of several at once: until the end). From 100 % on the queue grows without bound. Where nothing has a limit there is none.',
    readRun: ({ stations, span }) => {
      const busiest = busiestOf(stations);
      return busiest === null || !(span > 0) ? Number.NaN : loadOf(busiest, span);
    },
  }),
  defineMeasure({
    id: 'saturation',
    group: 'load',
    label: 'saturates at',
    unit: 'tasks/h',
    better: 'higher',
    interval: 'mean',
    column: { place: 3, ofWorkloads: true },
    definition:
      'Highest arrival rate that the busiest role or provider limit can serve: its slots over its mean seconds of work per task; of workloads of several tasks.',
    readRun: ({ tasks, stations }) => {
      const busiest = tasks > 1 ? busiestOf(stations) : null;
      return busiest === null ? Number.NaN : (HOUR * tasks * busiest.slots) / busiest.busySeconds;
    },
  }),
];
