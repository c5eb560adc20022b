/*
 * A meeting on one phone, when the line drops. Whatever is entered is written down on this device first,
 * then sent in its order, each with the key that its form came with: what was sent and not answered is
 * sent again, and done once. Without this script the same forms are sent one by one.
 */
const QUEUED = 'form[data-queue]';
const RETRY_MILLIS = 8_000;
const ANSWER_MILLIS = 20_000;
const room = () => document.querySelector('[data-room]');
const place = `room ${location.pathname} ${room()?.dataset.room ?? ''}`;

/** What waits to be sent, and what was refused when it was: as long as this device remembers it. */
let kept = { waiting: [], refused: [], signedOut: false };
try {
  kept = { ...kept, ...JSON.parse(localStorage.getItem(place) ?? '{}') };
} catch {
  // A device that remembers nothing still sends what it can.
}

function keep() {
  try {
    if (kept.waiting.length + kept.refused.length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // As above.
  }
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches(QUEUED)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const written = event.submitter?.dataset.name ?? body.get('words') ?? '';
  kept.waiting.push({
    action: form.getAttribute('action').split('#')[0],
    body: body.toString(),
    at: body.get('at'),
    press: event.submitter?.value ?? '',
    says: written === '' ? form.dataset.says : `${form.dataset.says}: ${written}`,
  });
  keep();
  // The same form may be used again before this is sent: it is another act then.
  form.reset();
  form.elements.namedItem('key').value = newKey();
  show();
  void send();
});

let sending = false;
let retry;

/** Sends what waits, the oldest first, until there is nothing left or the line is gone again. */
async function send() {
  if (sending) return;
  sending = true;
  while (kept.waiting.length > 0) {
    const [one] = kept.waiting;
    const answer = await ask(one);
    if (answer === null) break;
    kept.waiting.shift();
    kept.signedOut = false;
    if (!answer.ok) kept.refused.push({ says: one.says, why: answer.why });
    keep();
    if (answer.elsewhere) {
      location.href = answer.elsewhere;
      return;
    }
    lay(answer.fresh, one.at);
    show();
  }
  sending = false;
  show();
  clearTimeout(retry);
  if (kept.waiting.length > 0) retry = setTimeout(send, RETRY_MILLIS);
}

/** The answer to one of them; null where nobody can say yet what became of it. */
async function ask({ action, body }) {
  let response;
  let text;
  try {
    response = await fetch(action, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    text = await response.text();
  } catch {
    return null;
  }
  if (response.status >= 500 || response.status === 429) return null;
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fresh = page.querySelector('[data-room]');
  // The meeting was closed: its page is the next one.
  if (!fresh && response.ok && response.redirected && !response.url.includes('/sign-in')) {
    return { ok: true, elsewhere: response.url };
  }
  if (!fresh || fresh.dataset.room !== room().dataset.room) {
    kept.signedOut = true;
    return null;
  }
  const why = page.querySelector('form[data-queue], [role=alert]') && said(page);
  return { ok: response.ok, fresh, why: response.ok ? '' : why };
}

function said(page) {
  const alert = page.querySelector('.refusal');
  return alert ? alert.textContent.replace(/\s+/g, ' ').trim() : '';
}

/** Which form it is, and of which text: what was written about another is not carried over. */
function of({ elements }) {
  return ['at', 'version', 'round'].map((name) => elements.namedItem(name)?.value).join(' ');
}

/** Lays the page as it is now over the one that is shown; what is being written in other forms stays. */
function lay(fresh, sent) {
  const old = room();
  const writing = [...old.querySelectorAll(QUEUED)].flatMap((form) =>
    [...form.elements]
      .filter((field) => /^(textarea|select|input)$/i.test(field.tagName) && field.type !== 'hidden')
      .map((field) => ({ of: of(form), name: field.name, value: field.value })),
  );
  const open = [...old.querySelectorAll('details')].map((one) => one.open);
  const { activeElement } = document;
  const focus = {
    at: activeElement?.form?.elements.namedItem('at')?.value ?? sent,
    name: activeElement?.name ?? '',
    value: activeElement?.value ?? '',
  };
  old.replaceWith(document.adoptNode(fresh));
  // Whatever else has changed the page shows itself again.
  document.dispatchEvent(new Event('laid'));
  setClock();
  const details = [...room().querySelectorAll('details')];
  if (details.length === open.length) details.forEach((one, at) => (one.open ||= open[at]));
  for (const form of room().querySelectorAll(QUEUED)) {
    for (const one of writing) {
      const field = one.of === of(form) ? form.elements.namedItem(one.name) : null;
      if (field && 'value' in field && one.value !== '') field.value = one.value;
    }
    const isHere = form.elements.namedItem('at').value === focus.at && focus.name !== '';
    const next = isHere ? form.elements.namedItem(focus.name) : null;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }
}

/** Says how much is not sent yet, and what was refused. */
function show() {
  const unsent = room().querySelector('[data-unsent]');
  if (!unsent) return;
  unsent.hidden = kept.waiting.length === 0;
  unsent.querySelector('[data-count]').textContent = String(kept.waiting.length);
  unsent.querySelector('[data-signed-out]').hidden = !kept.signedOut;
  list(
    unsent,
    kept.waiting.map((one) => one.says),
  );
  const refused = room().querySelector('[data-refused]');
  refused.hidden = kept.refused.length === 0;
  list(
    refused,
    kept.refused.map((one) => `${one.says} — ${one.why}`),
  );
  for (const form of room().querySelectorAll(QUEUED)) {
    const at = form.elements.namedItem('at').value;
    for (const button of form.querySelectorAll('button[name]')) {
      button.disabled = kept.waiting.some((one) => one.at === at && one.press === button.value);
    }
  }
}

function list(box, lines) {
  box.querySelector('[data-list]').replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }),
  );
}

document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-dismiss]')) return;
  kept.refused = [];
  keep();
  show();
});

/** By how much this device's clock is behind the one that wrote the page; unknown of a page that was kept. */
let behind = 0;

function setClock() {
  if (navigator.onLine) behind = Date.parse(room().dataset.now) - Date.now() || 0;
}

function tick() {
  for (const timer of document.querySelectorAll('[data-taken]')) {
    const passed = Math.max(0, Date.now() + behind - Date.parse(timer.dataset.taken));
    const planned = Number(timer.dataset.minutes || 0) * 60_000;
    timer.textContent = planned > 0 ? `${clock(passed)} / ${clock(planned)}` : clock(passed);
    timer.classList.toggle('over', planned > 0 && passed > planned);
  }
}

function clock(millis) {
  const seconds = Math.floor(millis / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** So that the page opens again without a line. Only this one, and only where the address is a secure one. */
async function stay() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/room-worker.js', { scope: location.pathname });
  const files = performance
    .getEntriesByType('resource')
    .map((one) => new URL(one.name))
    .filter((one) => one.origin === location.origin && /\.(css|js|woff2|svg)$/.test(one.pathname));
  const cache = await caches.open('room');
  await cache.addAll([location.pathname, ...new Set(files.map((one) => one.href))]);
}

if (room()) {
  addEventListener('online', () => void send());
  document.addEventListener('visibilitychange', () => document.hidden || void send());
  setClock();
  setInterval(tick, 1000);
  tick();
  show();
  void send();
  stay().catch(() => {
    // The room works without it, as long as its page stays open.
  });
}
