import { render } from 'preact';
import { hashOf, routeOf, START, type StageAddress } from '../address.js';
import { readEmbedded } from '../embedded.js';
import { Port } from '../engine/port.js';
import type { Answer } from '../engine/protocol.js';
import EngineWorker from '../engine/worker.js?worker&inline';
import { STAGE_SECONDS } from '../scene/clock.js';
import { App } from './app.js';
import { isStill, StageModel } from './model.js';
import { Router } from './router.js';
import './style.css';

function start(): void {
  const { hash, site = null, stories } = readEmbedded(document.getElementById('embedded')?.textContent ?? '');
  if (location.hash === '' && hash !== undefined) history.replaceState(null, '', hashOf(routeOf(hash).route));
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
  render(<App router={router} model={model} port={port} site={site} />, document.getElementById('app')!);
  const stage = stageNow();
  // Where nobody is on the stage yet, the worker warms up while the reader reads.
  void model.show(stage ?? START).then(() => (stories === undefined ? undefined : model.showFile(stories)));
}

start();
