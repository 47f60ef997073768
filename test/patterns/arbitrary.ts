/** Any work, any options, any faults: what the tests of invariants and of checks draw from. */
import fc from 'fast-check';
import { entries, wordingEntries } from '../../src/patterns/declared.js';
import type { Option, OptionSet } from '../../src/patterns/options.js';
import type { Pattern } from '../../src/patterns/pattern.js';
import type { Options } from '../sim/helper.js';

const share = fc.constantFrom(0, 0, 0.2, 0.7, 1);

/** What the provider of the one model refuses, or makes wait; and how often clients come again. */
const limits = fc.constantFrom(
  ...['', '', ''],
  'requests: 4/m',
  'input: 900/m, output: 200/m, whenExceeded: wait',
  'tokens: 1500/m, concurrent: 2, cachedCounts: false',
  'concurrent: 1, whenExceeded: wait',
  'quota: { requests: 5, tokens: 2000, window: 1m }, overloaded: 0.3',
  'quota: { cost: 0.002, window: 2m }, whenExceeded: wait, cachedCounts: false',
);

/** How the server of the one model is shared. */
const server = fc.constantFrom(
  ...['', '', ''],
  'slowdown: 0.5',
  'halfSpeed: 2, maxBatch: 2, prefill: shared',
  'slowdown: 1, kvTokens: 900, replicas: 2',
  'maxBatch: 1',
);

/** A scenario with two to seven steps in some order, and much that can go wrong. */
export const scenarios = fc
  .record({
    steps: fc.array(
      fc.record({
        role: fc.constantFrom('a', 'b', 'c', 'd'),
        after: fc.array(fc.nat(5), { maxLength: 3 }),
        claims: fc.nat(3),
        checks: fc.boolean(),
        carry: fc.constantFrom(0.5, 1),
        probability: fc.constantFrom(1, 1, 0.6, 0),
        foreseen: fc.constantFrom(1, 1, 0.5),
        trips: fc.constantFrom(0, 0, 0, 2),
        errors: fc.constantFrom(
          '',
          '',
          ', errors: text, attempts: 2',
          ', timeout: 2s, parallel: 2',
          ', errors: text, strategies: 2, persistence: 0.8',
        ),
        loop: fc.constantFrom(
          '',
          '',
          ', verdict: 5',
          ', sendsBack: { most: 2, to: ',
          ', sendsBack: { onLimit: fail, to: ',
        ),
      }),
      { minLength: 2, maxLength: 7 },
    ),
    agent: fc.record({
      failure: share,
      hang: share,
      hallucination: share,
      detection: share,
      instances: fc.integer({ min: 1, max: 2 }),
    }),
    policies: fc.record({
      timeout: fc.constantFrom('.inf', '20s', '3s'),
      attempts: fc.integer({ min: 1, max: 3 }),
      writes: fc.constantFrom('merge', 'overwrite'),
    }),
    provider: fc.record({
      requestsPerMinute: fc.constantFrom('.inf', '4'),
      maxQueue: fc.constantFrom('.inf', '1'),
      promptCache: fc.boolean(),
      overflow: fc.constantFrom('truncate', 'compact', 'error'),
    }),
    billed: fc.record({
      cache: fc.constantFrom(
        '',
        '',
        'models.plain.cache=anthropic',
        'models.plain.cache={shortest: 300, step: 64, marks: 2, renewed: false, ttl: 20s, storage: 1}',
      ),
      tier: fc.constantFrom('', '', 'agents.defaults.tier=flex', 'agents.defaults.tier=batch'),
      reasoning: fc.constantFrom('', '', 'agents.defaults.reasoning={mean: 60, cv: 1}'),
      compactAt: fc.constantFrom('', '', 'agents.defaults.compactAt=500'),
      tools: fc.constantFrom('', '', 'agents.defaults.toolTokens=40'),
      malformed: fc.constantFrom('', '', 'agents.defaults.malformed=0.3'),
      reask: fc.constantFrom('', 'client.reask=2'),
      hedge: fc.constantFrom('', '', 'client.hedge=2s'),
      fallback: fc.constantFrom('', '', 'models.plain.fallback=small'),
      siblings: fc.constantFrom('', '', 'policies.siblings=run-on'),
      time: fc.constantFrom('', '', '', 'policies.budget.time=40s'),
      above: fc.constantFrom('', 'models.plain.price.above={tokens: 400}'),
    }),
    limits,
    server,
    requests: fc.constantFrom(1, 1, 3),
    window: fc.constantFrom(700, 100_000),
    misroute: share,
    delay: fc.constantFrom('0', '{ exponential: { mean: 2 } }'),
    messages: fc.constantFrom('', '', ', loss: 0.3', ', duplicate: 0.4, reorder: { share: 0.3, by: 5 }'),
    redelivery: fc.constantFrom('', '', ', redelivery: { attempts: 3, idle: 6s }, deadLetters: { alertAfter: 20s }'),
    idempotency: fc.boolean(),
    durable: fc.boolean(),
    resubmit: fc.nat(1),
    central: fc.constantFrom(
      '',
      '',
      ', engine: { crash: { mtbf: 30s, repair: 3s } }, coordinator: { crash: { mtbf: 30s, repair: 3s } }',
    ),
    crash: fc.constantFrom('', '', ', agents: { defaults: { crash: { mtbf: 60s, repair: 5s } } }'),
    budget: fc.constantFrom('', '', '', ', budget: { tokens: 4000 }', ', budget: { cost: 0.02 }'),
    person: fc.constantFrom(
      '',
      '',
      '',
      'person: { responds: chat, wage: 60 }, latency: { exponential: { mean: 60 } }',
      'person: { hours: { to: 12h }, deadline: 1h, onDeadline: approve }, latency: 2h',
      'person: { responds: e-mail, deadline: 5m }, capacity: 3',
    ),
  })
  .map(
    ({
      steps,
      agent,
      policies,
      provider,
      limits,
      server,
      requests,
      window,
      billed,
      misroute,
      delay,
      messages,
      redelivery,
      idempotency,
      crash,
      durable,
      resubmit,
      central,
      budget,
      person,
    }) => {
      const lines = steps.map((step, i) => {
        const after = [...new Set(step.after.filter((j) => j < i))].map((j) => `s${j}`);
        const tools =
          step.trips === 0 ? '' : `, tools: { roundTrips: ${step.trips}, latency: 1, failure: 0.3${step.errors} }`;
        const { role, claims, checks, carry, probability, foreseen } = step;
        const isLoop = step.loop.includes('sendsBack');
        const loop =
          !checks || (isLoop && !(Number(after.at(-1)?.slice(1)) > 0))
            ? ''
            : isLoop
              ? `${step.loop}${after.at(-1)} }`
              : step.loop;
        return `    s${i}: { role: ${role}, after: [${after}], claims: ${claims}, checks: ${checks}, carry: ${carry}, probability: ${probability}, foreseen: ${foreseen}${loop}${tools} }`;
      });
      const { failure, hang, hallucination, detection, instances } = agent;
      const text = `policies: { timeout: ${policies.timeout}, writes: ${policies.writes}, retry: { attempts: ${policies.attempts}, backoff: { jitter: 0.5 } }, durable: ${durable}, resubmit: { attempts: ${resubmit}, after: 2s }, idempotency: ${idempotency}${redelivery}${budget} }
provider: { requestsPerMinute: ${provider.requestsPerMinute}, maxQueue: ${provider.maxQueue}, promptCache: ${provider.promptCache}, overflow: ${provider.overflow} }
faults: { messages: { delay: ${delay}${messages} }${crash}${central} }
task:
  brief: { tokens: 300, claims: 4, falseClaims: 1 }
  steps:
${lines.join('\n')}
agents:
  defaults: { model: plain, prompt: 50, output: { exponential: { mean: 80 } }, failure: ${failure}, hang: ${hang}, hallucination: ${hallucination}, detection: ${detection}, credulity: 0.8, deference: 0.2, falseAlarm: 0.1, instances: ${instances} }
${[...new Set(steps.map((step) => step.role))].map((role) => (role === 'd' && person !== '' ? `  d: { ${person}, output: 40 }` : `  ${role}: {}`)).join('\n')}
`;
      return {
        text,
        messy:
          central !== '' ||
          resubmit > 0 ||
          messages !== '' ||
          redelivery !== '' ||
          crash !== '' ||
          billed.siblings !== '',
        overrides: [
          `models.plain.contextWindow=${window}`,
          `coordinator.misroute=${misroute}`,
          ...Object.values(billed).filter((change) => change !== ''),
          ...(billed.tools === '' ? [] : ['agents.defaults.tools=2']),
          `client.attempts=${requests}`,
          ...(limits === '' ? [] : [`models.plain.limits={ ${limits} }`]),
          ...(server === '' ? [] : [`models.plain.server={ ${server} }`]),
        ],
      };
    },
  );

/** Who errs, or tries again what fails, would go on for a thousand rounds. */
const LIMITS: Readonly<Record<string, Options>> = {
  supervisor: { limit: 25 },
  'lead-and-subagents': { limit: 25 },
  'group-chat': { maxTurns: 40 },
};

/** A value that the option accepts. */
function allowedBy(option: Option<unknown>): fc.Arbitrary<unknown> {
  if (option.allowed === 'true | false') return fc.boolean();
  const least = /^a whole number from (\d+)(?: to (\d+))?$/.exec(option.allowed);
  if (least !== null) return fc.integer({ min: Number(least[1]), max: Number(least[2] ?? Number(least[1]) + 12) });
  if (option.allowed === 'a probability from 0 to 1') return fc.constantFrom(0, 0.3, 1);
  return fc.constantFrom(...option.allowed.split(' | '));
}

function someOf(declared: readonly [string, OptionSet[string]][]): fc.Arbitrary<Options> {
  const values = declared.map(([name, option]) => [name, allowedBy(option)] as const);
  return fc.record(Object.fromEntries(values), { requiredKeys: [] });
}

/** Any options and wording of a pattern. */
export function optionsFor(pattern: Pattern): fc.Arbitrary<Options> {
  const limit = LIMITS[pattern.name] ?? {};
  const written = fc.tuple(someOf(entries(pattern)), someOf(wordingEntries(pattern)));
  return written.map(([options, wording]) => ({ ...limit, ...options, wording }));
}
