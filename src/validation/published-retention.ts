/**
 * Accuracy lost in long contexts: NoLiMa (arXiv 2502.05167), the authors' table: a base score in short contexts, then scores
 * at 1K to 32K tokens. The simulator's form for it is Hill's. Every other length sets it; the others are checked.
 */
import { taskValue } from '../measures/index.js';
import { type Luckily, sampled } from './effort.js';
import { meanOf } from './estimate.js';
import { chainOf, MODEL, plainScenario } from './plain.js';
import { checks, type Finding, type PublishedRow, sets } from './published-row.js';

/** One model's line of the table, in percent, and what its scores at 1K, 4K and 16K set. */
export interface FittedLine {
  readonly model: string;
  readonly base: number;
  readonly scores: readonly number[];
  /** By least squares over the base times the Hill form. */
  readonly half: number;
  readonly steepness: number;
}

export const LENGTHS = [1000, 2000, 4000, 8000, 16_000, 32_000] as const;
/** Places in LENGTHS. */
export const SETTING = [0, 2, 4] as const;
const BETWEEN = [1, 3] as const;
const BEYOND = [5] as const;

const line = (
  model: string,
  base: number,
  scores: FittedLine['scores'],
  half: number,
  steepness: number,
): FittedLine => ({
  model,
  base,
  scores,
  half,
  steepness,
});

export const LINES: readonly FittedLine[] = [
  line('GPT-4o', 99.3, [98.1, 98.0, 95.7, 89.2, 81.6, 69.7], 55_830, 1.22),
  line('Llama 3.3 70B', 97.3, [94.2, 87.4, 81.5, 72.1, 59.5, 42.7], 25_720, 0.93),
  line('Gemini 1.5 Pro', 92.6, [86.4, 82.7, 75.4, 63.9, 55.5, 48.2], 26_500, 0.79),
  line('Claude 3.5 Sonnet', 87.6, [85.4, 84.0, 77.6, 61.7, 45.7, 29.8], 17_070, 1.39),
  line('GPT-4o mini', 84.9, [67.7, 58.2, 44.1, 32.6, 20.6, 13.7], 4450, 0.91),
  line('Mistral Large 2', 87.9, [86.1, 85.5, 73.3, 51.5, 32.6, 18.7], 11_380, 1.55),
];

/** Points of accuracy. */
const WITHIN = 3;
/** What a call holds beside the brief: the chat format of a prompt and a message. */
const FRAMING = 3 + 4 + 4;
/** Of each call: they are cheaper to draw than calls. */
const CLAIMS = 50;
const STEEPNESS = 'a curve that falls faster around 8K and levels off towards 32K; here one steepness serves all of it';

export function retentionRows(luck: Luckily): PublishedRow[] {
  return LINES.flatMap((line) => {
    const basis = `set by ${line.base} % in short contexts, and by the scores at 1K, 4K and 16K`;
    const setting = worst(line, SETTING, luck);
    const between = worst(line, BETWEEN, luck);
    const beyond = worst(line, BEYOND, luck);
    const form = `half ${line.half.toLocaleString('en-US')}, steepness ${line.steepness}`;
    const set = finding(line, `${setting.at} (of 1K, 4K and 16K the worst)`, `they set, with ${line.base} %, ${form}`);
    const inner = finding(line, `${between.at} (of 2K and 8K the worse)`, basis);
    return [
      sets(set, setting.published, setting.got, WITHIN),
      checks(inner, between.published, between.got, WITHIN, STEEPNESS),
      checks(finding(line, beyond.at, basis), beyond.published, beyond.got, WITHIN, STEEPNESS),
    ];
  });
}

const finding = ({ model }: FittedLine, at: string, basis: string): Finding => ({
  name: model,
  what: `right answers at ${at}`,
  unit: '%',
  source: "NoLiMa, arXiv 2502.05167, the authors' table",
  basis,
});

/** The length, of some, at which the form is farthest off. */
function worst(
  line: FittedLine,
  places: readonly number[],
  luck: Luckily,
): { at: string; published: number; got: number } {
  const all = places.map((place) => ({
    at: `${LENGTHS[place]! / 1000}K tokens`,
    published: line.scores[place]!,
    got: score(line, LENGTHS[place]!, luck),
  }));
  return all.reduce((a, b) => (Math.abs(b.got - b.published) > Math.abs(a.got - a.published) ? b : a));
}

/** Right claims, in percent, of an agent whose calls are so many tokens long. */
function score({ model, base, half, steepness }: FittedLine, tokens: number, luck: Luckily): number {
  const spec = { ...MODEL, name: model, retention: { half, steepness } };
  const form = chainOf(1, { model: spec, hallucination: 1 - base / 100 }, { claims: CLAIMS });
  const scenario = plainScenario({ ...form, brief: { tokens: tokens - FRAMING } });
  const wrong = sampled(scenario, { name: 'pipeline' }, luck, (run) => taskValue('rootErrors', run) / CLAIMS);
  return 100 * (1 - meanOf(wrong).value);
}
