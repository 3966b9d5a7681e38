// Checks that wait on this phone until there is a network. They name no person and no place, only our own numbers.

const KEY = "antoan-me-checks"; // Goes with signing out (shared.entry.js).
// At the bound a check is not kept, and the page says so.
export const KEPT_MAX = 20;
// The server takes no older ones.
const KEPT_MS_MAX = 24 * 3600 * 1000;

/** The checks of one person that wait, the oldest first: another's wait until that one signs in again. */
export function waiting(person) {
  return read().filter((check) => check.person === person);
}

/** Keep a check; false when there are too many, or the browser keeps nothing. The same check again is kept once. */
export function keep(check) {
  const others = read().filter((one) => one.id !== check.id);
  if (others.length >= KEPT_MAX) return false;
  return write([...others, check]);
}

/** Forget a check that the server has answered. */
export function forget(id) {
  write(read().filter((check) => check.id !== id));
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return kept.filter((check) => Date.now() - check.at <= KEPT_MS_MAX);
  } catch {
    return []; // Somebody else's scribble, or a browser that keeps nothing.
  }
}

function write(checks) {
  try {
    localStorage.setItem(KEY, JSON.stringify(checks));
    return true;
  } catch {
    return false;
  }
}
