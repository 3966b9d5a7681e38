// What our service workers share: keep a list of files, serve them without a network, let pages be fresh when they can.

const TRIES = 4;
const RETRY_MS = 1500;

const SEEN_PAGES_MAX = 60;

/**
 * Install and serve. `name` tells one worker's caches from another's. A page we lack is answered for by the nearest
 * page above it, else by `files[0]`. `isKeptOnceSeen` names further pages that are kept when they were opened.
 */
export function keep({ name, version, files, pageWaitMs, isKeptOnceSeen = () => false }) {
  const cacheName = `${name}-${version}`;

  self.addEventListener("install", (event) => {
    event.waitUntil(fill().then(() => self.skipWaiting()));
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil(dropOlder().then(() => self.clients.claim()));
  });

  self.addEventListener("message", (event) => {
    if (event.data === "claim") event.waitUntil(self.clients.claim());
  });

  self.addEventListener("fetch", (event) => {
    const address = new URL(event.request.url);
    if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
    if (event.request.mode === "navigate") event.respondWith(page(event.request, address));
    else if (files.includes(address.pathname)) event.respondWith(file(event.request, address));
  });

  async function fill() {
    const cache = await caches.open(cacheName);
    await Promise.all(files.map((address) => fetchInto(cache, address)));
  }

  async function fetchInto(cache, address) {
    const answer = await fetchStubbornly(address);
    // A page that led elsewhere (to sign in) is not the page.
    if (!answer.redirected) await cache.put(address, answer);
  }

  /** A weak network must not keep us from being ready for none at all. */
  async function fetchStubbornly(address) {
    for (let left = TRIES - 1; ; left -= 1) {
      const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
      if (answer?.ok) return answer;
      if (left === 0) throw new Error(`${address}: ${answer ? answer.status : "no answer"}`);
      await new Promise((done) => setTimeout(done, RETRY_MS));
    }
  }

  async function dropOlder() {
    const names = await caches.keys();
    const older = names.filter((held) => held.startsWith(`${name}-`) && held !== cacheName);
    await Promise.all(older.map((held) => caches.delete(held)));
  }

  async function page(request, address) {
    const cache = await caches.open(cacheName);
    const stopper = new AbortController();
    const timer = setTimeout(() => stopper.abort(), pageWaitMs);
    try {
      const fresh = await fetch(request, { signal: stopper.signal });
      if (fresh.ok && !fresh.redirected) await keepPage(cache, address, fresh.clone());
      return fresh.status >= 500 ? (await kept(cache, address)) || fresh : fresh;
    } catch {
      return (await kept(cache, address)) || (await nearest(cache, address)) || Response.error();
    } finally {
      clearTimeout(timer);
    }
  }

  async function keepPage(cache, address, fresh) {
    const key = address.pathname + address.search;
    if (files.includes(key)) await cache.put(key, fresh);
    else if (isKeptOnceSeen(address)) {
      await cache.put(key, fresh);
      const seen = (await cache.keys()).filter(({ url }) => !files.includes(new URL(url).pathname) || new URL(url).search);
      // The oldest go first: a cache keeps its entries in the order in which they came.
      await Promise.all(seen.slice(0, -SEEN_PAGES_MAX).map((old) => cache.delete(old)));
    }
  }

  function kept(cache, address) {
    return cache.match(address.pathname + address.search);
  }

  /** The page above, of the same person; then one's own first page, which names whose it is. */
  async function nearest(cache, address) {
    for (let path = address.pathname; path.length > 1; path = path.replace(/[^/]*\/?$/, "")) {
      const found = await cache.match(path + address.search);
      if (found) return found;
    }
    return cache.match(files[0]);
  }

  async function file(request, address) {
    const cache = await caches.open(cacheName);
    return (await cache.match(address.pathname)) || fetch(request);
  }
}
