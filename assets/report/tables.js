// @ts-check
/** Tables that answer: rows in the order of any column, looked for, and two of them ticked. The address keeps all of it. */

/** @param {string} kind @param {Record<string, string>} properties @param {string} [text] */
function make(kind, properties = {}, text = '') {
  const element = document.createElement(kind);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

/** What the address says: `tick=a,b&sort=1:2:down` (the second table by its third column).
 * @returns {URLSearchParams} */
const kept = () => new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '');

/** @param {string} key @param {string} value */
function keep(key, value) {
  const now = kept();
  now.set(key, value);
  history.replaceState(null, '', `#${[...now].map(([name, said]) => `${name}=${said}`).join('&')}`);
}

/** A cell's number where it begins with one; else its words.
 * @param {Element | undefined} cell */
function worthOf(cell) {
  const text = cell?.textContent?.trim() ?? '';
  const number = /^[-−]?[$]?([\d,]*\.?\d+(?:e-?\d+)?)/.exec(text);
  if (number === null) return text === '–' || text === '' ? null : text;
  const size = Number(number[1]?.replaceAll(',', ''));
  return /^[-−]/.test(text) ? -size : size;
}

const tables = [...document.querySelectorAll('table')];

/** @param {HTMLTableElement} table @param {number} column @param {boolean} isDown */
function sortBy(table, column, isDown) {
  const body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
  const rows = [...body.rows].map((row) => ({ row, value: worthOf(row.cells[column]) }));
  rows.sort(({ value: a }, { value: b }) => {
    // What has no value comes last, whichever way.
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
    return isDown ? -order : order;
  });
  body.append(...rows.map(({ row }) => row));
  const heads = table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [];
  for (const [i, head] of [...heads].entries()) {
    if (i === column) head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  }
}

/** @param {HTMLTableElement} table */
function sortable(table) {
  const heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])];
  for (const [column, head] of heads.entries()) {
    const button = make('button', { type: 'button', class: 'sort' });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      // Names begin with A; of numbers one wants to see the largest first.
      const before = head.getAttribute('aria-sort');
      const isDown = before === null ? column > 0 : before === 'ascending';
      sortBy(table, column, isDown);
      keep('sort', `${tables.indexOf(table)}:${column}:${isDown ? 'down' : 'up'}`);
    });
  }
}

/** @param {HTMLTableElement} table */
function filterable(table) {
  const label = make('label', { class: 'filter' }, 'Show ');
  const placeholder = table.querySelector('tr[data-pattern]') ? 'pattern or measure' : 'row or column';
  const field = /** @type {HTMLInputElement} */ (make('input', { type: 'search', placeholder, spellcheck: 'false' }));
  label.append(field);
  table.closest('.scroll')?.before(label);
  field.addEventListener('input', () => {
    const wanted = field.value.trim().toLowerCase();
    const hasIt = (/** @type {Element | undefined} */ cell) => (cell?.textContent ?? '').toLowerCase().includes(wanted);
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    const isRow = rows.some((row) => hasIt(row.cells[0]));
    const heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])];
    const columns = heads.map((head, i) => i === 0 || wanted === '' || hasIt(head));
    const isColumn = columns.filter((is) => is).length > 1;
    for (const row of rows) row.hidden = isRow && !isColumn ? !hasIt(row.cells[0]) : !isRow && !isColumn;
    for (const row of [...rows, ...(table.tHead ? [table.tHead.rows[table.tHead.rows.length - 1]] : [])]) {
      for (const [i, cell] of [...(row?.cells ?? [])].entries()) cell.hidden = isColumn && !columns[i];
    }
    table.classList.toggle('filtered', wanted !== '' && isColumn);
  });
}

/** Two at most: a third one takes the place of the one that was ticked first. */
let ticked = /** @type {string[]} */ ([]);

function showTicked() {
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-of]'))) {
    block.hidden = !(block.dataset.of ?? '').split(' ').every((pattern) => ticked.includes(pattern));
  }
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input.tick'))) {
    box.checked = ticked.includes(box.value);
  }
}

/** @param {HTMLTableElement} table */
function tickable(table) {
  const known = [...(table.tBodies[0]?.rows ?? [])].map((row) => row.dataset.pattern ?? '');
  const asked = (kept().get('tick') ?? '').split(',').filter((pattern) => known.includes(pattern));
  ticked = asked.length === 2 ? asked : (table.dataset.ticked ?? '').split(' ').filter((one) => one !== '');
  for (const row of table.tBodies[0]?.rows ?? []) {
    const pattern = row.dataset.pattern ?? '';
    const box = /** @type {HTMLInputElement} */ (
      make('input', { type: 'checkbox', class: 'tick', value: pattern, 'aria-label': `Compare ${pattern} below` })
    );
    row.cells[0]?.prepend(box);
    box.addEventListener('change', () => {
      ticked = box.checked ? [...ticked, pattern].slice(-2) : ticked.filter((one) => one !== pattern);
      keep('tick', ticked.join(','));
      showTicked();
    });
  }
  showTicked();
}

for (const table of tables) {
  if (table.dataset.sorts !== undefined) sortable(table);
  if (table.dataset.filters !== undefined) filterable(table);
  if (table.dataset.ticked !== undefined) tickable(table);
}
const [sorted = '', column = '', way = ''] = (kept().get('sort') ?? '').split(':');
const table = tables[Number(sorted)];
if (sorted !== '' && table?.dataset.sorts !== undefined) sortBy(table, Number(column), way === 'down');
