import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { START } from '../address.js';
import { pack } from '../packing.js';
import type { StageModel } from './model.js';

/** One's own scenario, or runs from a file: pasted, or opened. Nothing leaves the page. */
export function OwnScenario({ model, close }: { readonly model: StageModel; readonly close: () => void }): JSX.Element {
  const text = useRef<HTMLTextAreaElement>(null);
  const show = async (): Promise<void> => {
    const packed = await pack(text.current?.value ?? '');
    model.change({ ...START, scenario: null, packed });
    close();
  };
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const content = await file.text();
    if (/^\s*[[{]/.test(content) && content.includes('"letters"')) {
      await model.showFile(content);
      close();
    } else if (text.current !== null) text.current.value = content;
  };
  return (
    <section class="own" aria-label="Your own scenario">
      <h2>Your own scenario</h2>
      <p>
        Change the text, or paste your own (YAML). It stays in this page and in the address, which is the link to share.
        A run that <code>rehearse run SCENARIO --pattern A,B --json</code> has written opens on the stage, too.
      </p>
      <textarea ref={text} spellcheck={false} aria-label="Scenario" defaultValue={model.opened.value?.text ?? ''} />
      <p class="actions">
        <button type="button" class="primary" onClick={() => void show()}>
          Play this scenario
        </button>
        <label class="file">
          Open a file:{' '}
          <input
            type="file"
            accept=".yaml,.yml,.json,application/json"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </label>
        <button type="button" onClick={close}>
          Cancel
        </button>
      </p>
    </section>
  );
}
