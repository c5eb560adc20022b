/*
 * The room on one phone: the screen does not go dark while the page is looked at, and can be all the page’s. Both are
 * asked of the browser, and where it has no such thing, or says no, the page is what it was.
 */
let lock = null;
let asking = false;

/** What the page says of both; it says it anew whenever it has been laid anew. */
function show() {
  const awake = document.querySelector('[data-awake]');
  if (awake) awake.hidden = lock === null;
  const full = document.querySelector('[data-full-screen]');
  if (!full || !document.fullscreenEnabled) return;
  const is = document.fullscreenElement !== null;
  full.hidden = false;
  full.setAttribute('aria-pressed', String(is));
  full.querySelector('[data-label]').textContent = is ? full.dataset.stop : full.dataset.start;
}

/** Held as long as the room is looked at: the browser lets go of it by itself whenever it is not. */
async function stayAwake() {
  if (!('wakeLock' in navigator) || lock !== null || asking || document.hidden) return;
  asking = true;
  try {
    const held = await navigator.wakeLock.request('screen');
    lock = held;
    held.addEventListener('release', () => {
      if (lock === held) lock = null;
      show();
    });
  } catch {
    // The battery is low, or whoever holds the phone does not want it.
  }
  asking = false;
  show();
}

async function changeScreen() {
  try {
    await (document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen());
  } catch {
    // The browser says no: the page stays as large as it is.
  }
}

document.addEventListener('click', ({ target }) => {
  if (target.closest?.('[data-full-screen]')) void changeScreen();
});
document.addEventListener('fullscreenchange', show);
document.addEventListener('laid', show);
document.addEventListener('visibilitychange', () => void stayAwake());
addEventListener('pageshow', () => void stayAwake());
addEventListener('pagehide', () => void lock?.release());
show();
void stayAwake();
