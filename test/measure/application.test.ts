import { afterEach, describe, expect, it } from 'vitest';
import { type Application, Harness } from '../../src/real/measure/harness.js';
import { measureInProcess } from '../../src/real/measure/in-process.js';
import { measurementOf } from '../../src/real/measure/measurement.js';
import { mockProvider } from '../../src/real/provider.js';
import { loadScenarioFile } from '../../src/scenario/file.js';
import { storyOf } from '../../src/sim/record/story.js';

const scenarioOf = (...set: string[]) => {
  const read = loadScenarioFile('examples/newsroom.yaml', set);
  if (!read.ok) throw new Error('newsroom');
  return read.scenario;
};
const appNamed = async (name: string): Promise<Application> =>
  ((await import(`./apps/${name}.mjs`)) as { default: Application }).default;
const RUNS = 30;
const measured = async (name: string, against: string, set: string[] = []) => {
  const scenario = scenarioOf(...set);
  const runs = await measureInProcess({ scenario, seed: 'rehearsal', runs: RUNS, load: () => appNamed(name) });
  return measurementOf({
    scenario,
    seed: 'rehearsal',
    requested: RUNS,
    against,
    candidates: ['pipeline', 'workflow', 'choreography'],
    ...runs,
  });
};

let harness: Harness | null = null;
afterEach(() => {
  harness?.uninstall();
  harness = null;
});

describe('an application on the client of OpenAI', () => {
  it('that is a pipeline does what pipeline predicts, replication by replication', async () => {
    const { agreement, warnings } = await measured('pipeline', 'pipeline');
    expect(agreement).toMatchObject({ equal: RUNS, differences: [] });
    for (const deviation of [agreement.latency, agreement.inputTokens, agreement.outputTokens]) {
      expect(Math.abs(deviation)).toBeLessThan(0.001);
    }
    expect(warnings).toEqual([]);
  });

  it('whose tagger works beside the check is named, and so is the race', async () => {
    const race = await measured('race', 'pipeline');
    expect(race.likelihoods[0]!.pattern).toBe('workflow');
    expect(race.agreement.equal).toBe(0);
    expect(race.agreement.races[0]).toMatchObject({ reader: 'tag', check: 'fact-check', deliveredPredicted: [] });
    expect(race.agreement.races[0]!.delivered.length).toBeGreaterThan(0);
    const workflow = await measured('race', 'workflow');
    expect(workflow.agreement).toMatchObject({ equal: RUNS, differences: [], races: [] });
    expect(workflow.agreement.correct.measured).toBe(workflow.agreement.correct.predicted);
    expect(workflow.agreement.escaped.measured).toBe(workflow.agreement.escaped.predicted);
  });

  it('lives through failures and retries as its client has them', async () => {
    const set = [
      'agents.defaults.failure=0.3',
      'client.attempts=3',
      'client.backoff.base=0.5s',
      'client.backoff.factor=2',
      'client.backoff.jitter=0',
    ];
    const { agreement } = await measured('pipeline', 'pipeline', set);
    expect(agreement.sameCalls).toBe(RUNS);
  });

  it('comes out the same to the byte each time', async () => {
    const scenario = scenarioOf('agents.defaults.failure=0.2');
    const once = async (): Promise<string> => {
      harness = new Harness('rehearsal');
      harness.install(mockProvider({ scenario, seed: 'rehearsal', clock: harness.clock }));
      const application = await appNamed('race');
      const texts: string[] = [];
      for (let replication = 0; replication < 5; replication++) {
        const { run, answer, failed } = await harness.measure(application, replication);
        const story = storyOf({ scenario }, run.record, { pattern: 'measured', seed: 'rehearsal', task: 0 });
        texts.push(JSON.stringify([story, answer, failed, run.calls]));
      }
      harness.uninstall();
      return texts.join('\n');
    };
    expect(await once()).toBe(await once());
  });

  it('answers calls fast', async () => {
    const scenario = scenarioOf();
    harness = new Harness('rehearsal');
    harness.install(mockProvider({ scenario, seed: 'rehearsal', clock: harness.clock }));
    const began = process.cpuUsage();
    let calls = 0;
    const body = JSON.stringify({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'You are the tagger.' },
        { role: 'user', content: 'x' },
      ],
    });
    await harness.measure(async () => {
      for (; calls < 1000; calls++) {
        await (await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, { method: 'POST', body })).text();
      }
      return 'x';
    }, 0);
    const { user, system } = process.cpuUsage(began);
    const seconds = (user + system) / 1e6;
    // Of this process, which warms up meanwhile.
    expect(calls / seconds).toBeGreaterThan(300);
    process.stdout.write(`${Math.round(calls / seconds)} mock calls per second of the processor\n`);
  });
});

describe('what is wrong is told with its next step', () => {
  it('an unknown caller', async () => {
    const scenario = scenarioOf();
    const stranger: Application = async () => {
      const body = JSON.stringify({
        model: 'gpt-4o',
        messages: [{ role: 'system', content: 'You are somebody else.' }],
      });
      const answer = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, { method: 'POST', body });
      if (!answer.ok) throw new Error(`the model said ${answer.status}`);
      return 'x';
    };
    const { warnings, records } = await measureInProcess({ scenario, seed: 's', runs: 3, load: () => stranger });
    expect(records.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
    const [unknown, failed] = warnings;
    expect(unknown!.message).toContain('In 3 replications a request came from no agent of the scenario');
    expect(unknown!.next).toMatch(/real/);
    expect(failed!.message).toContain('the model said 400');
  });

  it('a second connection', async () => {
    const caller: Application = async () => {
      await fetch('https://api.example.com/v1').catch(() => undefined);
      return 'x';
    };
    const { warnings } = await measureInProcess({ scenario: scenarioOf(), seed: 's', runs: 2, load: () => caller });
    expect(warnings.map(({ message }) => message).join()).toContain('tried to reach api.example.com:443 (3 times)');
  });

  it('a run that cannot repeat', async () => {
    let tasks = 0;
    const forgetful: Application = async () => String(tasks++);
    const { warnings } = await measureInProcess({ scenario: scenarioOf(), seed: 's', runs: 2, load: () => forgetful });
    expect(warnings.map(({ message }) => message).join()).toContain(
      'Replication 0 was run twice and did not come out the same',
    );
  });
});
