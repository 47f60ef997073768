import { Desk } from './desk.js';
import type { Answer, Request } from './protocol.js';
import { Session } from './session.js';
import { Studies } from './study.js';
import { texts } from './texts.js';

/** The worker: everything that simulates, beside the page. */
const session = new Session(texts);
// A message to itself comes after those that wait already; a timer would come 4 ms later.
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();
const later = (work: () => void): void => {
  waiting.push(work);
  port2.postMessage(null);
};

const desk = new Desk(
  session,
  new Studies(session),
  (answer) => self.postMessage(answer, { transfer: columnsOf(answer) }),
  later,
);
self.onmessage = ({ data }: MessageEvent<Request>) => desk.ask(data);

/** Columns are handed over, not copied. */
function columnsOf(answer: Answer): ArrayBuffer[] {
  if (answer.kind !== 'partial') return [];
  const columns = answer.picture.patterns.flatMap(({ values }) => Object.values(values));
  return [...new Set(columns.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}
