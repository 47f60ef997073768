import { difference, level, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { inPercent, inPoints, measured } from './measured/figures.js';
import { number } from './prediction.js';

const BETTER = 'a better checker';
const correctOf = (pattern: string, at?: string) => reading(pattern, 'correct', at);
const gainOf = (pattern: string) => difference(correctOf(pattern, BETTER), correctOf(pattern));

export const listener = defineLesson({
  id: 'listener',
  title: 'The listener who heard too early',
  claim: { id: 'choreography-fits', type: 'E/Q', verdict: 'assumed' },
  source: 'Agentic Patterns: Orchestrator vs Choreography',
  setup:
    'An article is summarised. A fact-checker reads the summary, and so does a tagger, both at once. Each agent acts when it hears that its input is ready.',
  question:
    'The fact-checker catches 75 % of false claims. You buy one that catches 95 %. How many more articles of a hundred are correct?',
  settings: [
    { name: 'article', scenario: 'article', patterns: ['choreography', 'maker-checker'], runs: 1000 },
    {
      name: BETTER,
      scenario: 'article',
      set: ['agents.fact-checker.detection=0.95'],
      patterns: ['choreography', 'maker-checker'],
      runs: 1000,
    },
    {
      name: 'no checker',
      scenario: 'article',
      set: ['agents.fact-checker.detection=0'],
      patterns: ['choreography'],
      runs: 1000,
    },
  ],
  predict: number({ label: 'Choreography gains', unit: 'points', from: 0, to: 20, step: 1, answer: 'gain' }),
  figures: measured('listener', [
    { id: 'gain', label: 'correct, choreography, 95 % caught minus 75 %', of: gainOf('choreography'), ...inPoints },
    {
      id: 'gate-gain',
      label: 'correct, maker-checker, 95 % caught minus 75 %',
      of: gainOf('maker-checker'),
      ...inPoints,
    },
    {
      id: 'none',
      label: 'correct, choreography, nothing caught',
      of: level(correctOf('choreography', 'no checker')),
      ...inPercent,
    },
  ]),
  run: {
    patterns: ['choreography', 'maker-checker'],
    replication: 18,
    watch: 'Both checkers reject the false claim. In the choreography the tagger has read it by then.',
  },
  why: 'The tagger heard the summary together with the checker. A retraction does not reach copies that went elsewhere, so the tags still carry the false claim. Citations and tags are never checked at all. Where every result is checked before anyone else reads it (maker-checker), the same purchase gains {gate-gain}.',
  myth: 'A better checker helps wherever it sits.',
  tryThis: {
    ask: 'Set detection to zero: choreography is still correct in {none} of articles. Little of its quality ever came from the checker.',
    set: ['agents.fact-checker.detection=0'],
    measure: 'correct',
  },
});
