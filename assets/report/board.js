// @ts-check
/** Filters of a board, and the details that its tiles lead to. */

for (const board of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.board'))) {
  const form = /** @type {HTMLFormElement} */ (board.querySelector('.filters'));
  const output = /** @type {HTMLOutputElement} */ (form.querySelector('output'));
  const tiles = /** @type {HTMLElement[]} */ ([...board.querySelectorAll('.tiles > li')]);
  const whole = output.textContent ?? '';

  const filter = () => {
    const chosen = [...new FormData(form)].filter(([, value]) => value !== '');
    let count = 0;
    for (const tile of tiles) {
      const passes = chosen.every(([name, value]) =>
        (tile.getAttribute(`data-${name}`) ?? '').split('|').includes(String(value)),
      );
      tile.hidden = !passes;
      if (passes) count++;
      const id = tile.querySelector('a')?.hash.slice(1) ?? '';
      const details = document.getElementById(id)?.closest('details');
      if (details) details.hidden = !passes;
    }
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (board.querySelectorAll('.group'))) {
      group.hidden = group.querySelector('.tiles > li:not([hidden])') === null;
    }
    output.textContent = count === tiles.length ? whole : `${count} of ${whole}`;
  };

  form.addEventListener('change', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  // A form is as it was until the event is over.
  form.addEventListener('reset', () => setTimeout(filter));
  form.hidden = false;
}

/** Unfolds what the address leads to. */
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target?.closest('details');
  if (!target || !details) return;
  details.open = true;
  target.scrollIntoView();
  // What was told of the tile under the pointer is not about what is there now.
  document.getElementById('tooltip')?.toggleAttribute('hidden', true);
}

addEventListener('hashchange', unfold);
// A tile that leads where the address already is says nothing new to the browser.
addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('a.tile')) setTimeout(unfold);
});
unfold();
