/**
 * `import ... from 'dress-rehearsal/vitest'`: rehearses an application of one's own in a test, and adds `toAgreeWith` to
 * `expect`. docs/real.md says what it can tell.
 */
import { expect } from 'vitest';
import { type AgreementOptions, MeasuredApplication } from './real/measure/rehearsal.js';

export type { Application, ApplicationInput } from './real/measure/harness.js';
export {
  type AgreementOptions,
  type AgreementVerdict,
  MeasuredApplication,
  type Rehearsal,
  type RehearseOptions,
  rehearse,
  type WorstRun,
} from './real/measure/rehearsal.js';

/** What is added to `expect`. */
interface AgreementMatchers<R> {
  /** The application does, call by call, what the pattern predicts; else the message says where it does not. */
  toAgreeWith(pattern: string, options?: AgreementOptions): R;
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: it has to be declared as vitest declares it.
  interface Matchers<T = any> extends AgreementMatchers<T> {}
}

expect.extend({
  toAgreeWith(received: unknown, pattern: string, options: AgreementOptions = {}) {
    if (!(received instanceof MeasuredApplication)) {
      return { pass: false, message: () => 'toAgreeWith expects what rehearse({ ... }).measure(application) gave.' };
    }
    const { agrees, sentences } = received.agreement(pattern, options);
    const wanted = agrees ? `not to agree with ${pattern}` : `to agree with ${pattern}`;
    return { pass: agrees, message: () => [`Expected the application ${wanted}.`, ...sentences].join('\n') };
  },
});
