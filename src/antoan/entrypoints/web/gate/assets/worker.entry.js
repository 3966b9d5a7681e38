// Service worker of the gate: the page, its scripts and the QR reader are there without a network.
// The server writes FILES (addresses to keep) and VERSION (a digest of them) above this text.

/* global FILES, VERSION */
const CACHE = `antoan-gate-${VERSION}`;
const PAGE_MS_MAX = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("antoan-gate-") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, address));
  else if (FILES.includes(address.pathname)) event.respondWith(file(event.request, address));
});

async function page(request, address) {
  const cache = await caches.open(CACHE);
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), PAGE_MS_MAX);
  try {
    const fresh = await fetch(request, { signal: stopper.signal });
    if (fresh.ok && FILES.includes(address.pathname)) await cache.put(address.pathname, fresh.clone());
    return fresh.status >= 500 ? (await cache.match(address.pathname)) || fresh : fresh;
  } catch {
    return (await cache.match(address.pathname)) || (await cache.match(FILES[0]));
  } finally {
    clearTimeout(timer);
  }
}

async function file(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address.pathname)) || fetch(request);
}
