/** Tools of an agent's own, and those with which a member hands back to whoever leads. */
import { describe, expect, it } from 'vitest';
import { builtin, chain, scenarioOf, yaml } from '../sim/helper.js';
import type { App } from './apps.js';
import { rehearse, simulated } from './harness.js';
import { ask, type Message, tool, user } from './loop.js';

/** Each agent of a chain calls the tool that it has until it answers. */
const withTool: App = async ({ send, wait }, task) => {
  let text = task;
  for (const agent of ['a', 'b', 'c']) {
    const messages: Message[] = [user(text)];
    for (;;) {
      const said = await ask(send, wait, agent, messages, [tool('search', { query: { type: 'string' } })]);
      if (said.tool_calls === undefined) {
        text = said.content!;
        break;
      }
      messages.push(said);
      for (const { id } of said.tool_calls)
        messages.push({ role: 'tool', content: 'Found: nothing.', tool_call_id: id });
    }
  }
  return text;
};

describe('tools of its own', () => {
  it('are called as often as the step says, and take as many tokens', async () => {
    const text = yaml(chain().replace('b: { role: b,', 'b: { role: b, tools: { roundTrips: 3, result: 50 },'));
    const scenario = scenarioOf(text);
    const [predicted] = simulated(scenario, 'pipeline', {}, 1);
    const real = await rehearse(scenario, withTool, 0);
    expect(real.calls).toEqual(predicted!.calls);
    expect(real.calls).toHaveLength(6);
    expect(real.output).toBe(predicted!.output);
    // The tool stands in the prompts of a and c, too, which do not use it.
    expect(real.input - predicted!.input).toBeLessThan(80);
  });
});

/** A hub: members hand back by a tool of their own. */
const hub: App = async ({ send, wait }, task) => {
  const members = ['summariser', 'fact-checker', 'citation-finder', 'tagger'];
  const transcript: Message[] = [user(task)];
  let active = 'coordinator';
  for (let turn = 0; turn < 24; turn++) {
    const targets = active === 'coordinator' ? members : ['coordinator'];
    const said = await ask(
      send,
      wait,
      active,
      transcript,
      targets.map((name) => tool(`transfer_to_${name}`)),
    );
    transcript.push(said);
    const call = said.tool_calls?.[0];
    if (call === undefined) return said.content!;
    active = call.function.name.replace('transfer_to_', '');
    transcript.push({ role: 'tool', content: `{"assistant":"${active}"}`, tool_call_id: call.id });
  }
  throw new Error('too many turns');
};

it('lets members hand back to a hub, which goes on as a supervisor does', async () => {
  const scenario = scenarioOf(builtin('article'), ['agents.citation-finder.hang=0']);
  const wording = {
    rosterBase: 12,
    rosterPerMember: 18,
    handoff: 24,
    handback: 10,
    memberRoster: 31,
    memberHandoff: 8,
  };
  const predicted = simulated(scenario, 'supervisor', { limit: 24, wording }, 12);
  for (let replication = 0; replication < 12; replication++) {
    const real = await rehearse(scenario, hub, replication);
    expect(real.calls, `replication ${replication}`).toEqual(predicted[replication]!.calls);
    expect(real.outcome).toBe(predicted[replication]!.outcome);
  }
});
