import { suggest } from '../scenario/checks/words.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Part } from './kit.js';
import type { Fillings, OptionSet, Slot, WrittenOptions } from './options.js';

/** A slot of a pattern. */
export interface SlotFacts {
  /** What whoever fills it does, as the end of the sentence "`checker` is the role that ...". */
  readonly does: string;
  /** The participant that plays it. */
  readonly part: Part;
  /** Where an option has the slot's name: the value of that option which the name of a role stands for. */
  readonly switches?: unknown;
}

export interface SlotDeclaration<Choices> extends SlotFacts {
  /** With which options it is played at all; always, where nothing is said. */
  readonly when?: (choices: Choices) => boolean;
}

export type SlotSet<Choices> = { readonly [S in Slot]?: SlotDeclaration<Choices> };

/** A slot of a pattern with its options set. */
export interface PlannedSlot {
  readonly slot: Slot;
  readonly part: Part;
  /** Null: the coordinator. */
  readonly role: string | null;
}

/** Whoever fills one of these examines results; by default, a step that checks says who can. */
const EXAMINING: readonly Slot[] = ['checker', 'judge', 'gate'];

export const isExamining = (slot: Slot): boolean => EXAMINING.includes(slot);

/** Who fills a slot that a scenario says nothing of, in words. */
export function fillingText(slot: Slot): string {
  return isExamining(slot)
    ? 'a role or coordinator; default: the role of the steps that check, where it is one, else the coordinator'
    : 'a role or coordinator; default: the coordinator';
}

/** How a scenario writes that the coordinator fills a slot, where it would not by default. */
const COORDINATOR = 'coordinator';

/** A pattern, as far as its slots go. */
export interface WithSlots {
  readonly options: OptionSet;
  readonly slots: { readonly [S in Slot]?: SlotFacts };
}

export function slotEntries({ slots }: Pick<WithSlots, 'slots'>): [Slot, SlotFacts][] {
  return Object.entries(slots) as [Slot, SlotFacts][];
}

/** The options of a pattern as written, with the slots that they fill, or the scenario by default, under `slots`. */
export function withFillings(pattern: WithSlots, written: WrittenOptions, scenario: Scenario): WrittenOptions {
  const options: Record<string, unknown> = { ...written };
  const fillings: { -readonly [S in keyof Fillings]: Fillings[S] } = {};
  for (const [slot, { switches }] of slotEntries(pattern)) {
    const named = roleIn(pattern, slot, written[slot]);
    if (named !== null) {
      delete options[slot];
      if (switches !== undefined) options[slot] = switches;
    }
    const role = named ?? (isExamining(slot) ? roleThatChecks(scenario) : null);
    if (role !== null && role !== COORDINATOR) fillings[slot] = role;
  }
  return { ...options, slots: fillings };
}

/** The name that a written value gives to a slot; null: none, or it is a value of the option with the slot's name. */
function roleIn({ options }: WithSlots, slot: Slot, value: unknown): string | null {
  return typeof value === 'string' && options[slot]?.accepts(value) !== true ? value : null;
}

/** The role of the steps that check, where there is exactly one. */
export function roleThatChecks({ task }: Pick<Scenario, 'task'>): string | null {
  const roles = new Set(task.steps.filter(({ checks }) => checks).map(({ role }) => role));
  return roles.size === 1 ? [...roles][0]! : null;
}

/** What is wrong with the value that a slot is given, and the next step; null: nothing. */
export function objectionToFilling(
  pattern: WithSlots,
  slot: Slot,
  value: unknown,
  scenario: Scenario,
): { readonly message: string; readonly next: string } | null {
  const option = pattern.options[slot];
  if (option?.accepts(value) === true) return null;
  const roles = [...scenario.agents.map(({ role }) => role), COORDINATOR];
  if (typeof value === 'string') {
    if (roles.includes(value)) return null;
    const message =
      option === undefined
        ? `there is no role '${value}' to be the ${slot}`
        : `as the ${slot}, '${value}' is neither a role nor ${option.allowed}`;
    return { message, next: suggest(value, roles) };
  }
  const expected = option === undefined ? 'a role' : `${option.allowed} or a role`;
  return {
    message: `expected ${expected}, got ${JSON.stringify(value) ?? String(value)}`,
    next: `Name one of ${roles.join(', ')}.`,
  };
}
