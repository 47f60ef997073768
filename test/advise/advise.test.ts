import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADVICE, adviceOf, VERDICTS, verdictsOf } from '../../scripts/verdicts.js';
import { evidenceOf } from '../../src/advise/evidence.js';
import { type Answers, answerMeant, nextQuestion, questions } from '../../src/advise/questions.js';
import { recommend } from '../../src/advise/recommend.js';
import { answersOf, templateSettings, wantedSettings, withSideStep } from '../../src/advise/settings.js';
import { claimNamed } from '../../src/claims/index.js';
import { toldVerdicts } from '../../src/cli/evidence.js';
import { plansFor } from '../../src/patterns/plan.js';
import { parseScenario } from '../../src/scenario/load.js';
import { nameProblems } from '../../src/study/check.js';
import { ROOT } from '../cli/helper.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const TEMPLATE = readFileSync(join(ROOT, 'assets/init.yaml'), 'utf8');

/** All ways through the questions. */
function paths(answers: Answers = {}): Answers[] {
  const question = nextQuestion(answers);
  if (question === null) return [answers];
  return question.answers.flatMap(({ key }) => paths({ ...answers, [question.id]: key }));
}

const outcome = (answers: Answers): string =>
  JSON.stringify([recommend(answers), withSideStep(TEMPLATE, answers), templateSettings(answers)]);

describe('advise', () => {
  const all = paths();

  it('asks no question whose answer changes nothing', () => {
    const idle = all.flatMap((answers) =>
      questions
        .filter(({ id }) => answers[id] !== undefined)
        .filter(({ id, answers: given }) => {
          const others = given.filter(({ key }) => key !== answers[id]);
          return others.some(({ key }) => outcome({ ...answers, [id]: key }) === outcome(answers));
        })
        .map(({ id }) => `${id} in ${Object.values(answers).join(',')}`),
    );
    expect(idle).toEqual([]);
  });

  it('ends in a scenario that loads, and that the recommended pattern fits, whatever is answered', () => {
    expect(all.length).toBeGreaterThan(500);
    const recommended = new Set<string>();
    for (const answers of all) {
      const parsed = parseScenario(withSideStep(TEMPLATE, answers), 'advised.yaml', templateSettings(answers));
      const path = Object.values(answers).join(',');
      if (!parsed.ok) throw new Error(`${path}: ${parsed.problems.map(({ message }) => message).join('; ')}`);
      expect(nameProblems(parsed.scenario, parsed.source), path).toEqual([]);
      const { pattern, others } = recommend(answers);
      const { plans, leftOut } = plansFor(parsed.scenario, [pattern, ...others]);
      expect(leftOut, path).toEqual([]);
      expect(plans.map(({ name }) => name).sort(), path).toEqual([pattern, ...others].sort());
      recommended.add(pattern);
    }
    expect([...recommended].sort()).toEqual([
      ...['choreography', 'critical-path-hybrid', 'fan-out-fan-in', 'handoff', 'lead-and-subagents', 'pipeline'],
      ...['router', 'single-agent', 'supervisor', 'workflow'],
    ]);
  });

  it('shows at each answer a claim that exists, with a figure of it or a verdict that has one', () => {
    for (const { answers } of questions) {
      for (const { evidence } of answers) {
        expect(claimNamed(evidence.claim), evidence.claim).toBeDefined();
        const { verdict, figure } = evidenceOf(toldVerdicts(), evidence);
        expect(`${verdict} ${figure ?? ''}`.length).toBeGreaterThan(4);
        if (evidence.row !== undefined) expect(figure).toMatch(/: -?\$?\d/);
      }
    }
  });

  it('comes with the verdicts of docs/claims.md (regenerate: npm run generate)', () => {
    const docs = readFileSync(join(ROOT, 'docs/claims.md'), 'utf8');
    expect(readFileSync(join(ROOT, VERDICTS), 'utf8')).toBe(verdictsOf(docs));
    expect(readFileSync(join(ROOT, ADVICE), 'utf8')).toBe(adviceOf(verdictsOf(docs)));
  });

  it('reads what it can of a scenario, and changes in it only what was asked', () => {
    const shipment = builtin('shipment');
    const known = answersOf(scenarioOf(shipment));
    expect(known).toEqual({ flow: 'chain', size: 'some', side: 'yes', load: 'yes' });
    expect(answersOf(scenarioOf(builtin('article')))).toMatchObject({ flow: 'chain', side: 'yes', load: 'no' });
    const answers: Answers = { ...known, speed: 'no', recovery: 'yes', trace: 'yes', worse: 'wrong' };
    const parsed = parseScenario(shipment, 'shipment.yaml', wantedSettings(answers));
    if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
    expect(parsed.scenario.policies.tracing).toBe(true);
    expect(parsed.scenario.task.steps).toEqual(scenarioOf(shipment).task.steps);
  });

  it('takes numbers, keys and their beginnings, and nothing else', () => {
    const [flow] = questions;
    for (const text of ['2', 'parts', ' Parts ', 'pa']) expect(answerMeant(flow!, text)?.key).toBe('parts');
    for (const text of ['', '0', '5', 'x', 'partsy']) expect(answerMeant(flow!, text)).toBeNull();
  });
});
