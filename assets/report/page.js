// @ts-check
/** What a report's page does beyond being read: it draws the charts with tooltips, and highlights a pattern everywhere. */

/** @type {any} */
const vega = /** @type {any} */ (window).vega;
const root = document.documentElement;
const tooltip = /** @type {HTMLElement} */ (document.getElementById('tooltip'));
const specs = JSON.parse(/** @type {HTMLElement} */ (document.getElementById('specs')).textContent ?? '{}');

const names = new Set(
  [...document.querySelectorAll('.legend [data-pattern]')].map((item) => item.getAttribute('data-pattern')),
);

/** The pattern that was clicked or tapped, and the one under the pointer or with the focus; '' for none. */
let pinned = '';
let touched = '';

function highlight() {
  const shown = touched === '' ? pinned : touched;
  root.classList.toggle('lit', shown !== '');
  for (const element of document.querySelectorAll('[data-pattern]')) {
    element.classList.toggle('on', shown !== '' && element.getAttribute('data-pattern') === shown);
  }
  for (const button of document.querySelectorAll('.legend button')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-pattern') === pinned));
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

document.addEventListener('pointerover', (event) => {
  if (event.pointerType !== 'touch') touch(patternAt(event.target));
});
document.addEventListener('pointerleave', () => touch(''));
document.addEventListener('focusin', (event) => {
  if (event.target instanceof Element && event.target.matches(':focus-visible')) touch(patternAt(event.target));
});
document.addEventListener('focusout', () => touch(''));
document.addEventListener('click', (event) => {
  const isSelecting = getSelection()?.isCollapsed === false;
  if (patternAt(event.target) !== '' && !isSelecting) pin(patternAt(event.target));
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
      const steps = /** @type {Record<string, number>} */ ({
        ...{ ArrowDown: index + 1, ArrowRight: index + 1, ArrowUp: index - 1, ArrowLeft: index - 1 },
        ...{ Home: 0, End: items.length - 1 },
      });
      const next = items[steps[event.key] ?? -1];
      // In a table the arrows to the sides are needed to scroll it.
      if (next === undefined || (item.matches('tr') && /Left|Right/.test(event.key))) return;
      event.preventDefault();
      for (const one of items) one.tabIndex = one === next ? 0 : -1;
      next.focus();
    });
  }
}

for (const list of document.querySelectorAll('.legend, tbody')) {
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

/** Vega's tooltip: a text, or an object whose entries are already text.
 * @param {unknown} _handler @param {PointerEvent} event @param {unknown} _item @param {unknown} value */
function tell(_handler, event, _item, value) {
  tooltip.hidden = value === null || value === undefined || value === '';
  if (tooltip.hidden) return;
  tooltip.replaceChildren(...contentOf(value));
  const { width, height } = tooltip.getBoundingClientRect();
  const across = Math.min(event.clientX + 14, root.clientWidth - width - 8);
  const below = event.clientY + 16 + height < root.clientHeight;
  tooltip.style.left = `${Math.max(8, across)}px`;
  tooltip.style.top = `${Math.max(8, below ? event.clientY + 16 : event.clientY - height - 12)}px`;
}

/** @param {unknown} value */
function contentOf(value) {
  if (typeof value !== 'object' || value === null) return [document.createTextNode(String(value))];
  const heads = [];
  const list = document.createElement('dl');
  for (const [key, said] of Object.entries(value)) {
    if (names.has(String(said))) {
      const head = document.createElement('strong');
      head.textContent = String(said);
      heads.push(head);
      continue;
    }
    const [term, text] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = key;
    text.textContent = String(said);
    list.append(term, text);
  }
  return [...heads, list];
}

/** Marks, labels and legend entries know which pattern they stand for by what they were made from.
 * @param {Element} svg */
function tag(svg) {
  for (const mark of svg.querySelectorAll('path, line, rect, text')) {
    const datum = /** @type {any} */ (mark).__data__?.datum;
    if (typeof datum !== 'object' || datum === null) continue;
    const words = [datum.pattern, ...Object.values(datum)].filter((word) => names.has(word));
    if (words.length > 0) mark.setAttribute('data-pattern', words[0]);
  }
}

/** @param {HTMLElement} figure */
async function draw(figure) {
  const plot = /** @type {HTMLElement} */ (figure.querySelector('.plot'));
  const canvas = document.createElement('div');
  canvas.setAttribute('aria-hidden', 'true');
  const spec = specs[figure.dataset.chart ?? ''];
  const view = new vega.View(vega.parse(spec), { renderer: 'svg', container: canvas, tooltip: tell });
  await view.runAsync();
  for (const name of ['role', 'aria-roledescription', 'aria-label']) canvas.removeAttribute(name);
  plot.replaceChildren(canvas);
  tag(canvas);
  figure.dataset.drawn = 'interactive';
}

async function drawAll() {
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('figure[data-chart]'))) {
    // Between two charts the page answers to its reader. A chart that fails keeps its picture.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await draw(figure).catch((error) => console.error(error));
  }
  stops();
  highlight();
  root.dataset.charts = 'drawn';
}

// Beside the report there is room for the contents; above it they would come before the answer.
const side = /** @type {HTMLDetailsElement} */ (document.querySelector('.side'));
const narrow = matchMedia('screen and (max-width: 62rem)');
const fold = () => {
  side.open = !narrow.matches;
};
narrow.addEventListener('change', fold);
fold();

addEventListener('resize', stops);
for (const details of document.querySelectorAll('details')) details.addEventListener('toggle', stops);
// What is folded would be missing on paper.
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
stops();
void drawAll();
