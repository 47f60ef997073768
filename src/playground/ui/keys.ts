import type { StageModel } from './model.js';

/** Keys of the stage; a control that has the focus keeps its own. */
export function keyPressed(event: KeyboardEvent, model: StageModel): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
  const act = ACTIONS[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act(model);
}

const ACTIONS: Readonly<Record<string, (model: StageModel) => void>> = {
  ' ': (model) => model.toggle(),
  ArrowRight: (model) => model.step(1),
  ArrowLeft: (model) => model.step(-1),
  Home: (model) => model.seekTo(0),
  End: (model) => model.seekTo(model.clock.value.length),
};

/** A field has the focus. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('input, select, textarea') !== null;
}

/** Fields take all keys, buttons and links those that press them. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, ol[tabindex]') !== null) return true;
  return key === ' ' && target.closest('button, a, summary') !== null;
}
