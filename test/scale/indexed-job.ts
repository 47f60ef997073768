import { z } from 'zod';

/** What of batch/v1 an Indexed Job is made of; nothing else may stand there. */
export const INDEXED_JOB = z.strictObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata: z.strictObject({ name: z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/) }),
  spec: z.strictObject({
    completionMode: z.literal('Indexed'),
    completions: z.int().positive(),
    parallelism: z.int().positive(),
    backoffLimitPerIndex: z.int().nonnegative(),
    template: z.strictObject({
      spec: z.strictObject({
        // With backoffLimitPerIndex no other policy is allowed.
        restartPolicy: z.literal('Never'),
        containers: z
          .array(
            z.strictObject({
              name: z.string(),
              image: z.string(),
              command: z.array(z.string()),
              args: z.array(z.string()),
              // Values of variables are texts.
              env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
              resources: z.strictObject({
                requests: z.record(z.enum(['cpu', 'memory']), z.string()),
                limits: z.partialRecord(z.enum(['cpu', 'memory']), z.string()),
              }),
              volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string().startsWith('/') })),
            }),
          )
          .length(1),
        volumes: z.array(
          z.strictObject({ name: z.string(), persistentVolumeClaim: z.strictObject({ claimName: z.string() }) }),
        ),
      }),
    }),
  }),
});
