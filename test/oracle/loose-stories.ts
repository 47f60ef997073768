/** Patterns without a fixed order of calls, as docs/spec tells them. */
import { allOf, Failure, Stall } from './calls.js';
import { blank, bundle, type Paper } from './papers.js';
import { type Delivery, Head, hasInputs, perform, retained } from './people.js';
import { outcome, payloadOf, type Story } from './stories.js';
import type { FlowStep } from './work.js';

/** Attempts that no caller waits for: what failed is not there. */
function unattended(work: () => Delivery): Delivery | null {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    if (thrown.at === Number.POSITIVE_INFINITY) throw new Stall();
    return null;
  }
}

export const fanOut: Story = (table) => {
  const shown = { papers: [table.brief], at: 0, isUnattended: true };
  const hangs: Stall[] = [];
  const parts = table.work.flow(false).flatMap((step) => {
    try {
      const part = unattended(() => perform(table, step.work, shown));
      return part === null ? [] : [part];
    } catch (thrown) {
      if (!(thrown instanceof Stall)) throw thrown;
      hangs.push(thrown);
      return [];
    }
  });
  if (hangs.length > 0 || parts.length === 0) throw new Stall();
  return { paper: bundle(parts.map(({ paper }) => paper)), at: Math.max(...parts.map(({ at }) => at)) };
};

export const choreography: Story = (table, { payload = 'previous' }) => {
  const steps = table.work.flow(false).filter(({ work }) => work.needed);
  if (steps.length === 0) return { paper: table.brief, at: 0 };
  const done = new Map<FlowStep, Delivery>();
  for (const step of steps) {
    if (step.inputs.some((input) => !done.has(input))) continue;
    const at = Math.max(0, ...step.inputs.map((input) => done.get(input)!.at));
    const shown = { ...payloadOf(table, step, done, payload === 'previous'), at, isUnattended: true };
    try {
      done.set(step, perform(table, step.work, shown));
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
    }
  }
  const ends = steps.filter((step) => !steps.some(({ inputs }) => inputs.includes(step)));
  if (ends.some((step) => !done.has(step))) throw new Stall();
  const results = ends.map((step) => done.get(step)!);
  return { paper: bundle(results.map(({ paper }) => paper)), at: Math.max(...results.map(({ at }) => at)) };
};

/** What is left at a limit: an error, nothing, or the results so far. */
function atLimit(onLimit: unknown, results: readonly Paper[], at: number): Delivery {
  if (onLimit === 'fail') throw new Failure(at);
  return { paper: bundle(onLimit === 'empty' ? [] : results), at };
}

export const groupChat: Story = (table, options) => {
  const { work, brief, phone, scenario, questions } = table;
  const { selector, maxTurns = 1000, onLimit = 'fail', transcript } = options;
  const steps = work.flow(true);
  const done = new Map<FlowStep, Paper>();
  const chat = [brief];
  let at = 0;
  const speak = (step: FlowStep): void => {
    const said = perform(table, step.work, { papers: chat, at });
    at = said.at;
    chat.push(said.paper);
    done.set(step, said.paper);
  };
  if (selector === 'round-robin') {
    for (const step of steps.filter((one) => one.work.foreseen)) {
      if (chat.length - 1 === maxTurns) return atLimit(onLimit, chat.slice(1), at);
      speak(step);
    }
    return outcome(done, { paper: chat.at(-1)!, at });
  }
  const head = new Head(table);
  const roster = 15 + 16 * steps.length;
  for (let turn = 0; turn < Number(maxTurns); turn++) {
    const shown = { papers: chat, at, roster, isJoined: transcript === 'joined' };
    const input = phone.inputOf(scenario.coordinator, phone.lengthOf(chat, shown.isJoined), roster);
    const next = head.choose(steps, new Set(done.keys()), input, questions);
    if (next === null) return head.compose(shown);
    at = head.announce(shown, scenario.agents.find(({ role }) => role === next.work.spec.role)!.nameTokens);
    speak(next);
  }
  return atLimit(onLimit, chat.slice(1), at);
};

export const handoff: Story = (table, { history, maxHandoffs = 1000, onLimit = 'fail' }) => {
  const { work, brief, phone, scenario, questions } = table;
  const steps = work.flow(true);
  const doers = new Set(steps.map(({ work: { spec } }) => spec.role));
  const agentOf = (step: FlowStep) => scenario.agents.find(({ role }) => role === step.work.spec.role)!;
  const conversation = [brief];
  const done = new Map<FlowStep, Paper>();
  let at = 0;
  let handoffs = 0;
  for (let step = steps[0]!; ; ) {
    const agent = agentOf(step);
    const others = scenario.agents.filter(({ role }) => doers.has(role) && role !== agent.role);
    const roster = others.length === 0 ? 0 : others.reduce((sum, { nameTokens }) => sum + 14 + nameTokens, 15);
    const kept = retained(agent.model, phone.inputOf(agent, phone.lengthOf(conversation), roster));
    const error = 1 - (1 - agent.misroute) * kept;
    const knows = ({ work: { foreseen, name } }: FlowStep): boolean =>
      foreseen || questions.coin(`${step.work.name} sees ${name}`) >= error;
    const isDone = (one: FlowStep): boolean => done.has(one) || one === step;
    const right = steps.filter((one) => !isDone(one) && one.work.needed && knows(one) && hasInputs(one, isDone, knows));
    const best = right[0] ?? null;
    const wrong: (FlowStep | null)[] = steps.filter((one) => agentOf(one) !== agent && !right.includes(one));
    if (best !== null) wrong.push(null);
    const who = `${step.work.name}|${step.work.visits}`;
    const ball = questions.ball('handoff', best?.work.name ?? 'stop', agent.model.family, who);
    const next = wrong.length === 0 || ball.level >= error ? best : wrong[Math.floor(ball.way * wrong.length)]!;
    const handsOver = next !== null && agentOf(next) !== agent;
    const written = handsOver ? 6 + agentOf(next).nameTokens : 0;
    const result = perform(table, step.work, { papers: conversation, at, roster, written });
    at = result.at;
    done.set(step, result.paper);
    if (next === null) return outcome(done, result);
    if (handsOver && handoffs++ === maxHandoffs) return atLimit(onLimit, [result.paper], at);
    const { paper } = result;
    conversation.push({ ...paper, tokens: history === 'all' ? paper.tokens + paper.inner : paper.tokens - written });
    if (handsOver && history !== 'results') conversation.push(blank('', 12 + agentOf(next).nameTokens, 0, true));
    step = next;
  }
};

export const leadAndSubagents: Story = (
  table,
  { mode = 'parallel', briefLoss = 0, limit = 1000, onLimit = 'fail' },
) => {
  const { work, brief, phone, scenario, questions } = table;
  const { message } = scenario.provider.framing;
  const head = new Head(table);
  const steps = work.flow(true);
  const roster = 12 + 24 * steps.length;
  const done = new Map<FlowStep, Paper>();
  const transcript = [brief];
  let at = 0;
  for (let call = 1; call <= Number(limit); call++) {
    const shown = { papers: [...transcript], at, roster };
    const input = phone.inputOf(scenario.coordinator, phone.lengthOf(transcript), roster);
    const { best, right } = head.options(steps, new Set(done.keys()), input, questions);
    if (best === null) return head.compose(shown);
    const given = mode === 'parallel' && right.includes(best) ? right : [best];
    const nameOf = (step: FlowStep): number =>
      scenario.agents.find(({ role }) => role === step.work.spec.role)!.nameTokens;
    const tokens = given.reduce((sum, step) => sum + 7 + nameOf(step) + head.lengthOfBrief(shown, step), 0);
    const briefs = head.briefs(shown, given, tokens, Number(briefLoss));
    at = briefs.at;
    transcript.push(blank('head', tokens + message, 0, true));
    const reports = allOf(
      given.map((step, i) => () => {
        return perform(table, step.work, { papers: [briefs.papers[i]!], at });
      }),
    );
    for (const [i, report] of reports.entries()) {
      done.set(given[i]!, report.paper);
      transcript.push(report.paper);
    }
    at = Math.max(...reports.map((report) => report.at));
  }
  return atLimit(
    onLimit,
    transcript.slice(1).filter(({ isNote }) => !isNote),
    at,
  );
};
