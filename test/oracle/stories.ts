/** The patterns as docs/spec tells them: what each call sees, and what is delivered. */
import { allOf, Failure } from './calls.js';
import { blank, bundle, type Paper } from './papers.js';
import { type Delivery, Head, perform, retained, type Table } from './people.js';
import { vote } from './vote.js';
import type { FlowStep, Work } from './work.js';

export type Options = Readonly<Record<string, string | number | boolean>>;
export type Story = (table: Table, options: Options) => Delivery;

/** Results of needed steps that no other one that was done takes: side by side where there are several; else the last paper. */
export function outcome(done: ReadonlyMap<FlowStep, Paper>, last: Delivery): Delivery {
  const steps = [...done.keys()].filter(({ work }) => work.needed);
  const ends = steps.filter((step) => !steps.some(({ inputs }) => inputs.includes(step)));
  if (ends.length <= 1) return last;
  return { paper: bundle(ends.map((step) => done.get(step)!)), at: last.at };
}

export const singleAgent: Story = (table, { limit = 1000 }) => {
  const { scenario, work, phone, questions, brief } = table;
  const { generalist } = scenario;
  const conversation = [brief];
  const done = new Map<FlowStep, Paper>();
  let at = 0;
  for (const step of work.flow(true)) {
    if (done.size === limit) break;
    if (!step.work.needed) continue;
    const kept = retained(generalist.model, phone.inputOf(generalist, phone.lengthOf(conversation), 0));
    const overlooks = 1 - (1 - generalist.misroute) * kept;
    if (!step.work.foreseen && questions.coin(`sees ${step.work.name}`) < overlooks) continue;
    const result = perform(table, step.work, { papers: conversation, at }, 'generalist');
    at = result.at;
    conversation.push(result.paper);
    done.set(step, result.paper);
  }
  return outcome(done, { paper: conversation.at(-1)!, at });
};

export const pipeline: Story = (table, { context = 'previous', skip = false }) => {
  const history = context === 'all' ? [table.brief] : [];
  const done = new Map<FlowStep, Paper>();
  let last: Delivery = { paper: table.brief, at: 0 };
  for (const step of table.work.flow(false)) {
    if (skip && !step.work.needed) continue;
    const papers = context === 'previous' || last.paper === table.brief ? [last.paper] : history;
    last = perform(table, step.work, { papers, at: last.at });
    history.push(last.paper);
    done.set(step, last.paper);
  }
  return outcome(done, last);
};

export const workflow: Story = (table, { payload = 'previous' }) => {
  const steps = table.work.flow(false).filter(({ work }) => work.needed);
  const done = new Map<FlowStep, Delivery>();
  const failed = new Set<FlowStep>();
  allOf(
    steps.map((step) => (): void => {
      // A step whose input failed never starts; that failure ends everything.
      if (step.inputs.some((input) => failed.has(input))) {
        failed.add(step);
        return;
      }
      const at = Math.max(0, ...step.inputs.map((input) => done.get(input)!.at));
      try {
        done.set(step, perform(table, step.work, { ...payloadOf(table, step, done, payload === 'previous'), at }));
      } catch (thrown) {
        failed.add(step);
        throw thrown;
      }
    }),
  );
  if (steps.length === 0) return { paper: table.brief, at: 0 };
  const ends = steps.filter((step) => !steps.some(({ inputs }) => inputs.includes(step)));
  const results = ends.map((step) => done.get(step)!);
  return { paper: bundle(results.map(({ paper }) => paper)), at: Math.max(...results.map(({ at }) => at)) };
};

/** A step's inputs, each a message; or the brief and all that led to it, in one. */
export function payloadOf(
  { brief }: Table,
  step: FlowStep,
  done: ReadonlyMap<FlowStep, Delivery>,
  isPrevious: boolean,
): { papers: Paper[]; isJoined: boolean } {
  const paperOf = (input: FlowStep): Paper => done.get(input)!.paper;
  if (isPrevious)
    return { papers: [...(step.takesBrief ? [brief] : []), ...step.inputs.map(paperOf)], isJoined: false };
  const before = new Set<FlowStep>();
  const visit = ({ inputs }: FlowStep): void => {
    for (const input of inputs) {
      before.add(input);
      visit(input);
    }
  };
  visit(step);
  return { papers: [brief, ...[...done.keys()].filter((other) => before.has(other)).map(paperOf)], isJoined: true };
}

export const makerChecker: Story = (table, options) => {
  const done = new Map<FlowStep, Paper>();
  const checker = new Head(table, onlyChecker(table));
  let last: Delivery = { paper: table.brief, at: 0 };
  for (const step of table.work.flow(false)) {
    if (!step.work.needed) continue;
    last = passed(table, checker, step.work, last, options);
    done.set(step, last.paper);
  }
  return outcome(done, last);
};

/** Drafts and verdicts, until one passes or the rounds are over. */
function passed(table: Table, checker: Head, work: Work, input: Delivery, options: Options): Delivery {
  const { maxRounds = 3, rounds = 'as needed', onLimit = 'accept', memory = false, source = true } = options;
  const given = source && input.paper !== table.brief ? [table.brief, input.paper] : [input.paper];
  let draft = perform(table, work, { papers: given, at: input.at, isJoined: true });
  const drafts = [draft.paper];
  for (let round = 1; ; round++) {
    const verdict = checker.judge({ papers: [...given, draft.paper], at: draft.at, isJoined: true }, 33);
    const flagged = draft.paper.lines
      .map(({ statement }) => statement)
      .filter((statement) => verdict.paper.struck.has(statement) && !draft.paper.struck.has(statement));
    const points = [...new Set(flagged.map(({ point }) => point))];
    if (round === maxRounds || (rounds === 'as needed' && points.length === 0)) {
      if (points.length > 0 && onLimit === 'fail') throw new Failure(verdict.at);
      return { paper: draft.paper, at: verdict.at };
    }
    const excerpt = blank('head', 25, checker.nameTokens);
    for (const statement of verdict.paper.struck) excerpt.struck.add(statement);
    const papers = [...given, ...(memory ? drafts : [draft.paper]), excerpt];
    draft = perform(table, work, { papers, at: verdict.at, isJoined: true, points, length: draft.paper.tokens });
    drafts.push(draft.paper);
  }
}

/** By default the role of the steps that check, where it is one; else the coordinator. */
function onlyChecker({ work }: Table): string | null {
  const roles = new Set(work.all.filter(({ spec }) => spec.checks).map(({ spec }) => spec.role));
  return roles.size === 1 ? [...roles][0]! : null;
}

export const supervisor: Story = (table, { limit = 1000, onLimit = 'fail' }) => {
  const { scenario, work, phone, brief, questions } = table;
  const head = new Head(table);
  const steps = work.flow(true);
  const roster = 15 + 16 * steps.length;
  const transcript = [brief];
  const done = new Set<FlowStep>();
  let at = 0;
  for (let turn = 1; turn <= Number(limit); turn += 2) {
    const input = phone.inputOf(scenario.coordinator, phone.lengthOf(transcript), roster);
    const next = head.choose(steps, done, input, questions);
    if (next === null) return head.compose({ papers: transcript, at, roster });
    const { nameTokens } = scenario.agents.find(({ role }) => role === next.work.spec.role)!;
    at = head.announce({ papers: transcript, at, roster }, nameTokens);
    transcript.push(blank('head', 25 + 2 * nameTokens, 0, true));
    if (turn === limit) break;
    const result = perform(table, next.work, { papers: transcript, at });
    at = result.at;
    done.add(next);
    transcript.push(result.paper, blank('head', 35 + nameTokens, 0, true));
  }
  if (onLimit === 'fail') throw new Failure(at);
  return { paper: bundle(onLimit === 'empty' ? [] : transcript.slice(1).filter(({ isNote }) => !isNote)), at };
};

export const fanOutFanIn: Story = (table, { gather = 'joined' }) => {
  const { work, brief } = table;
  const joining = joiningStep(table);
  const steps = work.flow(false);
  const branches = steps.filter((step) => step.work !== joining);
  const results = allOf(
    branches.map((step) => () => perform(table, step.work, { papers: [brief], at: 0, isJoined: true })),
  );
  const at = Math.max(0, ...results.map((result) => result.at));
  const papers = results.map(({ paper }) => paper);
  const shown = { papers: [brief, ...papers], at, isJoined: gather === 'joined' };
  if (joining === null) return new Head(table).compose(shown);
  if (steps.every((step) => step.work !== joining)) return { paper: bundle(papers), at };
  return perform(table, joining, shown);
};

/** The single last step, where it needs two or more. */
function joiningStep({ work }: Table): Work | null {
  const last = work.all.filter(({ name }) => !work.all.some(({ spec }) => spec.after.includes(name)));
  return last.length === 1 && last[0]!.spec.after.length >= 2 ? last[0]! : null;
}

export const debate: Story = (table, { panel = 3 }) => {
  const done = new Map<FlowStep, Paper>();
  let last: Delivery = { paper: table.brief, at: 0 };
  for (const step of table.work.flow(false)) {
    if (!step.work.needed) continue;
    const { paper, at } = last;
    const voices = Array.from({ length: Number(panel) }, (_, voice) => voice);
    const answers = allOf(voices.map((voice) => () => perform(table, step.work, { papers: [paper], at, voice })));
    last = {
      paper: vote(
        table,
        answers.map((answer) => answer.paper),
      ),
      at: Math.max(...answers.map((a) => a.at)),
    };
    done.set(step, last.paper);
  }
  return outcome(done, last);
};
