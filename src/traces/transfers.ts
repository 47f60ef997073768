import type { ObservedTool } from './observed.js';
import type { RawSpan } from './raw-span.js';
import { agentOf, type SpanTree } from './span-tree.js';

type Transfer = Pick<ObservedTool, 'transfer' | 'target'>;

/** How frameworks name the tool that hands a conversation over. */
const HANDOVER =
  /^(?:transfer|hand[ _-]?off|delegate|switch|route)(?:[ _-]+(?:work|task|conversation|control))?[ _-]+to[ _-]+(.+)$/i;

/**
 * Which tools of a task are agents, by effect: an agent that works within a tool returns to its caller; one that works after a tool
 * whose name hands over returns only where the caller goes on without having been handed anything.
 */
export function transfersOf(tree: SpanTree): ReadonlyMap<string, Transfer> {
  const found = new Map<string, Transfer>();
  const tools = tree.spans.filter(({ kind }) => kind === 'tool');
  if (tools.length === 0) return found;
  const agents = new Set(
    tree.spans.flatMap((span) => (span.kind === 'call' || span.kind === 'agent' ? (agentOf(tree, span) ?? []) : [])),
  );
  const calls = tree.spans.filter(({ kind }) => kind === 'call').sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const within = agentsWithin(tree);
  for (const tool of tools) {
    const caller = agentOf(tree, tool);
    const inside = within.get(tool.id);
    if (inside !== undefined && inside !== caller) {
      found.set(tool.id, { transfer: 'return_to_caller', target: inside });
      continue;
    }
    const named = HANDOVER.exec(tool.name)?.[1];
    if (named === undefined) continue;
    const target = [...agents].find((agent) => plain(agent) === plain(named)) ?? named;
    found.set(tool.id, {
      transfer: returns(tree, tool, caller, calls, tools) ? 'return_to_caller' : 'pass_control',
      target,
    });
  }
  return found;
}

/** The outermost agent that works within each tool. */
function agentsWithin(tree: SpanTree): ReadonlyMap<string, string> {
  const within = new Map<string, string>();
  for (const span of tree.spans) {
    if (span.kind !== 'call' && span.kind !== 'agent') continue;
    let agent = agentOf(tree, span);
    for (const other of tree.around(span)) {
      if (other.kind === 'agent') agent = other.agent ?? other.name;
      if (other.kind !== 'tool') continue;
      if (agent !== undefined) within.set(other.id, agent);
      break;
    }
  }
  return within;
}

/** Whether the caller works again after another agent has, without that any other agent handed over meanwhile. */
function returns(
  tree: SpanTree,
  tool: RawSpan,
  caller: string | undefined,
  calls: readonly RawSpan[],
  tools: readonly RawSpan[],
): boolean {
  if (caller === undefined || tool.end === undefined) return false;
  const later = calls.filter(({ start }) => start !== undefined && start >= tool.start!);
  const away = later.findIndex((call) => agentOf(tree, call) !== caller);
  if (away < 0) return false;
  const back = later.slice(away).find((call) => agentOf(tree, call) === caller);
  if (back === undefined) return false;
  return !tools.some((other) => {
    const isBetween = (other.start ?? 0) > tool.start! && (other.start ?? 0) <= back.start!;
    return other !== tool && isBetween && HANDOVER.test(other.name) && agentOf(tree, other) !== caller;
  });
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
