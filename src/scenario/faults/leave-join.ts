import * as z from 'zod';
import type { Distribution } from '../distribution.js';
import { entries } from '../plain-data.js';
import { durations } from '../schema/distributions.js';
import { key } from '../schema/key.js';
import { whole } from '../schema/kinds.js';
import { type GivenFault, groupFault } from './fault.js';

/** Instances of a role that leave or join, at a time after the start. */
export interface InstanceChange {
  readonly at: Distribution;
  readonly instances: number;
}

const changeOf = (verb: string, means: string) =>
  groupFault(
    z.strictObject({
      at: key(durations, { means: `When they ${verb}, after the start`, required: true }),
      instances: key(whole(1, 'instances'), { means: `How many of its instances ${verb}`, default: 1 }),
    }),
    {
      means,
      resolve: (form): InstanceChange => form,
      check: (given) => checkCount(given, verb),
    },
  );

/** The first instances of a role leave. */
export const leave = changeOf('leave', 'Instances that leave for good: they finish their work and take no more');

/** The last instances of a role join. */
export const join = changeOf('join', 'Instances that are not there from the start');

function checkCount({ form, path, role, instances, report }: GivenFault, verb: string): void {
  const count = new Map(entries(form)).get('instances');
  if (typeof count !== 'number' || count <= instances) return;
  const message = `${count} instances of '${role}' ${verb}, and there are only ${instances}`;
  report([...path, 'instances'], message, `Raise agents.${role}.instances, or lower this number.`);
}
