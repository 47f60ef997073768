/** A vote of answers, point by point. */
import { blank, type Paper, type Statement } from './papers.js';
import type { Table } from './people.js';

/** What an answer says to a point; nothing, where it makes no such claim. */
const SILENT = -1;

/** To each point what most answers say, ties by lot; as long as the answer that says most of that. */
export function vote({ desk, questions }: Table, answers: readonly Paper[]): Paper {
  const said = answers.map(({ lines }) => new Map(lines.map(({ statement }) => [statement.point, statement])));
  const points = new Set(said.flatMap((answer) => [...answer.keys()]));
  const chosen = new Set<Statement>();
  for (const point of points) {
    const votes = new Map<number, number>();
    const answerOf = (answer: ReadonlyMap<string, Statement>): number => answer.get(point)?.answer ?? SILENT;
    for (const answer of said) votes.set(answerOf(answer), (votes.get(answerOf(answer)) ?? 0) + 1);
    const most = Math.max(...votes.values());
    const best = [...votes.keys()].filter((one) => votes.get(one) === most).sort((a, b) => a - b);
    const winner = best[Math.floor(questions.coin(`tie|${point}|${answers[0]!.author}`) * best.length)]!;
    const statement = said.find((answer) => answerOf(answer) === winner)!.get(point);
    if (statement !== undefined) chosen.add(statement);
  }
  const agreement = said.map((answer) => [...answer.values()].filter((statement) => chosen.has(statement)).length);
  const { tokens } = answers[agreement.indexOf(Math.max(...agreement))]!;
  const result = blank('', tokens);
  for (const { holds } of answers) for (const step of holds) result.holds.add(step);
  const { lines, struck } = desk.meet(answers, chosen);
  result.lines.push(...lines.filter(({ statement }) => chosen.has(statement)));
  for (const statement of struck) result.struck.add(statement);
  return result;
}
