import { difference, level, ratio, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { counted, inPercent, inPoints, inTimes, measured } from './measured/figures.js';
import { order } from './prediction.js';

const WEAK = 'a weak generalist';
const TEAMS = ['single-agent', 'supervisor'];
const at = (scenario: string, pattern: string) => reading(pattern, 'correct', scenario);
const gain = (scenario: string) => difference(at(scenario, 'supervisor'), at(scenario, 'single-agent'));

export const oneAgent = defineLesson({
  id: 'one-agent',
  title: 'Is one agent enough?',
  claim: null,
  source: 'Agentic AI: Pick a Multi-Agent Pattern (Or Decide You Need One Agent)',
  setup:
    'Announce is four short posts, payments five short steps, research four searches, coding five steps with long files and logs. Each is given to one agent, or to specialists under a supervisor.',
  question: 'Where does a team gain most over one agent in correct results, and where least?',
  settings: [
    { name: 'announce', scenario: 'announce', patterns: TEAMS, runs: 1000 },
    { name: 'payments', scenario: 'payments', patterns: TEAMS, runs: 1000 },
    { name: 'research', scenario: 'research', patterns: TEAMS, runs: 1000 },
    { name: 'coding', scenario: 'coding', patterns: TEAMS, runs: 1000 },
    {
      name: WEAK,
      scenario: 'announce',
      set: ['generalist.penalty=5'],
      patterns: TEAMS,
      runs: 1000,
    },
  ],
  predict: order({
    rule: 'where the team gains most, first',
    first: 'highest',
    items: [
      { label: 'payments', figure: 'payments' },
      { label: 'coding', figure: 'coding' },
      { label: 'announce', figure: 'announce' },
      { label: 'research', figure: 'research' },
    ],
  }),
  figures: measured('one-agent', [
    { id: 'payments', label: 'correct, supervisor minus one agent, payments', of: gain('payments'), ...inPoints },
    { id: 'coding', label: 'correct, supervisor minus one agent, coding', of: gain('coding'), ...inPoints },
    { id: 'announce', label: 'correct, supervisor minus one agent, announce', of: gain('announce'), ...inPoints },
    { id: 'research', label: 'correct, supervisor minus one agent, research', of: gain('research'), ...inPoints },
    { id: 'one-coding', label: 'correct, one agent, coding', of: level(at('coding', 'single-agent')), ...inPercent },
    {
      id: 'behind',
      label: 'correct, one agent minus supervisor, announce',
      of: difference(at('announce', 'single-agent'), at('announce', 'supervisor')),
      ...inPoints,
    },
    {
      id: 'cost',
      label: 'cost, supervisor over one agent, announce',
      of: ratio(reading('supervisor', 'cost', 'announce'), reading('single-agent', 'cost', 'announce')),
      ...inTimes,
      digits: 1,
    },
    {
      id: 'dropped',
      label: 'claims missing per post, supervisor, announce',
      of: level(reading('supervisor', 'missing', 'announce')),
      ...counted('claims', 2),
    },
    {
      id: 'weak',
      label: 'correct, one agent that errs five times as often',
      of: level(at(WEAK, 'single-agent')),
      ...inPercent,
    },
    { id: 'team', label: 'correct, supervisor, announce', of: level(at(WEAK, 'supervisor')), ...inPercent },
  ]),
  run: {
    patterns: ['single-agent', 'supervisor'],
    replication: 7,
    watch: 'The team’s last step: the coordinator retells what the others made, and leaves out one claim.',
  },
  why: 'Every hand-over is a decision, and the coordinator retells the result: it drops {dropped} per post. On short work the team is {behind} behind (announce), at {cost} the cost. In coding one agent’s context fills with files and logs ({one-coding} correct); specialists with short contexts gain {coding}. A team pays where one context would fill.',
  myth: 'More agents, more right.',
  tryThis: {
    ask: 'Let the one agent err five times as often outside its speciality: {weak} correct, and now the team leads with {team}.',
    set: ['generalist.penalty=5'],
    measure: 'correct',
  },
});
