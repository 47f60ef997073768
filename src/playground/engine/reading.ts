import { story } from '../../report/results/story.js';
import type { Story } from '../../sim/record/story.js';
import { cannot } from './session.js';

/** The most stories that stand side by side. */
const MOST = 2;

/**
 * The stories in a file that `rehearse run --trace FILE.json` or `--json` wrote: one, or a list of them.
 * @throws CannotPlay
 */
export function readStories(json: string): Story[] {
  const data = parsed(json);
  const list = Array.isArray(data) ? data : [data];
  if (list.length === 0) throw cannot('The file holds no run.', HOW);
  return list.slice(0, MOST).map((one) => {
    const read = story.safeParse(one);
    if (read.success) return read.data;
    const { path, message } = read.error.issues[0]!;
    const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
    throw cannot(`This is no run of this version${where}: ${message}.`, HOW);
  });
}

const HOW = 'Make one with rehearse run article --pattern pipeline --trace run.json.';

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw cannot('The file is not JSON.', HOW);
  }
}
