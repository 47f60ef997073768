/** Recordings of orchestrators with ledgers, counted from their message lists; see generate.ts. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { CALL, type Call, type Case, message, spec, sum, type Written } from './messages.js';

export const LEDGER_WRITERS: Readonly<Record<string, (c: Case) => Written>> = {
  'autogen-magentic/happy': (c) => autogen(c, 0),
  'autogen-magentic/one_replan': (c) => autogen(c, 3),
  'maf-magentic/happy': (c) => agentFramework(c, 0),
  'maf-magentic/one_replan': (c) => agentFramework(c, 4),
};

const FACTS = 150;
const PLAN = 120;

/** Who is named in each round, and whether work follows: a stalled round at the limit is followed by a new plan. */
function* rounds(names: readonly string[], stalls: number): Generator<{ name: string; act: 'work' | 'plan' | 'end' }> {
  for (let i = 1; i <= stalls; i++) yield { name: names[0]!, act: i < stalls ? 'work' : 'plan' };
  for (const name of names) yield { name, act: 'work' };
  yield { name: names[0]!, act: 'end' };
}

const listed = (names: readonly string[]): number => 2 * (sum(names.map((name) => countTokens(` ${name}`) + 1)) - 1);
/** The scripted ledger: JSON with the name and the instruction. */
const written = (name: string, brief: number): number => 68 + countTokens(name) + brief;

class Log {
  readonly calls: Call[] = [];
  readonly edges = ['user>magentic'];
  add(caller: string, input: number, output: number): void {
    this.calls.push([caller, this.calls.length, input, output]);
  }
  work(name: string, input: number, output: number): void {
    this.add(spec(name), input, output);
    this.edges.push(`magentic>${spec(name)}`, `${spec(name)}>magentic`);
  }
  end(): Written {
    return { calls: this.calls, edges: this.edges, path: this.calls.length };
  }
}

/** No system prompt; every message has a name; one thread for all, which begins with the task ledger. */
function autogen({ sizes, names }: Case, stalls: number): Written {
  const log = new Log();
  const said = (tokens: number): number => message(tokens, 'MagenticOneOrchestrator');
  const team = sum(names.map((name) => 4 + 2 * countTokens(` ${name}`)));
  const ledger = said(sizes.task + FACTS + PLAN + team + 46);
  let thread = 0;
  const plan = (facts: number, request: number): void => {
    log.add('magentic', CALL + thread + facts, FACTS);
    log.add('magentic', CALL + thread + facts + said(FACTS) + said(request + team), PLAN);
    thread = ledger;
  };
  plan(said(sizes.task + 286), 65);
  for (const { name, act } of rounds(names, stalls)) {
    log.add('magentic', CALL + thread + said(sizes.task + team + listed(names) + 374), written(name, sizes.brief));
    if (act === 'plan') plan(said(sizes.task + FACTS + 145), 84);
    if (act !== 'work') continue;
    thread += said(sizes.brief);
    log.work(name, CALL + message(sizes.specialistPrompt) + thread, sizes.specialistOutput);
    thread += message(sizes.specialistOutput, name);
  }
  log.add('magentic', CALL + thread + said(sizes.task + 60), sizes.final);
  return log.end();
}

/** A system prompt; the task opens the history until that is cleared; members have conversations of their own. */
function agentFramework({ sizes, names }: Case, stalls: number): Written {
  const log = new Log();
  const said = (tokens: number): number => message(tokens, 'magentic_manager');
  const system = CALL + message(sizes.coordinatorPrompt);
  const team = sum(names.map((name) => 5 + 2 * countTokens(` ${name}`)));
  const ledger = said(sizes.task + FACTS + PLAN + team + 40);
  let opening = message(sizes.task);
  let thread = 0;
  const memories = new Map(names.map((name) => [name, { own: 0, unread: 0 }]));
  const plan = (facts: number, request: number): void => {
    log.add('magentic', system + opening + facts, FACTS);
    log.add('magentic', system + opening + facts + said(FACTS) + said(request + team), PLAN);
    thread = ledger;
  };
  plan(said(sizes.task + 285), 58);
  for (const { name, act } of rounds(names, stalls)) {
    const request = said(sizes.task + team + listed(names) + 381);
    log.add('magentic', system + opening + thread + request, written(name, sizes.brief));
    if (act === 'plan') {
      opening = 0;
      for (const memory of memories.values()) memory.unread = 0;
      plan(said(sizes.task + FACTS + 145), 62);
    }
    if (act !== 'work') continue;
    const reply = message(sizes.specialistOutput, name);
    const own = memories.get(name)!;
    own.own += own.unread + message(sizes.brief);
    own.unread = 0;
    log.work(name, CALL + message(sizes.specialistPrompt) + own.own, sizes.specialistOutput);
    own.own += reply;
    for (const [other, memory] of memories) if (other !== name) memory.unread += reply;
    thread += said(sizes.brief) + reply;
  }
  log.add('magentic', system + opening + thread + said(sizes.task + 60), sizes.final);
  return log.end();
}
