// @ts-check
/** What can be taken along: a chart as SVG or PNG, a table as CSV, a command in the clipboard. */

/** @param {string} name @param {string} href */
function save(name, href) {
  const link = document.createElement('a');
  link.download = name;
  link.href = href;
  link.click();
}

/** @param {string} type @param {string} text */
const dataUrl = (type, text) => `data:${type};charset=utf-8,${encodeURIComponent(text)}`;

/** @param {string} text @param {number} width @param {CanvasRenderingContext2D} pen @returns {string[]} */
function wrapped(text, width, pen) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const SVG = 'http://www.w3.org/2000/svg';
const FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif';
const MARGIN = 16;

/** A chart under its title, as a drawing that stands alone; light, whatever the page is.
 * @param {HTMLElement} figure */
function picture(figure) {
  const drawn = /** @type {SVGSVGElement} */ (figure.querySelector('.plot > svg'));
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  const [width, height] = ['width', 'height'].map((side) => Number(drawn.getAttribute(side)));
  const outer = document.createElementNS(SVG, 'svg');
  let y = MARGIN;
  const title = figure.querySelector('figcaption strong')?.textContent ?? '';
  const rest = (figure.querySelector('figcaption')?.textContent ?? '').replace(title, '').trim();
  for (const [text, size, weight, colour] of /** @type {const} */ ([
    [title, 16, 'bold', '#222222'],
    [rest, 12, 'normal', '#5c6670'],
  ])) {
    pen.font = `${weight} ${size}px ${FONT}`;
    for (const line of text === '' ? [] : wrapped(text, (width ?? 0) - MARGIN, pen)) {
      y += size * 1.3;
      const element = document.createElementNS(SVG, 'text');
      for (const [name, value] of Object.entries({
        x: MARGIN,
        y,
        'font-size': size,
        'font-weight': weight,
        fill: colour,
      }))
        element.setAttribute(name, String(value));
      element.textContent = line;
      outer.append(element);
    }
    y += 4;
  }
  const inner = /** @type {SVGSVGElement} */ (drawn.cloneNode(true));
  inner.removeAttribute('aria-hidden');
  inner.setAttribute('y', String(y));
  const paper = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: 'white' }))
    paper.setAttribute(name, value);
  outer.prepend(paper);
  outer.append(inner);
  const [w, h] = [Math.ceil(width ?? 0), Math.ceil(y + (height ?? 0))];
  for (const [name, value] of Object.entries({ width: w, height: h, viewBox: `0 0 ${w} ${h}`, 'font-family': FONT }))
    outer.setAttribute(name, String(value));
  return { text: new XMLSerializer().serializeToString(outer), width: w, height: h };
}

/** @param {HTMLElement} figure */
async function savePng(figure) {
  const { text, width, height } = picture(figure);
  const image = new Image();
  image.src = dataUrl('image/svg+xml', text);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, width * 2, height * 2);
  save(`${figure.dataset.chart}.png`, canvas.toDataURL('image/png'));
}

/** @param {string} text @param {string} label @param {() => unknown} act */
function button(text, label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'take';
  made.textContent = text;
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('figure[data-chart]'))) {
  const title = figure.querySelector('figcaption strong')?.textContent ?? '';
  const ways = document.createElement('div');
  ways.className = 'takes';
  const svg = () => save(`${figure.dataset.chart}.svg`, dataUrl('image/svg+xml', picture(figure).text));
  ways.append(
    button('SVG', `Save as SVG: ${title}`, svg),
    button('PNG', `Save as PNG: ${title}`, () => savePng(figure)),
  );
  figure.append(ways);
}

/** @param {string} text */
const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

for (const [i, table] of /** @type {NodeListOf<HTMLTableElement>} */ (
  document.querySelectorAll('table[data-sorts]')
).entries()) {
  const label = table.getAttribute('aria-label') ?? '';
  const csv = () => {
    const rows = [...table.rows].filter((row) => !row.classList.contains('groups'));
    const text = rows
      .map((row) => [...row.cells].map((cell) => quoted((cell.textContent ?? '').trim())).join(','))
      .join('\n');
    save(`table-${i + 1}.csv`, dataUrl('text/csv', `${text}\n`));
  };
  table.closest('.scroll')?.after(button('CSV', `Save as CSV: ${label}`, csv));
}

for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-copy]'))) {
  const copy = button('Copy', `Copy the command: ${item.dataset.copy}`, async () => {
    await navigator.clipboard.writeText(item.dataset.copy ?? '');
    copy.textContent = 'Copied';
  });
  item.append(copy);
}

// What is wider or higher now may have to be scrolled to.
dispatchEvent(new Event('resize'));
document.documentElement.dataset.page = 'ready';
