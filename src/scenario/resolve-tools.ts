/** What a file says of tools, with every default filled in. */
import { crash } from './faults/crash.js';
import type { SharedTool, Tools } from './scenario.js';
import type { FileForm } from './schema/schema.js';

type StepToolsForm = NonNullable<FileForm['task']['steps'][string]['tools']>;

export function sharedToolsOf(tools: FileForm['tools']): Readonly<Record<string, SharedTool>> {
  return Object.fromEntries(
    Object.entries(tools).map(([name, { outage, ...tool }]) => [
      name,
      { ...tool, outage: outage === undefined ? null : crash.resolve(outage) },
    ]),
  );
}

/** What a step uses: a tool of its own, or a shared one, of which only the round trips and what it finds are the step's. */
export function toolsOf(form: StepToolsForm | undefined, tools: FileForm['tools']): Tools | null {
  if (form === undefined) return null;
  const { use, ...own } = form;
  if (use === undefined) return { ...own, use: null };
  const { definition, call, result, latency, failure, hang } = tools[use]!;
  return { ...own, definition, call, result, latency, failure, hang, use };
}
