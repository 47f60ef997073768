import { render } from 'preact';
import { hashOf, routeOf, START, type StageAddress } from '../address.js';
import { Port } from '../engine/port.js';
import type { Answer } from '../engine/protocol.js';
import EngineWorker from '../engine/worker.js?worker&inline';
import { STAGE_SECONDS } from '../scene/clock.js';
import { App } from './app.js';
import { isStill, StageModel } from './model.js';
import { Router } from './router.js';
import './style.css';

/** An exported file carries where it opens. */
function embeddedHash(): string | null {
  const text = document.getElementById('embedded')?.textContent ?? '';
  if (text.trim() === '') return null;
  const data: unknown = JSON.parse(text);
  return typeof data === 'object' && data !== null && 'hash' in data && typeof data.hash === 'string'
    ? data.hash
    : null;
}

function start(): void {
  const embedded = embeddedHash();
  if (location.hash === '' && embedded !== null) history.replaceState(null, '', hashOf(routeOf(embedded).route));
  const worker = new EngineWorker();
  const port = new Port({
    post: (request) => worker.postMessage(request),
    listen: (hear) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => hear(data);
    },
  });
  const router = new Router((route) => {
    model.pause();
    if (route.room === 'stage') void model.show(route.stage);
  });
  const stageNow = (): StageAddress | null => {
    const { route } = router.read.value;
    return route.room === 'stage' ? route.stage : null;
  };
  const model = new StageModel(port, stageNow() ?? START, {
    most: STAGE_SECONDS,
    moved: (stage, isChoice) => router.write({ room: 'stage', stage }, isChoice),
    isStill,
  });
  render(<App router={router} model={model} port={port} />, document.getElementById('app')!);
  const stage = stageNow();
  // Where nobody is on the stage yet, the worker warms up while the reader reads.
  void model.show(stage ?? START);
}

start();
