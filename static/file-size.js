/* Says that a file is too large before it travels over a thin line; without it the answer says so. */
const MEGABYTE = 1024 * 1024;
for (const place of document.querySelectorAll('[data-file-size]')) {
  const field = place.querySelector('input[type=file]');
  field?.addEventListener('change', () => {
    const most = Number(place.dataset.fileSize) * MEGABYTE;
    const isTooLarge = [...field.files].some(({ size }) => size > most);
    field.setCustomValidity(isTooLarge ? place.dataset.tooLarge : '');
    if (isTooLarge) field.reportValidity();
  });
}
