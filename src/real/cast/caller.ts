import { createHash } from 'node:crypto';
import type { Scenario } from '../../scenario/scenario.js';
import type { ModelQuestion, OfferedTool } from '../wire/question.js';

/** By which of its marks a caller was known. */
export type KnownBy = 'header' | 'model' | 'prompt' | 'tools';

/** Who made a request: a role, or `coordinator`. */
export interface Caller {
  readonly name: string;
  /** Which of the role's agents, from 0. */
  readonly instance: number;
  readonly by: KnownBy;
}

/** Whom a tool leads to, and how: the conversation is handed over, or a text is. */
export interface Target {
  readonly name: string;
  readonly tool: OfferedTool;
  readonly kind: 'handoff' | 'brief';
}

export const COORDINATOR = 'coordinator';

/** Words by which whatever leads the others is known, where the scenario gives none. */
const LEADS = /\b(coordinator|supervisor|orchestrator|manager|collector|synthesi[sz]er|planner|lead|router)\b/i;
const LEAD_TOOL = /coordinator|supervisor|orchestrator|manager|lead/i;
const INTRODUCED = /\b(?:you are|you're|your role is|act as|name:)\s*(?:an?\b|the\b)?\s*([^\n.,;:]*)/i;

/** Finds out who makes a request. */
export class Callers {
  private readonly roles: readonly string[];
  private readonly pieces: ReadonlyMap<string, readonly Piece[]>;
  private readonly ignored: readonly Piece[];

  constructor(private readonly scenario: Scenario) {
    const { real, agents } = scenario;
    this.roles = agents.map(({ role }) => role);
    this.pieces = new Map(Object.entries(real.agents).map(([name, { prompt }]) => [name, prompt.map(pieceOf)]));
    this.ignored = real.ignore.map(pieceOf);
  }

  /** The request is no part of the task. */
  isIgnored(question: ModelQuestion): boolean {
    const text = systemOf(question);
    return this.ignored.some((piece) => piece(text));
  }

  /** Null: nobody is known by it. */
  callerOf(question: ModelQuestion, header: string | null): Caller | null {
    const named = header === null ? null : this.named(header, 'header');
    if (named !== null) return named;
    const model = /^rehearse\/(.+)$/.exec(question.model)?.[1];
    const byModel = model === undefined ? null : this.named(model, 'model');
    return byModel ?? this.byPrompt(systemOf(question)) ?? this.byTools(question);
  }

  /** Whom the tools of a request lead to; the others are the agent's own. */
  targetsOf({ tools, choice }: ModelQuestion): Target[] {
    if (choice === 'none') return [];
    return tools.flatMap((tool): Target[] => {
      const name = this.targetOf(tool.name);
      return name === null ? [] : [{ name, tool, kind: kindOf(tool) }];
    });
  }

  private named(text: string, by: KnownBy): Caller | null {
    const wanted = plain(text);
    const role = this.roles.find((one) => plain(one) === wanted);
    if (role !== undefined) return { name: role, instance: 0, by };
    if (wanted === COORDINATOR) return { name: COORDINATOR, instance: 0, by };
    const numbered = /^(.*?)-(\d+)$/.exec(text);
    const among = numbered === null ? undefined : this.roles.find((one) => plain(one) === plain(numbered[1]!));
    if (among !== undefined) return { name: among, instance: Number(numbered![2]) - 1, by };
    const step = this.scenario.task.steps.find((one) => plain(one.name) === wanted);
    if (step !== undefined) return { name: step.role, instance: 0, by };
    return LEADS.test(text) ? { name: COORDINATOR, instance: 0, by } : null;
  }

  private byPrompt(text: string): Caller | null {
    if (text === '') return null;
    const known = (name: string): Caller => ({ name, instance: 0, by: 'prompt' });
    const given = [...this.pieces].filter(([, pieces]) => pieces.some((piece) => piece(text)));
    if (given.length === 1) return known(given[0]![0]);
    // How an agent is introduced says more than whom else its prompt speaks of.
    const introduced = this.firstIn(INTRODUCED.exec(text)?.[1] ?? '');
    if (introduced !== null) return known(introduced);
    const roles = this.rolesIn(text);
    if (roles.length === 1) return known(roles[0]!);
    return roles.length === 0 && LEADS.test(text) ? known(COORDINATOR) : null;
  }

  /** Who is named first in an introduction: "the supervisor of a summariser" is no summariser. */
  private firstIn(introduction: string): string | null {
    const found = [
      ...this.rolesIn(introduction).map((role) => [introduction.search(spelled(role)), role] as const),
      [introduction.search(LEADS), COORDINATOR] as const,
    ].filter(([at]) => at >= 0);
    return found.sort(([a], [b]) => a - b)[0]?.[1] ?? null;
  }

  /** Roles that a text names, but for those whose name is a part of another one that it names. */
  private rolesIn(text: string): string[] {
    const found = this.roles.filter((role) => spelled(role).test(text));
    return found.filter((role) => !found.some((other) => other !== role && plain(other).includes(plain(role))));
  }

  /** Whoever can hand over to all others but one is that one; whoever can to all is the coordinator. */
  private byTools(question: ModelQuestion): Caller | null {
    const reached = new Set(this.targetsOf(question).map(({ name }) => name));
    const roles = this.roles.filter((role) => this.scenario.task.steps.some((step) => step.role === role));
    const left = roles.filter((role) => !reached.has(role));
    if (reached.size === 0 || left.length === roles.length) return null;
    if (left.length === 0) return { name: COORDINATOR, instance: 0, by: 'tools' };
    return left.length === 1 ? { name: left[0]!, instance: 0, by: 'tools' } : null;
  }

  private targetOf(tool: string): string | null {
    const { agents } = this.scenario.real;
    const given = Object.entries(agents).find(([, { tools }]) => tools.includes(tool));
    if (given !== undefined) return given[0];
    const runs = runsIn(tool);
    const names = [
      ...this.roles.map((role) => [plain(role), role] as const),
      ...this.scenario.task.steps.map(({ name, role }) => [plain(name), role] as const),
    ].filter(([name]) => runs.has(name));
    if (names.length > 0) return names.reduce((best, one) => (one[0].length > best[0].length ? one : best))[1];
    return /transfer|hand/i.test(tool) && LEAD_TOOL.test(tool) ? COORDINATOR : null;
  }
}

const kindOf = ({ name, parameters }: OfferedTool): Target['kind'] => {
  const properties = parameters.properties;
  const has = typeof properties === 'object' && properties !== null && Object.keys(properties).length > 0;
  return has && !/^(transfer|hand_?off)/i.test(name) ? 'brief' : 'handoff';
};

type Piece = (text: string) => boolean;

function pieceOf(text: string): Piece {
  const expression = /^\/(.*)\/([a-z]*)$/s.exec(text);
  if (expression === null) return (prompt) => prompt.includes(text);
  const found = new RegExp(expression[1]!, expression[2]);
  return (prompt) => found.test(prompt);
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Every run of words in a tool's name, written as one: `transferToFactChecker` holds `factchecker`, and `search` no `a`. */
function runsIn(tool: string): ReadonlySet<string> {
  const words = tool
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());
  return new Set(
    words.flatMap((_, from) => words.slice(from).map((__, i) => words.slice(from, from + i + 1).join(''))),
  );
}

/** A name as people write it: with a hyphen, a space, an underscore, or nothing. */
function spelled(name: string): RegExp {
  const words = name.split(/[-_]/).map((word) => word.replace(/[^A-Za-z0-9]/g, ''));
  return new RegExp(`(?<![A-Za-z0-9])${words.join('[-_ ]?')}(?![A-Za-z0-9])`, 'i');
}

export function systemOf({ messages }: ModelQuestion): string {
  const system = messages.filter(({ role }) => role === 'system').map(({ text }) => text);
  return system.join('\n');
}

/** What a request shows of its sender, for a person who has to say who it is. */
export function fingerprintOf(question: ModelQuestion): { readonly hash: string; readonly words: string } {
  const system = systemOf(question);
  const tools = question.tools.map(({ name }) => name);
  const hash = createHash('sha256')
    .update(`${system}\n${tools.join(' ')}`)
    .digest('hex')
    .slice(0, 12);
  const said =
    system === '' ? 'no system prompt' : `a system prompt that begins '${system.slice(0, 80).replace(/\s+/g, ' ')}'`;
  const held = tools.length === 0 ? 'no tools' : `the tools ${tools.join(', ')}`;
  return { hash, words: `${said}, ${held}, the model '${question.model}'` };
}
