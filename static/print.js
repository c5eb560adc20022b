/* A button that opens the browser's own print window; without this script it stays hidden. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
