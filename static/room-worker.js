/*
 * Keeps the page of one meeting, and the files that it looks like, for when the line drops: it is
 * registered for that page alone. With a line the page always comes from where it lives; the kept one is
 * only what is left.
 */
const KEPT = 'room';
const LOOKS = ['style', 'script', 'font', 'image'];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === 'navigate' || LOOKS.includes(request.destination))
    event.respondWith(freshOrKept(request));
});

async function freshOrKept(request) {
  const cache = await caches.open(KEPT);
  // The page is kept under its address without what follows it; files under theirs.
  const name = request.mode === 'navigate' ? new URL(request.url).pathname : request;
  let response;
  try {
    response = await fetch(request);
  } catch {
    return (await cache.match(name, { ignoreVary: true })) ?? Response.error();
  }
  // A meeting that is over, or whoever has gone out, leaves nothing here.
  if (response.ok && !response.redirected) await cache.put(name, response.clone());
  else if (request.mode === 'navigate' && response.status < 500) await cache.delete(name);
  return response;
}
