/**
 * What the traces in `test/data/traces` hold, counted by hand: with a script of its own from the raw files, field by field, before any
 * cut, and read through. `null`: the trace does not say it of every call.
 */
export interface CountedByHand {
  readonly file: string;
  readonly dialect: string;
  readonly tasks: number;
  readonly calls: number;
  readonly input: number | null;
  readonly output: number | null;
  readonly cacheRead: number | null;
  readonly reasoning: number | null;
  /** Who calls, by name. */
  readonly agents: readonly string[];
  readonly tools: number;
  /** Where the numbers stand, and what must not be counted. */
  readonly why: string;
}

const TEAM = ['citation-finder', 'coordinator', 'fact-checker', 'summariser', 'tagger'];

/** Tasks, calls, input, output, cached, reasoning, tools. */
type Counts = readonly [number, number, number | null, number | null, number | null, number | null, number];

const ROWS: readonly (Pick<CountedByHand, 'file' | 'dialect' | 'agents' | 'why'> & { readonly counts: Counts })[] = [
  {
    file: 'otlp/ai-sdk--ai-lead.otlp.json',
    dialect: 'ai-sdk',
    counts: [1, 8, 11196, 908, 0, 0, 4],
    agents: TEAM,
    why: '8 doGenerate; the 5 generateText around them repeat or add up their tokens',
  },
  {
    file: 'otlp/openinference-langchain--lg-supervisor.otlp.json',
    dialect: 'openinference',
    counts: [1, 9, 22933, 1134, null, null, 4],
    agents: ['citation-finder', 'fact-checker', 'summariser', 'supervisor', 'tagger'],
    why: '9 spans of kind LLM among 82',
  },
  {
    file: 'otlp/openinference-openai-agents--oai-astool.otlp.json',
    dialect: 'openinference',
    counts: [1, 8, 11196, 908, 0, 0, 4],
    agents: TEAM,
    why: '8 spans of kind LLM; the same run as that of the AI SDK',
  },
  {
    file: 'otlp/traceloop-openai--oai-handoff-failing.otlp.json',
    dialect: 'traceloop',
    counts: [3, 3, 6562, 964, null, null, 0],
    agents: [],
    why: '3 spans, each a trace of its own',
  },
  {
    file: 'langfuse/agno-2025-06-11.trace.json',
    dialect: 'langfuse',
    counts: [1, 2, 163 + 663, 20 + 225, null, null, 1],
    agents: ['Agent.run'],
    why: "4 GENERATIONs, two within the other two; the `usage` of the provider's answers is that of the inner ones, the outer 542 and 1568 are estimates",
  },
  {
    file: 'langfuse/autogen-2025-06-06.trace.json',
    dialect: 'langfuse',
    counts: [1, 1, 41, 3, null, null, 0],
    agents: [],
    why: 'one GENERATION',
  },
  {
    file: 'langfuse/beeai-2025-08-01.trace.json',
    dialect: 'langfuse',
    counts: [1, 3, 1195 + 1988 + 2359, null, null, null, 1],
    agents: ['ReActAgent'],
    why: '5 GENERATIONs: three starts, one finish and one success of the third',
  },
  {
    file: 'langfuse/claude-agent-2025-12-22.trace.json',
    dialect: 'langfuse',
    counts: [1, 4, 19 + 5 + 5 + 5, 29 + 53 + 56 + 94, null, null, 2],
    agents: [],
    why: '4 turns; the input is only what was not cached',
  },
  {
    file: 'langfuse/crewai-2025-07-11.trace.json',
    dialect: 'langfuse',
    counts: [1, 1, 190, 164, 0, 0, 0],
    agents: ['Software developer'],
    why: 'one GENERATION of LiteLLM; the role stands in the input of the task',
  },
  {
    file: 'langfuse/csharp-agent-with-gemini-2026-03-09.trace.json',
    dialect: 'langfuse',
    counts: [1, 3, 2546 + 3004 + 2497, 47 + 167 + 200, null, null, 2],
    agents: [],
    why: '3 GENERATIONs; the spans around them hold sums of the same tokens',
  },
  {
    file: 'langfuse/google-gemini-2025-08-01.trace.json',
    dialect: 'langfuse',
    counts: [1, 1, 6, 2055, null, 1104, 0],
    agents: [],
    why: '6 + 2055 = 2061, the total: reasoning is within the output here',
  },
  {
    file: 'langfuse/langgraph-js-2025-10-30.trace.json',
    dialect: 'langfuse',
    counts: [1, 2, 142 + 179, 24 + 35 + 64, 0, 64, 1],
    agents: [],
    why: '179 + 35 + 64 = 278, the total: reasoning is beside the output here; the tool is a SPAN within the node `tools`',
  },
  {
    file: 'langfuse/openai-agents-2025-09-30.trace.json',
    dialect: 'langfuse',
    counts: [1, 2, 55 + 85, 15 + 29, 0, 0, 1],
    agents: ['Hello world'],
    why: '2 GENERATIONs',
  },
  {
    file: 'langfuse/pydantic-ai-2025-06-06.trace.json',
    dialect: 'langfuse',
    counts: [1, 1, 31, 96, null, null, 0],
    agents: ['qa_agent'],
    why: 'one GENERATION; the agent around it repeats its tokens',
  },
  {
    file: 'langfuse/pydantic-ai-with-gemini-2025-12-24.trace.json',
    dialect: 'langfuse',
    counts: [1, 1, 40, 159, null, 121, 0],
    agents: [],
    why: 'one GENERATION; 121 thoughts within 159',
  },
  {
    file: 'langfuse/vercel-aisdk-2025-11-17.trace.json',
    dialect: 'langfuse',
    counts: [1, 1, 62, 85, null, null, 1],
    agents: [],
    why: '2 GENERATIONs, one within the other; 14 and 43 are an estimate',
  },
  {
    file: 'inspect/2025-05-12T20-27-36-04-00_browser.json',
    dialect: 'inspect',
    counts: [1, 5, 15235, 281, 9088, 0, 4],
    agents: ['generate'],
    why: 'as `stats.model_usage` adds them up',
  },
  {
    file: 'inspect/2025-05-12T20-28-13-04-00_popularity.json',
    dialect: 'inspect',
    counts: [3, 3, 192, 6, 0, 0, 0],
    agents: ['generate'],
    why: 'as `stats.model_usage` adds them up',
  },
  {
    file: 'inspect/2025-05-12T20-28-26-04-00_security-guide.json',
    dialect: 'inspect',
    counts: [3, 6, 959, 1033, 0, 0, 0],
    agents: ['generate'],
    why: 'three of them by a scorer',
  },
  {
    file: 'lmcache/53322580aab2be01a29f16dc8e91261c.openai_chat.jsonl',
    dialect: 'lmcache',
    counts: [1, 13, null, null, null, null, 0],
    agents: [],
    why: '13 lines',
  },
  {
    file: 'tracelab/round_trace.jsonl',
    dialect: 'tracelab',
    counts: [2, 19, 418193 + 95819, 9423 + 1912, 394068 + 79488, null, 19],
    agents: ['claude', 'codex'],
    why: '10 rounds of Claude Code, 9 of Codex (581 tokens of reasoning, which Claude Code does not tell)',
  },
  {
    file: 'tracelab/multi_session_large.csv',
    dialect: 'csv',
    counts: [17, 100, 366564, 19307, 298417, null, 0],
    agents: [],
    why: 'prefix_len + input_len; 2518 = 2318 + 200 shows that the prefix is all that was before',
  },
];

export const COUNTED: readonly CountedByHand[] = ROWS.map(({ counts, ...row }) => {
  const [tasks, calls, input, output, cacheRead, reasoning, tools] = counts;
  return { ...row, tasks, calls, input, output, cacheRead, reasoning, tools };
});
