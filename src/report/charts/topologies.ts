import { agent, all, call, code, event, exchange, medium, model, type Topology, watcher } from './topology.js';

/** Of every pattern of the catalogue, by its name; a test holds that none is without one. */
export const TOPOLOGIES: Readonly<Record<string, Topology>> = {
  'single-agent': {
    nodes: [agent('agent', 12, 14.5, 'one agent', { size: 4.6 })],
    links: [call('agent', 'agent', { bend: 5 })],
    calls: 'one agent calls itself, step after step.',
    decides: 'the agent itself.',
    shared: 'one conversation, which grows with every step.',
  },
  pipeline: {
    nodes: ['first', 'second', 'last'].map((id, i) => agent(id, 4 + 8 * i, 12, `${id} stage`, { size: 2.7 })),
    links: [call('first', 'second'), call('second', 'last')],
    calls: 'code calls one stage after the other; each hands its result to the next.',
    decides: 'the fixed order, written in code.',
    shared: 'nothing; a stage sees the result before it.',
  },
  'fan-out': {
    nodes: [
      code('trigger', 4, 12),
      ...[3.6, 12, 20.4].map((y, i) => agent('abc'[i]!, 19.6, y, 'agent', { labelled: 'right' })),
    ],
    links: ['a', 'b', 'c'].map((to) => call('trigger', to)),
    calls: 'a trigger calls all agents at once and waits for none.',
    decides: 'code, once, at the start.',
    shared: 'the brief; results are never merged.',
  },
  'fan-out-fan-in': {
    nodes: [
      code('start', 3.4, 12),
      ...[3.6, 12, 20.4].map((y, i) => agent('abc'[i]!, 12, y, 'agent')),
      agent('merge', 20.6, 12, 'collector'),
    ],
    links: [...['a', 'b', 'c'].map((to) => call('start', to)), ...['a', 'b', 'c'].map((from) => call(from, 'merge'))],
    calls: 'code calls all agents at once; one last call reads all their results.',
    decides: 'code, at the start; the collector merges.',
    shared: 'the brief; agents do not see each other.',
  },
  workflow: {
    nodes: [
      code('engine', 12, 12, 'engine', { labelled: 'corner' }),
      agent('a', 3.4, 12, 'first'),
      agent('b', 12, 3.6, 'second', { labelled: 'above' }),
      agent('c', 12, 20.4, 'third'),
      agent('d', 20.6, 12, 'last'),
    ],
    links: [
      ...['a', 'b', 'c', 'd'].map((to) => event('engine', to, { ends: 'none', weight: 0.9 })),
      ...[call('a', 'b'), call('a', 'c'), call('b', 'd'), call('c', 'd')],
    ],
    calls: 'an engine calls each agent as soon as its inputs are there.',
    decides: 'code: the graph of what needs what.',
    shared: 'nothing; a step sees exactly its inputs.',
  },
  'maker-checker': {
    nodes: [agent('maker', 4.6, 12, 'maker', { size: 3 }), model('checker', 19.4, 12, 'checker', { size: 3.2 })],
    links: [call('maker', 'checker', { bend: -4.6 }), call('checker', 'maker', { bend: -4.6 })],
    calls: 'code calls the maker, then the checker; a flagged result goes back.',
    decides: 'the checker: pass or again.',
    shared: 'the draft, and the feedback on it.',
  },
  debate: {
    nodes: [
      agent('a', 4, 9, 'member', { labelled: 'left' }),
      agent('b', 12, 3.4, 'member', { labelled: 'above' }),
      agent('c', 20, 9, 'member', { labelled: 'right' }),
      code('vote', 12, 20.4, 'vote'),
    ],
    links: [...all(['a', 'b', 'c']), ...['a', 'b', 'c'].map((from) => call(from, 'vote'))],
    calls: 'code calls all members with the same question, for some rounds.',
    decides: 'code counts the votes, claim by claim.',
    shared: 'after each round, the answers of all.',
  },
  router: {
    nodes: [
      model('router', 3.8, 12, 'router'),
      ...[4, 12, 20].flatMap((y, i) => [
        agent(`${'abc'[i]!}1`, 13, y, '', { idle: i > 0, size: 2.1 }),
        agent(`${'abc'[i]!}2`, 20.6, y, ['chosen route', '', 'not called'][i]!, { idle: i > 0, size: 2.1 }),
      ]),
    ],
    links: ['a', 'b', 'c'].flatMap((route) =>
      route === 'a'
        ? [call('router', 'a1'), call('a1', 'a2')]
        : [
            event('router', `${route}1`, { ends: 'none', weight: 0.8 }),
            event(`${route}1`, `${route}2`, { ends: 'none', weight: 0.8 }),
          ],
    ),
    calls: 'one call reads the brief; then code runs the route that it named.',
    decides: 'a model, once, at the start.',
    shared: 'nothing; a step sees its inputs only.',
  },
  supervisor: {
    nodes: [
      model('supervisor', 12, 12, 'supervisor', { size: 3.4 }),
      agent('a', 4, 4.4, 'agent', { labelled: 'left' }),
      agent('b', 20, 4.4, 'agent', { labelled: 'right' }),
      agent('c', 4, 19.6, 'agent', { labelled: 'left' }),
      agent('d', 20, 19.6, 'agent', { labelled: 'right' }),
    ],
    links: ['a', 'b', 'c', 'd'].map((to) => exchange('supervisor', to)),
    calls: 'the supervisor calls one agent at a time, which reports back.',
    decides: 'a model in the middle, before every step.',
    shared: 'the whole transcript, read by all.',
  },
  'lead-and-subagents': {
    nodes: [
      model('lead', 12, 4.2, 'lead', { labelled: 'above', size: 3.2 }),
      ...['a', 'b', 'c'].map((id, i) => agent(id, 4 + 8 * i, 19, i === 1 ? 'sub-agents' : '')),
    ],
    links: ['a', 'b', 'c'].map((to) => exchange('lead', to)),
    calls: 'the lead calls sub-agents in parallel; each reports to it.',
    decides: 'a model, which writes a brief for each.',
    shared: 'nothing; a sub-agent sees its own brief only.',
  },
  'group-chat': {
    nodes: [
      medium('room', [12, 12], [21, 19], ''),
      agent('speaker', 12, 6.6, 'speaks now', { labelled: 'above' }),
      agent('a', 5.6, 12, 'reads', { idle: true }),
      agent('b', 18.4, 12, 'reads', { idle: true }),
      agent('c', 12, 17.2, 'reads', { idle: true }),
    ],
    links: ['a', 'b', 'c'].map((to) => call('speaker', to)),
    calls: 'one member speaks at a time, in turn or when called.',
    decides: 'code gives the floor in turn, or a model does.',
    shared: 'the room: all messages, read by all.',
  },
  handoff: {
    nodes: [
      agent('a', 3.4, 18.4, 'first', { idle: true }),
      agent('b', 9.2, 6, 'then', { idle: true, labelled: 'above' }),
      agent('c', 15, 18.4, 'then', { idle: true }),
      agent('d', 20.6, 6, 'active now', { labelled: 'above' }),
    ],
    links: [call('a', 'b', { weight: 0.8 }), call('b', 'c', { weight: 1.5 }), call('c', 'd', { weight: 2.4 })],
    calls: 'the active agent names the next one and hands over in the same call.',
    decides: 'each agent for itself; no coordinator.',
    shared: 'the conversation, which travels and grows.',
  },
  hierarchy: {
    nodes: [
      model('top', 12, 3.8, 'top supervisor', { labelled: 'above' }),
      model('left', 6.4, 11.8, 'team lead', { labelled: 'left', size: 2.2 }),
      model('right', 17.6, 11.8, 'team lead', { labelled: 'right', size: 2.2 }),
      ...['a', 'b', 'c', 'd'].map((id, i) => agent(id, 3.4 + [0, 5.8, 11.4, 17.2][i]!, 20.2, '', { size: 2.1 })),
    ],
    links: [
      ...[exchange('top', 'left'), exchange('top', 'right'), exchange('left', 'a'), exchange('left', 'b')],
      ...[exchange('right', 'c'), exchange('right', 'd')],
    ],
    calls: 'the top calls team leads, and each lead calls its own agents.',
    decides: 'a model at every level.',
    shared: 'within a team; upward goes only the answer of its lead.',
  },
  magentic: {
    nodes: [
      medium('ledger', [5.8, 6.4], [8, 8], 'facts, plan, progress'),
      model('lead', 17, 6.4, 'lead', { size: 3.2, labelled: 'right' }),
      ...['a', 'b', 'c'].map((id, i) =>
        agent(id, 7.4 + 6.5 * i, 20, i === 1 ? 'one agent a round' : '', { idle: i !== 1, size: 2.2 }),
      ),
    ],
    links: [
      exchange('lead', 'ledger'),
      event('lead', 'a', { ends: 'none', weight: 0.8 }),
      exchange('lead', 'b'),
      event('lead', 'c', { ends: 'none', weight: 0.8 }),
    ],
    calls: 'the lead calls one agent a round, and judges the progress after it.',
    decides: 'a model with a plan; without progress it plans again.',
    shared: 'a ledger of facts, plan and progress, kept by the lead.',
  },
  choreography: {
    nodes: [
      medium('bus', [12, 12], [20, 2.4], 'events'),
      agent('a', 5, 4, 'agent', { labelled: 'right' }),
      agent('b', 16, 4, 'agent', { labelled: 'right' }),
      agent('c', 8, 20, 'agent', { labelled: 'right' }),
      agent('d', 19, 20, 'agent', { labelled: 'right' }),
    ],
    links: [event('a', 'bus'), event('bus', 'b'), event('bus', 'c'), event('d', 'bus')],
    calls: 'no agent calls another: each listens for events, works, and announces.',
    decides: 'each agent for itself, by what it listens to.',
    shared: 'the bus of events.',
  },
  blackboard: {
    nodes: [
      medium('board', [12, 6.2], [20, 8], 'board: results so far'),
      ...['a', 'b', 'c'].map((id, i) => agent(id, 4.6 + 7.4 * i, 19, i === 1 ? 'agents read and post' : '')),
    ],
    links: ['a', 'b', 'c'].map((from) => exchange(from, 'board')),
    calls: 'no agent calls another: one that sees a ready step takes it.',
    decides: 'each agent; the first claim wins.',
    shared: 'the board, read and written by all.',
  },
  mesh: {
    nodes: [0, 1, 2, 3, 4].map((i) => {
      const angle = -Math.PI / 2 + (2 * Math.PI * i) / 5;
      const labelled = (['above', 'right', 'right', 'left', 'left'] as const)[i]!;
      const [x, y] = [12 + 9 * Math.cos(angle), 12.8 + 9 * Math.sin(angle)];
      return agent('abcde'[i]!, x, y, 'agent', { labelled, size: 2.1 });
    }),
    links: all(['a', 'b', 'c', 'd', 'e'], { weight: 0.9 }),
    calls: 'code calls all agents; each reads all the others and revises.',
    decides: 'a rule: it ends after some rounds, or without a change.',
    shared: 'all answers, read by all.',
  },
  'contract-net': {
    nodes: [
      code('manager', 12, 20.2, 'announces, awards'),
      agent('a', 3.4, 11, 'bids', { idle: true, labelled: 'left' }),
      agent('b', 8.6, 4.2, 'refuses', { idle: true, labelled: 'left' }),
      agent('c', 15.4, 4.2, 'wins, works', { labelled: 'right' }),
      agent('d', 20.6, 11, 'bids', { idle: true, labelled: 'right' }),
    ],
    links: [
      ...['a', 'b', 'd'].map((to) => event('manager', to, { ends: 'both', weight: 0.9 })),
      exchange('manager', 'c', { weight: 2 }),
    ],
    calls: 'each step is announced to all agents, and those that can do it bid.',
    decides: 'code: the least busy bidder is awarded the step.',
    shared: 'the announcement, read by all.',
  },
  overseer: {
    nodes: [
      watcher('overseer', 12, 4.6, 'overseer', { size: 3.2, labelled: 'right' }),
      ...['a', 'b', 'c'].map((id, i) => agent(id, 3.8 + 8.2 * i, 18.6, ['first', 'then', 'last'][i]!)),
    ],
    links: [
      ...['a', 'b', 'c'].map((from) => event(from, 'overseer', { weight: 0.9 })),
      ...[call('a', 'b'), call('b', 'c')],
    ],
    calls: 'no agent calls another: each starts as its inputs arrive.',
    decides: 'each agent; the overseer restarts one that is silent.',
    shared: 'heartbeats, heard by the overseer.',
  },
  'critical-path-hybrid': {
    nodes: [
      code('engine', 3.6, 5.4, 'engine'),
      agent('a', 12, 5.4, 'critical', { labelled: 'above' }),
      agent('b', 20.4, 5.4, 'critical', { labelled: 'above' }),
      medium('bus', [14.4, 13], [15.2, 2], 'events'),
      agent('c', 10, 20.4, 'beside', { labelled: 'right' }),
      agent('d', 18.6, 20.4, 'beside', { labelled: 'right' }),
    ],
    links: [
      ...[call('engine', 'a', { weight: 1.8 }), call('a', 'b', { weight: 1.8 })],
      ...[event('a', 'bus'), event('bus', 'c'), event('bus', 'd')],
    ],
    calls: 'an engine calls the critical steps; all others start by events.',
    decides: 'code on the critical path; beside it each agent.',
    shared: 'the bus; the outcome does not wait for it.',
  },
  'trunk-and-meshes': {
    nodes: [
      model('trunk', 3, 12, 'trunk', { size: 2.2 }),
      ...meshAt('a', 5.4),
      ...meshAt('b', 18.6),
      model('gateA', 17.4, 5.4, 'gate', { size: 1.7, labelled: 'above' }),
      model('gateB', 17.4, 18.6, 'gate', { size: 1.7 }),
      agent('merge', 21.4, 12, 'merge', { size: 1.9 }),
    ],
    links: [
      ...[call('trunk', 'a1', { weight: 0.9 }), call('trunk', 'b1', { weight: 0.9 })],
      ...all(['a1', 'a2', 'a3'], { weight: 0.9 }),
      ...all(['b1', 'b2', 'b3'], { weight: 0.9 }),
      ...['A', 'B'].flatMap((side) => [
        call(`${side.toLowerCase()}3`, `gate${side}`, { weight: 0.9 }),
        call(`gate${side}`, 'merge', { weight: 0.9 }),
      ]),
    ],
    calls: 'a trunk calls small meshes; a last call merges what they release.',
    decides: 'the trunk splits; the gate of each mesh releases or sends back.',
    shared: 'within a mesh, all answers; between meshes, nothing.',
  },
};

/** Three agents that read each other. */
function meshAt(name: string, y: number) {
  return [
    agent(`${name}1`, 7.4, y + 1.4, '', { size: 1.5 }),
    agent(`${name}2`, 10, y - 3, '', { size: 1.5 }),
    agent(`${name}3`, 12.8, y + 1.4, '', { size: 1.5 }),
  ];
}
