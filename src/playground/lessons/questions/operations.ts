import { ratio, reading } from '../../../claims/say.js';
import type { QuizQuestion } from '../lesson.js';
import { counted } from '../measured/figures.js';
import { choice, order } from '../prediction.js';
import { ask, exact, HERE, levelOf, times, whole } from './ask.js';

const RATE = 'workload.arrivals.poisson';
const LINE = 'The line before the participant that all tickets pass through.';

/** Load, crashes, time-outs and silence. */
export const operations: readonly QuizQuestion[] = [
  ask({
    id: 'saturation',
    lesson: 'rush-hour',
    question:
      'A coordinator takes four to five seconds for a decision, and decides about five times per ticket. How many tickets an hour can it serve?',
    predict: choice({ options: ['80', '350', '165', '700'], answer: 2, figures: ['limit'] }),
    scenario: 'support',
    patterns: ['supervisor', 'choreography'],
    runs: 30,
    figures: [
      levelOf('limit', 'arrival rate at saturation, supervisor', 'supervisor', 'saturation', counted('tickets/h')),
    ],
    why: 'An hour over the coordinator’s seconds per ticket: {limit}.',
    task: 120,
    watch: LINE,
  }),
  ask({
    id: 'failures-at-180',
    lesson: 'rush-hour',
    question: 'At 120 tickets an hour a supervisor loses few. How many at 180?',
    predict: choice({ options: ['6 %', '2 %', '65 %', '20 %'], answer: 2, figures: ['failed'] }),
    scenario: 'support',
    set: [`${RATE}=180/h`],
    patterns: ['supervisor', 'router'],
    runs: 30,
    figures: [levelOf('failed', 'late or lost, supervisor, 180 an hour', 'supervisor', 'operationalFailures', whole)],
    why: '{failed}: past its limit a queue grows for as long as tickets come.',
    task: 120,
    watch: LINE,
  }),
  ask({
    id: 'four-slots',
    lesson: 'rush-hour',
    question: 'The coordinator gets four slots, at 180 tickets an hour. How many are late or lost?',
    predict: choice({ options: ['15 %', '1 %', '4 %', '60 %'], answer: 1, figures: ['failed'] }),
    scenario: 'support',
    set: [`${RATE}=180/h`, 'coordinator.capacity=4'],
    patterns: ['supervisor', 'choreography'],
    runs: 30,
    figures: [levelOf('failed', 'late or lost, four slots', 'supervisor', 'operationalFailures', whole)],
    why: '{failed}: a coordinator can be scaled as anybody else.',
    task: 120,
    watch: 'Is there a line before the coordinator?',
  }),
  ask({
    id: 'one-agent-at-120',
    lesson: 'rush-hour',
    question:
      'One agent handles every ticket by itself, one at a time; it can serve about 100 an hour. At 120 come in, how many are late or lost?',
    predict: choice({ options: ['20 %', '2 %', '62 %', '6 %'], answer: 2, figures: ['failed'] }),
    scenario: 'support',
    set: [`${RATE}=120/h`],
    patterns: ['single-agent', 'supervisor'],
    runs: 30,
    figures: [levelOf('failed', 'late or lost, one agent, 120 an hour', 'single-agent', 'operationalFailures', whole)],
    why: '{failed}, not the sixth that cannot be served: all wait in the same line.',
    task: 120,
    watch: LINE,
  }),
  ask({
    id: 'right-at-240',
    lesson: 'rush-hour',
    question: 'At 240 tickets an hour, who is right most often?',
    predict: choice({
      options: ['Choreography', 'A supervisor', 'A router that hands each ticket to one agent'],
      answer: 2,
      figures: ['router', 'choreography', 'supervisor'],
    }),
    scenario: 'support',
    set: [`${RATE}=240/h`],
    patterns: ['router', 'choreography', 'supervisor'],
    runs: 30,
    figures: [
      levelOf('router', 'correct, router', 'router', 'correct', whole),
      levelOf('choreography', 'correct, choreography', 'choreography', 'correct', whole),
      levelOf('supervisor', 'correct, supervisor', 'supervisor', 'correct', whole),
    ],
    why: 'A router decides once per topic and is out of the way: {router}, choreography {choreography}.',
    task: 120,
    watch: 'How often does each ticket pass through the centre?',
  }),
  ask({
    id: 'knock-out-article',
    lesson: 'who-must-not-fail',
    question:
      'An article under choreography: no centre, and nearly every agent exists once. The worst participant goes down for good. How many articles lose something?',
    predict: choice({ options: ['25 %', '100 %', '50 %', '12 %'], answer: 1, figures: ['lost'] }),
    scenario: 'article',
    patterns: ['choreography', 'supervisor'],
    runs: 400,
    disturbed: true,
    figures: [levelOf('lost', 'lost with the worst participant', 'choreography', 'singlePoint', whole)],
    why: '{lost}: whoever has no substitute is a single point of failure.',
    watch: 'Who could do the work of another?',
  }),
  ask({
    id: 'knock-out-handoff',
    lesson: 'who-must-not-fail',
    question:
      'Tickets are handed from agent to agent, four of each role. The worst participant goes down for good. How many tickets lose something?',
    predict: choice({
      options: ['All', 'About one in four', 'About two thirds', 'None'],
      answer: 3,
      figures: ['lost'],
    }),
    scenario: 'support',
    patterns: ['handoff', 'supervisor'],
    runs: 60,
    disturbed: true,
    figures: [levelOf('lost', 'lost with the worst participant, handoff', 'handoff', 'singlePoint', whole)],
    why: '{lost} of those tried: three others of each role are left.',
    watch: 'Who could do the work of another?',
  }),
  ask({
    id: 'full-transcript',
    lesson: 'full-desk',
    question:
      'A supervisor keeps all tool traffic in its transcript. How many times the input tokens of a workflow does it read?',
    predict: choice({ options: ['5 times', '13 times', '2 times', '30 times'], answer: 1, figures: ['tokens'] }),
    scenario: 'coding',
    set: ['patterns.supervisor.limit=25', 'patterns.supervisor.history=full'],
    patterns: ['supervisor', 'workflow'],
    runs: 1000,
    figures: [
      {
        id: 'tokens',
        label: 'input tokens, supervisor over workflow',
        of: ratio(reading('supervisor', 'inputTokens', HERE), reading('workflow', 'inputTokens', HERE)),
        ...times,
      },
    ],
    why: '{tokens}: every call reads every file again.',
    replication: 8,
    watch: 'The contexts on the left grow with every call.',
  }),
  ask({
    id: 'no-time-out',
    lesson: 'slow-editor',
    question: 'One edit in fifty never ends. Without any time-out, how many posts of a pipeline are late or lost?',
    predict: choice({ options: ['2 %', '20 %', '8 %', '41 %'], answer: 3, figures: ['lost'] }),
    scenario: 'content',
    set: ['policies.timeout=.inf'],
    patterns: ['pipeline', 'workflow'],
    runs: 60,
    figures: [levelOf('lost', 'late or lost, no time-out', 'pipeline', 'operationalFailures', whole)],
    why: '{lost}: an edit that never ends takes its editor along, and there are two.',
    task: 60,
    watch: 'The line before the editors.',
  }),
  ask({
    id: 'alerts',
    lesson: 'silence',
    question:
      'Events are never delivered twice, but after five minutes somebody is alerted. Without alerts three orders in ten stall; with them, how many are late or lost?',
    predict: choice({ options: ['2 %', '7 %', '20 %'], answer: 1, figures: ['lost'] }),
    scenario: 'payments',
    set: ['policies.retry.attempts=1', 'policies.redelivery.attempts=1', 'policies.deadLetters.alertAfter=5m'],
    patterns: ['choreography', 'workflow'],
    runs: 1000,
    figures: [levelOf('lost', 'late or lost, with alerts', 'choreography', 'operationalFailures', exact)],
    why: '{lost}: a silent failure that somebody hears of can be mended.',
    replication: 1,
    watch: 'Who hears of the event that came to nothing?',
  }),
  ask({
    id: 'who-fails-least',
    lesson: 'silence',
    question: 'Calls are tried twice and events delivered three times. Which loses the fewest orders?',
    predict: choice({
      options: ['A workflow', 'Choreography', 'A supervisor', 'A pipeline'],
      answer: 1,
      figures: ['choreography', 'workflow', 'supervisor', 'pipeline'],
    }),
    scenario: 'payments',
    patterns: ['choreography', 'workflow', 'supervisor', 'pipeline'],
    runs: 1000,
    figures: [
      levelOf('choreography', 'late or lost, choreography', 'choreography', 'operationalFailures', exact),
      levelOf('workflow', 'late or lost, workflow', 'workflow', 'operationalFailures', exact),
      levelOf('supervisor', 'late or lost, supervisor', 'supervisor', 'operationalFailures', exact),
      levelOf('pipeline', 'late or lost, pipeline', 'pipeline', 'operationalFailures', exact),
    ],
    why: 'Choreography, {choreography}: it has one try more, and nobody gives up an order for good.',
    replication: 3,
    watch: 'The same failing step, on both sides.',
  }),
];

/** One that is answered by an order. */
export const crashed: QuizQuestion = ask({
  id: 'scraping',
  lesson: 'restart',
  question: 'Five sites are scraped, one defends itself, scrapers crash. Where do most pages come late or not at all?',
  predict: order({
    rule: 'most late or lost first',
    first: 'highest',
    items: [
      { label: 'Scrapers with a collector that waits for all', figure: 'collector' },
      { label: 'Scrapers that are watched by an overseer', figure: 'overseer' },
      { label: 'Scrapers that react to events', figure: 'events' },
    ],
  }),
  scenario: 'scraping',
  patterns: ['overseer', 'choreography', 'fan-out-fan-in'],
  runs: 1000,
  figures: [
    levelOf('collector', 'late or lost, collector', 'fan-out-fan-in', 'operationalFailures', exact),
    levelOf('overseer', 'late or lost, overseer', 'overseer', 'operationalFailures', exact),
    levelOf('events', 'late or lost, choreography', 'choreography', 'operationalFailures', exact),
  ],
  why: 'Who watches can start again what hangs: {overseer}. Without redelivery nobody asks after a lost event: {events}.',
  watch: 'What happens to the page that hangs?',
});
