// @ts-check
/** What a report's page does beyond being read: it tells of the marks of charts, and highlights a pattern everywhere. */

const root = document.documentElement;
const tooltip = /** @type {HTMLElement} */ (document.getElementById('tooltip'));
root.classList.add('scripted');

const names = new Set(
  [...document.querySelectorAll('tr[data-pattern]')].map((row) => row.getAttribute('data-pattern') ?? ''),
);

// What a chart writes beside its marks is about a pattern, too.
for (const label of document.querySelectorAll('.plot text:not([data-pattern])')) {
  if (names.has(label.textContent ?? '')) label.setAttribute('data-pattern', label.textContent ?? '');
}

/** The pattern that was clicked or tapped, and the one under the pointer or with the focus; '' for none. */
let pinned = '';
let touched = '';

function highlight() {
  const shown = touched === '' ? pinned : touched;
  root.classList.toggle('lit', shown !== '');
  for (const element of document.querySelectorAll('[data-pattern]')) {
    element.classList.toggle('on', shown !== '' && element.getAttribute('data-pattern') === shown);
  }
}

/** @param {EventTarget | null} target */
const patternAt = (target) =>
  (target instanceof Element && target.closest('[data-pattern]')?.getAttribute('data-pattern')) || '';

/** @param {string} pattern */
function touch(pattern) {
  if (pattern === touched) return;
  touched = pattern;
  highlight();
}

/** @param {string} pattern */
function pin(pattern) {
  pinned = pattern === pinned ? '' : pattern;
  touched = '';
  highlight();
}

/** Shows what is told of a mark beside the pointer, inside of the window.
 * @param {PointerEvent} event */
function tell(event) {
  const mark = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
  const told = mark?.getAttribute('data-tip') ?? '';
  tooltip.hidden = told === '';
  if (tooltip.hidden) return;
  if (tooltip.dataset.told !== told) tooltip.replaceChildren(...contentOf(told));
  tooltip.dataset.told = told;
  const { width, height } = tooltip.getBoundingClientRect();
  const across = Math.min(event.clientX + 14, root.clientWidth - width - 8);
  const below = event.clientY + 16 + height < root.clientHeight;
  tooltip.style.left = `${Math.max(8, across)}px`;
  tooltip.style.top = `${Math.max(8, below ? event.clientY + 16 : event.clientY - height - 12)}px`;
}

/** A line a fact: "term: text". A pattern's name is the heading.
 * @param {string} told */
function contentOf(told) {
  const heads = [];
  const list = document.createElement('dl');
  for (const line of told.split('\n')) {
    const [key = '', ...rest] = line.split(': ');
    const text = rest.join(': ');
    if (rest.length === 0 || names.has(text)) {
      const head = document.createElement('strong');
      head.textContent = rest.length === 0 ? line : text;
      heads.push(head);
      continue;
    }
    const [term, said] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = key;
    said.textContent = text;
    list.append(term, said);
  }
  return [...heads, list];
}

document.addEventListener('pointerover', (event) => {
  if (event.pointerType !== 'touch') touch(patternAt(event.target));
});
document.addEventListener('pointermove', tell);
document.addEventListener('pointerdown', tell);
document.addEventListener('pointerleave', () => touch(''));
document.addEventListener('focusin', (event) => {
  if (event.target instanceof Element && event.target.matches(':focus-visible')) touch(patternAt(event.target));
});
document.addEventListener('focusout', () => touch(''));
document.addEventListener('click', (event) => {
  const isSelecting = getSelection()?.isCollapsed === false;
  const isControl =
    event.target instanceof Element && event.target.closest('button, input, label, a, summary') !== null;
  if (patternAt(event.target) !== '' && !isSelecting && !isControl) pin(patternAt(event.target));
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  tooltip.hidden = true;
  pinned = '';
  touch('');
  highlight();
});

/** One stop of the Tab key for a whole list; the arrows go on from there.
 * @param {HTMLElement[]} items */
function rove(items) {
  for (const [index, item] of items.entries()) {
    item.tabIndex = index === 0 ? 0 : -1;
    item.addEventListener('keydown', (event) => {
      if (event.target !== item) return;
      const all = [...(item.parentElement?.children ?? [])].filter(
        (row) => row instanceof HTMLElement && row.hasAttribute('data-pattern') && !row.hidden,
      );
      const at = all.indexOf(item);
      const steps = /** @type {Record<string, number>} */ ({
        ...{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 },
      });
      const next = all[steps[event.key] ?? -1];
      if (event.key === 'Enter') pin(patternAt(item));
      if (!(next instanceof HTMLElement)) return;
      event.preventDefault();
      for (const one of items) one.tabIndex = one === next ? 0 : -1;
      next.focus();
    });
  }
}

for (const list of document.querySelectorAll('tbody')) {
  rove([...list.querySelectorAll('[data-pattern]')].filter((item) => item instanceof HTMLElement));
}

/** Only what scrolls needs the focus of the keyboard. */
function stops() {
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scroll'))) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

addEventListener('resize', stops);
for (const details of document.querySelectorAll('details')) details.addEventListener('toggle', stops);
// A link into what is folded opens it.
function unfold() {
  const id = location.hash.slice(1);
  if (id === '' || id.includes('=')) return;
  const target = document.getElementById(id);
  for (const details of target?.querySelectorAll(':scope > details') ?? []) details.setAttribute('open', '');
  stops();
}
addEventListener('hashchange', unfold);
unfold();
