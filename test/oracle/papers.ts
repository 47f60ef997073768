/** What is written and read: papers with claims on them. */
import type { Dice } from './dice.js';
import type { Questions } from './questions.js';
import type { TaskWork } from './work.js';

export interface Statement {
  readonly point: string;
  /** 0: right; else which of the wrong answers. */
  readonly answer: number;
  readonly author: string;
  /** Which member of a panel said it, and on which visit of the step. */
  readonly voice: number;
  readonly visit: number;
  /** The step that says it. */
  readonly step: string;
  /** When it was made: of two on one point, the later one holds. */
  readonly nth: number;
}

/** A statement as it stands on a paper: with those that passed it on under their own names. */
export interface Line {
  readonly statement: Statement;
  readonly passedOnBy: ReadonlySet<string>;
}

export interface Paper {
  /** '': code, or the user. */
  readonly author: string;
  tokens: number;
  /** Tokens of its author's name, where messages carry one. */
  nameTokens: number;
  /** A note, whose tokens hold the chat format's own. */
  readonly isNote: boolean;
  readonly lines: Line[];
  readonly struck: Set<Statement>;
  /** Names of the steps whose results went into it. */
  readonly holds: Set<string>;
  /** Several papers put together by code. */
  isBundle: boolean;
  /** The brief stands in it word for word. */
  hasBrief: boolean;
  /** The share of what a reader needs that its author, who briefs them, leaves out. */
  leftOut: number;
  /** The step whose result it is. */
  step: string;
  /** Tokens of its author's tool traffic. */
  inner: number;
}

/** What somebody accepted of what they read, and what is struck. */
export interface Reading {
  readonly lines: Line[];
  readonly struck: Set<Statement>;
}

export function blank(author: string, tokens: number, nameTokens = 0, isNote = false): Paper {
  const [lines, struck, holds] = [[], new Set<Statement>(), new Set<string>()];
  return {
    author,
    tokens,
    nameTokens,
    isNote,
    lines,
    struck,
    holds,
    isBundle: false,
    hasBrief: false,
    leftOut: 0,
    step: '',
    inner: 0,
  };
}

/** Papers side by side: nothing is read. */
export function bundle(papers: readonly Paper[], author = ''): Paper {
  const all = blank(author, 0);
  all.isBundle = true;
  for (const paper of papers) {
    all.tokens += paper.tokens;
    if (paper.hasBrief) all.hasBrief = true;
    all.lines.push(...paper.lines);
    for (const statement of paper.struck) all.struck.add(statement);
    for (const name of paper.holds) all.holds.add(name);
  }
  return all;
}

/** Error rates of one call, as they are after penalty and retention. */
export interface Rates {
  readonly checks: boolean;
  readonly credulity: number;
  readonly doubt: number;
  readonly detection: number;
  readonly falseAlarm: number;
  readonly deference: number;
  readonly hallucination: number;
  readonly guess: number;
  readonly family: string;
}

/** Whose opinions a reader has. */
export interface Reader {
  readonly name: string;
  readonly mind: string;
}

/** What a call does beside reading. */
export interface Writing {
  /** Whose work it is: for the coins of what is worth keeping and of what fits, and as the subject of its questions. */
  readonly maker: string;
  readonly visit: number;
  readonly voice: number;
  readonly carry: number;
  readonly points: readonly string[];
  /** Share of the inputs that it does not see. */
  readonly missing: number;
}

/** How often what happened. */
export interface Tally {
  rootErrors: number;
  derivedErrors: number;
  caught: number;
  falseAlarms: number;
}

export class Desk {
  readonly tally: Tally = { rootErrors: 0, derivedErrors: 0, caught: 0, falseAlarms: 0 };
  private count = 0;

  constructor(
    private readonly dice: Dice,
    private readonly questions: Questions,
    private readonly work: TaskWork,
    private readonly claimTokens: number,
    private readonly wrongAnswers: number,
  ) {}

  /** A claim of the brief. */
  seeded(point: string, isFalse: boolean): Line {
    return { statement: this.statement(point, isFalse ? 1 : 0, blank('', 0), 0, 0), passedOnBy: NOBODY };
  }

  /** All papers at once: what one of them strikes is gone from all; each statement is met once, with all who passed it on. */
  meet(papers: readonly Paper[], spared: ReadonlySet<Statement> = new Set()): Reading {
    const struck = new Set<Statement>();
    for (const paper of papers) for (const statement of paper.struck) if (!spared.has(statement)) struck.add(statement);
    const met = new Map<Statement, Set<string>>();
    for (const { lines } of papers) {
      for (const { statement, passedOnBy } of lines) {
        if (struck.has(statement)) continue;
        const names = met.get(statement) ?? new Set<string>();
        for (const name of passedOnBy) names.add(name);
        met.set(statement, names);
      }
    }
    const lines = [...met].map(([statement, passedOnBy]) => ({ statement, passedOnBy }));
    return { lines: lastWords(lines, struck), struck };
  }

  /** What a reader accepts; what a checking one rejects is struck. */
  read(papers: readonly Paper[], reader: Reader, rates: Rates): Reading {
    const { lines, struck } = this.meet(papers);
    const accepted = lines.filter((line) => {
      if (!this.rejects(line, reader, rates)) return true;
      if (!rates.checks) return false;
      struck.add(line.statement);
      this.tally[line.statement.answer > 0 ? 'caught' : 'falseAlarms']++;
      return false;
    });
    return { lines: accepted, struck };
  }

  /** Puts a reading on paper, with new claims on the points that it fills. */
  write(paper: Paper, reading: Reading, rates: Rates, writing: Writing): void {
    const room = this.roomIn(paper);
    const own = writing.points.slice(0, room);
    let { lines } = reading;
    if (writing.visit > 0 && own.length > 0) {
      const isReplaced = ({ statement }: Line): boolean =>
        own.includes(statement.point) && (writing.voice === 0 || statement.voice === writing.voice);
      for (const line of lines.filter(isReplaced)) reading.struck.add(line.statement);
      lines = lines.filter((line) => !isReplaced(line));
    }
    for (const statement of reading.struck) paper.struck.add(statement);
    // What the step said itself before is worth saying again.
    const worth = lines.filter(
      ({ statement: { point, step } }) =>
        (step === paper.step && step !== '') || this.work.isWorth(writing.maker, point, writing.carry),
    );
    this.copyLines(paper, this.fitting(worth, room - own.length, writing.maker, this.work.owed));
    for (const point of own) this.originate(paper, lines, point, rates, writing);
  }

  /** A brief: what fits of what is said, and nothing new. */
  passOn(paper: Paper, { lines, struck }: Reading, maker: string, wanted: ReadonlySet<string>): void {
    for (const statement of struck) paper.struck.add(statement);
    this.copyLines(paper, this.fitting(lines, this.roomIn(paper), maker, wanted));
  }

  private roomIn({ tokens }: Paper): number {
    return this.claimTokens === 0 ? Number.POSITIVE_INFINITY : Math.floor(tokens / this.claimTokens);
  }

  /** Under the author's name, where that is not who said it. */
  private copyLines(paper: Paper, lines: readonly Line[]): void {
    for (const { statement, passedOnBy } of lines) {
      const isOwn = paper.author === '' || statement.author === paper.author;
      paper.lines.push({ statement, passedOnBy: isOwn ? passedOnBy : new Set([...passedOnBy, paper.author]) });
    }
  }

  private rejects({ statement, passedOnBy }: Line, { name, mind }: Reader, rates: Rates): boolean {
    if (!rates.checks && statement.author === name) return false;
    const isFalse = statement.answer > 0;
    const strictness = rates.checks
      ? isFalse
        ? rates.detection
        : rates.falseAlarm
      : isFalse
        ? 1 - rates.credulity
        : rates.doubt;
    const who = `${mind}|${statement.visit}|${statement.voice}`;
    const { level } = this.questions.ball(isFalse ? 'lie' : 'truth', statement.point, rates.family, who);
    return level < strictness * (1 - rates.deference) ** passedOnBy.size;
  }

  private fitting(lines: readonly Line[], room: number, maker: string, first: ReadonlySet<string>): readonly Line[] {
    if (lines.length <= room) return lines;
    const rank = ({ statement }: Line): number =>
      this.questions.coin(`fits|${maker}|${statement.point}`) - (first.has(statement.point) ? 1 : 0);
    const chosen = new Set([...lines].sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(0, room)));
    return lines.filter((line) => chosen.has(line));
  }

  private originate(paper: Paper, read: readonly Line[], point: string, rates: Rates, writing: Writing): void {
    const { visit, voice, maker } = writing;
    let answer = 0;
    let isRoot = true;
    if (this.dice.chance(writing.missing)) {
      if (this.dice.chance(rates.guess)) answer = 1 + this.dice.below(this.wrongAnswers);
    } else if (read.length > 0) {
      const basis = read[this.dice.below(read.length)]!.statement;
      if (basis.answer > 0) {
        answer = 1 + (basis.answer % this.wrongAnswers);
        this.tally.derivedErrors++;
        isRoot = false;
      }
    }
    if (answer === 0) {
      const who = `${visit}|${voice}`;
      const ball = this.questions.ball('make', `${maker}|${point}`, rates.family, who);
      if (ball.level < rates.hallucination) answer = 1 + Math.floor(ball.way * this.wrongAnswers);
    }
    if (answer > 0 && isRoot) this.tally.rootErrors++;
    paper.lines.push({ statement: this.statement(point, answer, paper, voice, visit), passedOnBy: NOBODY });
  }

  private statement(point: string, answer: number, { author, step }: Paper, voice: number, visit: number): Statement {
    return { point, answer, author, step, voice, visit, nth: this.count++ };
  }
}

const NOBODY: ReadonlySet<string> = new Set();

/** Of what one voice says on a point the last word counts, even where it is struck. */
function lastWords(lines: readonly Line[], struck: ReadonlySet<Statement>): Line[] {
  const placeOf = ({ point, voice }: Statement): string => `${point}|${voice}`;
  const last = new Map<string, number>();
  for (const statement of [...lines.map((line) => line.statement), ...struck]) {
    last.set(placeOf(statement), Math.max(last.get(placeOf(statement)) ?? 0, statement.nth));
  }
  return lines.filter(({ statement }) => statement.nth === last.get(placeOf(statement)));
}
