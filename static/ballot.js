/*
 * Makes a ballot easier to fill in: rows of a ranking are moved by buttons, by keyboard and by hand; a sum
 * goes along with the ticks; one is found among hundreds. What is sent is what stands in the fields, with
 * this script or without.
 */
/** A phone tells of the press a moment after the finger has gone. */
const AFTER_THE_PRESS = 400;

for (const ranking of document.querySelectorAll('[data-ballot-rank]')) rank(ranking);
for (const sum of document.querySelectorAll('[data-ballot-sum]')) addUp(sum);
for (const filter of document.querySelectorAll('[data-ballot-filter]')) find(filter);

/** Rows above the line are ranked, in their order; those below it are not. */
function rank(ranking) {
  const list = ranking.querySelector('[data-ballot-list]');
  const line = list.querySelector('[data-line]');
  const heard = ranking.querySelector('[data-ballot-heard]');
  const rows = () => [...list.children].filter((row) => row !== line);
  const field = (row) => row.querySelector('input');
  const isWritten = (row) => field(row).value !== '';
  const isRanked = (row) => Boolean(row.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING);

  for (const part of ranking.querySelectorAll('[data-moves], [data-grip], [data-with-script]'))
    part.hidden = false;
  for (const part of ranking.querySelectorAll('[data-without-script]')) part.hidden = true;
  line.hidden = false;
  const first = rows().find((row) => field(row).value === '');
  list.insertBefore(line, first ?? null);
  let isTyped = false;
  ready();
  lookForShared();

  function ready() {
    const ranked = rows().filter(isRanked);
    for (const row of rows()) {
      const up = row.querySelector('[data-move="-1"]');
      const down = row.querySelector('[data-move="1"]');
      up.disabled = row === ranked[0];
      down.disabled = !isRanked(row);
    }
  }

  function number() {
    for (const row of rows()) field(row).value = '';
    for (const [i, row] of rows().filter(isRanked).entries()) field(row).value = String(i + 1);
    ready();
    lookForShared();
  }

  /** Where each has a place of its own, a number that another has is said at its field before anything is sent. */
  function lookForShared() {
    const { own } = ranking.dataset;
    if (own === undefined) return;
    const taken = rows().filter(isWritten);
    const place = (row) => Number(field(row).value);
    for (const row of rows()) {
      const isShared = taken.some((one) => one !== row && isWritten(row) && place(one) === place(row));
      field(row).setCustomValidity(isShared ? own : '');
      if (isShared) field(row).setAttribute('aria-invalid', 'true');
      else field(row).removeAttribute('aria-invalid');
    }
  }

  /** Puts rows where their numbers say; equal ones stay equal, and numbers stay as they were typed. */
  function sort() {
    const place = (row) => (isWritten(row) ? Number(field(row).value) : Infinity);
    const inOrder = rows().sort((a, b) => place(a) - place(b));
    list.append(...inOrder.filter(isWritten), line, ...inOrder.filter((row) => !isWritten(row)));
    isTyped = false;
    ready();
  }

  function say(row) {
    const name = row.querySelector('label strong').textContent;
    const said = isWritten(row) ? ranking.dataset.said : ranking.dataset.out;
    heard.textContent = said.replace('[name]', name).replace('[place]', field(row).value);
  }

  function move(row, by) {
    if (by < 0) {
      const above = isRanked(row) ? row.previousElementSibling : line;
      if (above) list.insertBefore(row, above);
    } else if (row.nextElementSibling === line) line.after(row);
    else row.nextElementSibling?.after(row);
    number();
    say(row);
  }

  list.addEventListener('click', (event) => {
    const button = event.target.closest('[data-move]');
    if (!button) return;
    const row = button.closest('li');
    if (isTyped) sort();
    move(row, Number(button.dataset.move));
    // What can go no further leaves the focus with its other button.
    (button.disabled ? row.querySelector('[data-move]:not(:disabled)') : button)?.focus();
  });

  list.addEventListener('keydown', (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest('li');
    const inField = event.target === (row && field(row));
    // Arrows in a field change its number; with Alt, and on the buttons, they move the row.
    if (!by || !row || (inField && !event.altKey)) return;
    event.preventDefault();
    if (isTyped) sort();
    if (by < 0 || isRanked(row)) move(row, by);
    event.target.focus();
  });

  list.addEventListener('input', (event) => {
    const row = event.target.closest('li');
    if (!row || event.target !== field(row)) return;
    isTyped = true;
    lookForShared();
  });
  list.addEventListener('change', (event) => {
    const row = event.target.closest('li');
    if (row && event.target === field(row)) say(row);
  });

  // Rows go to their numbers when the list is left, and never under a finger that is pressing something: it
  // would press beside it.
  let isPressing = false;
  const sortIfLeft = () => {
    if (isTyped && !isPressing && !list.contains(document.activeElement)) sort();
  };
  const pressed = () => {
    isPressing = false;
    sortIfLeft();
  };
  addEventListener('pointerdown', () => (isPressing = true), { capture: true });
  for (const over of ['pointerup', 'pointercancel'])
    addEventListener(over, () => setTimeout(pressed, AFTER_THE_PRESS), { capture: true });
  list.addEventListener('focusout', () => setTimeout(sortIfLeft));

  list.addEventListener('pointerdown', (event) => {
    const grip = event.target.closest('[data-grip]');
    if (!grip) return;
    event.preventDefault();
    if (isTyped) sort();
    const row = grip.closest('li');
    grip.setPointerCapture(event.pointerId);
    row.classList.add('held');
    const follow = ({ clientY }) => {
      const under = [...list.children].find((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return one !== row && clientY >= top && clientY <= bottom;
      });
      if (!under) return;
      const isLater = row.compareDocumentPosition(under) & Node.DOCUMENT_POSITION_FOLLOWING;
      // The others go round the row that is held: taken out of the page, even to be put elsewhere, it would slip
      // from the hand.
      let passed;
      do {
        passed = isLater ? row.nextElementSibling : row.previousElementSibling;
        if (isLater) row.before(passed);
        else row.after(passed);
      } while (passed !== under);
    };
    const letGo = () => {
      grip.removeEventListener('pointermove', follow);
      row.classList.remove('held');
      number();
      say(row);
    };
    grip.addEventListener('pointermove', follow);
    grip.addEventListener('lostpointercapture', letGo, { once: true });
  });
}

function addUp(sum) {
  const form = sum.closest('form');
  const { scale, unit, locale, pot } = sum.dataset;
  const digits = Math.round(Math.log10(Number(scale)));
  const show = () => {
    let minor = 0n;
    for (const tick of form.querySelectorAll('[data-cost]:checked')) minor += BigInt(tick.dataset.cost);
    const figure = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    sum.value = `${figure.format(Number(minor) / Number(scale))} ${unit}`.trim();
    sum.classList.toggle('over', minor > BigInt(pot));
  };
  form.addEventListener('change', show);
  for (const button of form.querySelectorAll('[data-ballot-add]')) button.hidden = true;
  show();
}

function find(filter) {
  const list = filter.parentElement.querySelector('[data-ballot-list]');
  const field = filter.querySelector('input');
  filter.hidden = false;
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  field.addEventListener('input', () => {
    const wanted = plain(field.value.trim());
    for (const row of list.children) {
      const chosen = row.querySelector(':checked:not(option)') || row.matches('[data-line]');
      row.classList.toggle('unfound', wanted !== '' && !chosen && !plain(row.textContent).includes(wanted));
    }
  });
  // Enter looks for it, and sends no ballot.
  field.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
}
