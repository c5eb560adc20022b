/* Our rules follow the answers while they are typed. Without this script a button does the same. */
const form = document.querySelector('form[data-live-rules]');
let waiting;
let asked = 0;

form?.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 250);
});

async function show() {
  const mine = ++asked;
  const answers = new URLSearchParams(new FormData(form));
  answers.delete('key');
  const response = await fetch(`${location.pathname}?${answers}`).catch(() => undefined);
  if (!response?.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [fresh, shown] = [page.querySelector('#rules'), document.querySelector('#rules')];
  if (!fresh || !shown) return;
  const before = new Set(sentences(shown));
  shown.replaceWith(fresh);
  for (const sentence of fresh.querySelectorAll('li')) {
    if (before.has(sentence.textContent)) continue;
    sentence.classList.add('fresh');
    setTimeout(() => sentence.classList.remove('fresh'), 3000);
  }
}

function sentences(rules) {
  return Array.from(rules.querySelectorAll('li'), ({ textContent }) => textContent);
}
