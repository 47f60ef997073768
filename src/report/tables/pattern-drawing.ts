/**
 * The patterns as text, for a terminal: at most 8 lines of 60 columns. `[agent]` works, `(agent)` is idle, `<model>` and
 * `{code}` decide; double lines are what is shared, and dotted ones are events.
 */
const DRAWINGS: Readonly<Record<string, string>> = {
  'single-agent': `
┌── next step ──┐
└▶ [one agent] ─┘    one conversation, longer with each step`,
  pipeline: `
[first stage] ──▶ [second stage] ──▶ [last stage]`,
  'fan-out': `
             ┌──▶ [agent]
{trigger} ───┼──▶ [agent]    no call collects
             └──▶ [agent]    what they write`,
  'fan-out-fan-in': `
           ┌──▶ [agent] ──┐
{start} ───┼──▶ [agent] ──┼──▶ [collector]
           └──▶ [agent] ──┘`,
  workflow: `
           ┌──▶ [second] ──┐
[first] ───┤               ├──▶ [last]
   ┊       └──▶ [third] ───┘      ┊
   └┄┄┄┄┄┄┄┄┄┄ {engine} ┄┄┄┄┄┄┄┄┄┄┘
starts each step when its inputs are there`,
  'maker-checker': `
[maker] ── draft ──▶ <checker> ──▶ passed
   ▲                     │
   └── flagged, again ───┘`,
  debate: `
[member] ◀──▶ [member] ◀──▶ [member]    some rounds
    └────────────┼─────────────┘
                 ▼
              {vote}    claim by claim`,
  router: `
             ┌──▶ [agent] ──▶ [agent]    chosen route
<router> ────┼┄┄┄ (agent) ┄┄┄ (agent)
             └┄┄┄ (agent) ┄┄┄ (agent)    not called`,
  supervisor: `
[agent] ◀──┐              ┌──▶ [agent]
           ├─<supervisor>─┤
[agent] ◀──┘              └──▶ [agent]
one at a time; each hands back`,
  'lead-and-subagents': `
            <lead>
   ┌──────────┼──────────┐    a brief for each,
   ▼          ▼          ▼    a report from each
[agent]    [agent]    [agent]
           sub-agents`,
  'group-chat': `
╔═ room ═══════════════════════════════════════╗
║  [speaks now] ──▶ (reads)  (reads)  (reads)  ║
╚══════════════════════════════════════════════╝
one at a time; all read all`,
  handoff: `
(first) ──▶ (then) ──▶ (then) ━━▶ [active now]
the whole conversation travels, and grows`,
  hierarchy: `
           <top supervisor>
         ┌────────┴─────────┐
    <team lead>        <team lead>
     ┌───┴───┐          ┌───┴───┐
  [agent] [agent]    [agent] [agent]`,
  magentic: `
╔═══════════════════════╗
║ facts, plan, progress ║ ◀──▶ <lead>
╚═══════════════════════╝        │  one agent a round
             (agent)  [agent] ◀──┘  (agent)`,
  choreography: `
     [agent]            [agent]
        ┊                  ▲
════════▼═════ events ═════┊════════
        ┊                  ▲
        ▼                  ┊
     [agent]            [agent]`,
  blackboard: `
╔═ board: results so far ═════════════╗
╚═════▲════════════▲════════════▲═════╝
      ▼            ▼            ▼
   [agent]      [agent]      [agent]
           agents read and post`,
  mesh: `
[agent] ◀────▶ [agent]
   ▲  ╲        ╱  ▲
   │     ╲  ╱     │
   │     ╱  ╲     │      all read all, and revise
   ▼  ╱        ╲  ▼
[agent] ◀────▶ [agent]`,
  'contract-net': `
(bids)  (refuses)  (bids)  [wins, works]
   ┊        ┊         ┊          ┃
   └┄┄┄┄┄┄┄┄┴┄┄┄┄┬┄┄┄┄┘          ┃
      {announces, awards} ━━━━━━━┛`,
  overseer: `
        ((overseer))    hears heartbeats
   ┌┄┄┄┄┄┄┄┄┄┼┄┄┄┄┄┄┄┄┐
[first] ──▶ [then] ──▶ [last]`,
  'critical-path-hybrid': `
{engine} ━━▶ [critical] ━━▶ [critical] ━━▶ outcome
                 ┊
═════════════════▼═══ events ══════════
       ┊                       ┊
       ▼                       ▼
   [beside]                [beside]`,
  'trunk-and-meshes': `
           ┌──▶ [mesh of agents] ──▶ <gate> ──┐
<trunk> ───┤                                  ├──▶ [merge]
           └──▶ [mesh of agents] ──▶ <gate> ──┘`,
};

/** What the brackets mean, under a drawing. */
export const DRAWING_KEY = '[agent]  (idle agent)  <model that decides>  {code that decides}';

/** A pattern of the catalogue as text; empty where the name is none's. */
export function patternDrawing(name: string): string {
  return Object.hasOwn(DRAWINGS, name) ? DRAWINGS[name]!.replace(/^\n/, '') : '';
}
