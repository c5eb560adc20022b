/*
 * A button that has the browser read aloud what stands in one place, in the language of that place. It is shown only
 * where the device has a voice for it: no voice, no button.
 */
const speech = window.speechSynthesis;

/** Voices come late in some browsers; whoever has said so is asked again when they are there. */
function show() {
  for (const button of document.querySelectorAll('[data-aloud]')) {
    const lang = languageOf(button);
    button.hidden = !speech.getVoices().some((voice) => voice.lang.toLowerCase().startsWith(lang));
  }
}

function placeOf(button) {
  return document.getElementById(button.dataset.aloud);
}

function languageOf(button) {
  const place = placeOf(button);
  const told = place?.querySelector('[lang]') ?? place?.closest('[lang]');
  return (told?.lang ?? document.documentElement.lang).slice(0, 2).toLowerCase();
}

/** A sentence at a time: some browsers fall silent in the middle of what is long. */
function read(button) {
  const lines = [...placeOf(button).querySelectorAll('p, h3, h4')]
    .flatMap((line) => line.textContent.split(/(?<=[.!?;:])\s+|\n+/))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  lines.forEach((line, at) => {
    const spoken = new SpeechSynthesisUtterance(line);
    spoken.lang = languageOf(button);
    const voice = speech.getVoices().find((one) => one.lang.toLowerCase().startsWith(spoken.lang));
    if (voice) spoken.voice = voice;
    if (at === lines.length - 1) spoken.onend = () => say(button, false);
    speech.speak(spoken);
  });
}

function say(button, reads) {
  button.setAttribute('aria-pressed', String(reads));
  const label = button.querySelector('[data-label]');
  label.textContent = reads ? button.dataset.stop : button.dataset.start;
}

if (speech) {
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('[data-aloud]');
    if (!button) return;
    const reads = button.getAttribute('aria-pressed') === 'true';
    speech.cancel();
    for (const one of document.querySelectorAll('[data-aloud]')) say(one, false);
    if (reads) return;
    say(button, true);
    read(button);
  });
  addEventListener('pagehide', () => speech.cancel());
  document.addEventListener('laid', () => {
    speech.cancel();
    show();
  });
  speech.addEventListener?.('voiceschanged', show);
  show();
}
