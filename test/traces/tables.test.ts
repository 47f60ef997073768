import { describe, expect, it } from 'vitest';
import { tasksIn, traceIn } from './written.js';

describe('a plain table', () => {
  it('is read by forgiving names, and says how', async () => {
    const { tasks, gaps, dialect } = await traceIn(
      'calls.csv',
      'Run ID;Agent;Start (ms);End (ms);Prompt Tokens;Completion Tokens;Cached;Error;Note\nr1;lead;1000;2500;100;20;40;;x\nr1;"writer, junior";2500;3000;50;5;0;timeout;y\n',
    );
    expect(dialect).toBe('csv');
    expect(tasks[0]!.calls).toMatchObject([
      { agent: 'lead', start: 0, end: 1.5, input: 100, output: 20, cacheRead: 40, error: undefined },
      { agent: 'writer, junior', start: 1.5, end: 2, input: 50, output: 5, error: 'timeout' },
    ]);
    expect(gaps.join('\n')).toMatch(/not read: Note/);
    expect(gaps).toContain('Start (ms) is read in ms.');
  });

  it('knows dates, epochs and durations', async () => {
    const [dated] = await tasksIn(
      'dates.csv',
      'run,start,latency_ms,input\na,2026-01-01T00:00:00Z,250,1\na,2026-01-01 00:00:02.5,500,1\n',
    );
    expect(dated!.calls.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.25],
      [2.5, 3],
    ]);
    const [epoch] = await tasksIn('epoch.csv', 'run,timestamp,input\na,1767225600123,1\na,1767225601123,1\n');
    expect(epoch!.calls.map(({ start }) => start)).toEqual([0, 1]);
  });

  it('takes a parent as a row where there is one, and as who called where there is none', async () => {
    const [task] = await tasksIn(
      'parents.csv',
      'run,id,agent,parent,input\na,1,lead,,1\na,2,writer,1,1\na,3,writer,boss,1\n',
    );
    expect(task!.calls.map(({ id, parent, agent: who }) => [id, parent, who])).toEqual([
      ['a/1', 'a/1/agent', 'lead'],
      ['a/2', 'a/1/agent', 'writer'],
      ['a/3', 'a/boss', 'writer'],
    ]);
    expect(task!.spans.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['a/1/agent', 'agent', 'lead'],
      ['a/boss', 'agent', 'boss'],
    ]);
  });
});
