/* Tells whoever is writing that their time is nearly over, and that it is; without this script they learn it when they send. */
const SOON_MS = 600_000;
const LOOK_MS = 15_000;

for (const place of document.querySelectorAll('[data-ends]')) {
  const ends = Date.parse(place.dataset.ends);
  // The clock of the device may be wrong; how fast it goes is right.
  const ahead = Date.parse(place.dataset.now) - Date.now();
  const look = () => {
    const left = ends - Date.now() - ahead;
    const stands = left <= 0 ? 'over' : left <= SOON_MS ? 'soon' : '';
    for (const one of place.children) one.hidden = one.dataset.when !== stands;
    if (left <= 0) clearInterval(timer);
  };
  const timer = setInterval(look, LOOK_MS);
  look();
}
