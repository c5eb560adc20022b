/*
 * Makes a ballot easier to fill in: rows of a ranking are moved by buttons, by keyboard and by hand; a sum
 * goes along with the ticks; one is found among hundreds. What is sent is what stands in the fields, with
 * this script or without.
 */
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
  const isRanked = (row) => Boolean(row.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING);

  for (const part of ranking.querySelectorAll('[data-moves], [data-grip], [data-with-script]'))
    part.hidden = false;
  for (const part of ranking.querySelectorAll('[data-without-script]')) part.hidden = true;
  line.hidden = false;
  const first = rows().find((row) => field(row).value === '');
  list.insertBefore(line, first ?? null);
  ready();

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
  }

  function say(row) {
    const name = row.querySelector('label strong').textContent;
    const said = isRanked(row) ? ranking.dataset.said : ranking.dataset.out;
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
    if (by > 0 && !isRanked(row)) return;
    move(row, by);
    event.target.focus();
  });

  // A number typed in puts the row in its place; equal ones stay equal and are numbered as they were typed.
  list.addEventListener('change', (event) => {
    const row = event.target.closest('li');
    if (!row || event.target !== field(row)) return;
    const place = (one) => (field(one).value === '' ? Infinity : Number(field(one).value));
    const inOrder = rows().sort((a, b) => place(a) - place(b));
    list.append(...inOrder.filter((one) => place(one) < Infinity), line);
    list.append(...inOrder.filter((one) => place(one) === Infinity));
    ready();
    say(row);
    event.target.focus();
  });

  list.addEventListener('pointerdown', (event) => {
    const grip = event.target.closest('[data-grip]');
    if (!grip) return;
    event.preventDefault();
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
      if (isLater) under.after(row);
      else under.before(row);
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
