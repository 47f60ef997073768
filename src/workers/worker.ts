import { type MessagePort, parentPort } from 'node:worker_threads';
import { rowsBytes } from '../report/exporters/csv.js';
import { carryOut } from '../study/assignment.js';
import { builtInCatalogue } from '../study/catalogue.js';
import { Worlds } from '../study/worlds.js';
import { PartClaims } from './claims.js';
import type { RoundRequest, ThreadReply, ThreadRequest } from './messages.js';

const worlds = new Worlds();

function work({ round, parts, order, claims }: RoundRequest, port: MessagePort): void {
  const open = new PartClaims(claims);
  const reply = (message: ThreadReply): void => port.postMessage(message);
  try {
    for (const part of order) {
      if (open.claim(part))
        reply({ kind: 'part', round, part, result: carryOut(parts[part]!, builtInCatalogue, worlds) });
    }
  } catch (error) {
    reply({ kind: 'fault', round, error });
  }
}

const port = parentPort;
port?.on('message', (request: ThreadRequest) => {
  if (request.kind === 'round') {
    work(request, port);
    return;
  }
  const text = rowsBytes(request.rows);
  port.postMessage({ kind: 'written', id: request.id, text } satisfies ThreadReply, [text.buffer]);
});
