// On every page: nothing personal stays on a shared device after signing out; the text is as large as was asked for.

const PERSONAL = "antoan-me-"; // How names of personal caches and of what pages keep on the phone begin.
// What waits for a network belongs to an account, and is sent when that one signs in again.
const WAITING = ["antoan-me-outbox", "antoan-me-checks"];
const PERSONAL_DATABASE = "antoan-me"; // Keys of dynamic codes (citizen/assets/keys.js).
const TEXT_COOKIE = "at-text";
const YEAR_SECONDS = 365 * 24 * 3600;

document.documentElement.classList.remove("no-js");

// Long menus fold on a phone; on a wide screen, and without a script, they lie open.
const wide = window.matchMedia("(min-width: 48rem)");
const foldAll = () => {
  for (const fold of document.querySelectorAll("[data-fold]")) fold.open = wide.matches;
};
wide.addEventListener("change", foldAll);
foldAll();

// Buttons that print; without a script the browser's own menu does.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Signing out, and becoming another person on the same phone: what this person left here goes.
// Signing in (data-sign-in) too, but for what waits: a session that ran out must lose nothing.
for (const form of document.querySelectorAll("[data-sign-out], [data-sign-in]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    dropTexts("signIn" in form.dataset ? WAITING : []);
    const wiped = Promise.all([dropCaches(), dropDatabase()]).catch(() => {});
    // Whatever the browser makes of it: signing out must not wait for ever.
    await Promise.race([wiped, new Promise((done) => setTimeout(done, 2000))]);
    form.submit();
  });
}

function dropTexts(kept) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PERSONAL) && !kept.includes(name)) localStorage.removeItem(name);
  }
}

async function dropCaches() {
  const names = window.caches ? await caches.keys() : [];
  await Promise.all(names.filter((name) => name.startsWith(PERSONAL)).map((name) => caches.delete(name)));
}

function dropDatabase() {
  if (!window.indexedDB) return null;
  return new Promise((done) => {
    const wish = indexedDB.deleteDatabase(PERSONAL_DATABASE);
    wish.onsuccess = wish.onerror = wish.onblocked = done;
  });
}

// A page that was kept for no network may be older than the choice.
const chosen = document.cookie.match(new RegExp(`(?:^|; )${TEXT_COOKIE}=(\\d+)`))?.[1];
if (chosen) showTextSize(chosen);

for (const form of document.querySelectorAll("[data-text-sizes]")) {
  form.addEventListener("submit", (event) => {
    const size = event.submitter?.value;
    if (!size) return;
    event.preventDefault();
    const isSecure = window.location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${TEXT_COOKIE}=${size}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${isSecure}`;
    showTextSize(size);
  });
}

function showTextSize(size) {
  document.documentElement.dataset.text = size;
  for (const button of document.querySelectorAll("[data-text-sizes] button")) {
    button.setAttribute("aria-pressed", String(button.value === size));
  }
}
