// Declarations that wait for the network: kept on the phone, sent in order, each once (its id makes it so).

const KEY = "antoan-me-outbox"; // The prefix is what signing out deletes (shared.entry.js).
const WAITING_MAX = 20;
const KEEP_MS = 7 * 24 * 3_600_000; // The server takes nothing older.
const TRY_EACH_MS = 15_000;
const ANSWER_MS_MAX = 20_000;

function read() {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(held) ? held.filter(({ at }) => Date.now() - at < KEEP_MS) : [];
  } catch {
    return [];
  }
}

function write(entries) {
  localStorage.setItem(KEY, JSON.stringify(entries));
}

/** Return what waits for one account: another's declarations wait until that one signs in again. */
export function waiting(account) {
  return read().filter((entry) => entry.account === account);
}

/** Keep a declaration until it is sent; false when there are too many. */
export function keep(entry) {
  const entries = read().filter(({ id }) => id !== entry.id);
  if (entries.length >= WAITING_MAX) return false;
  write([...entries, entry]);
  return true;
}

function drop(id) {
  write(read().filter((entry) => entry.id !== id));
}

/**
 * Send one declaration. Returns {state, address?, faults?}: "sent", "waiting" (no network, or the server is away),
 * "signed_out", or "refused" (the server will never take it as it is).
 */
export async function send(entry) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), ANSWER_MS_MAX);
  try {
    const fields = new URLSearchParams({ ...entry.fields, csrfmiddlewaretoken: token() || entry.fields.csrfmiddlewaretoken });
    const answer = await fetch(entry.address, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: stopper.signal,
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "signed_out" };
    if (answer.ok) return { state: "sent", address: (await answer.json()).address };
    if (answer.status >= 500 || answer.status === 429) return { state: "waiting" };
    if (answer.status === 403) return { state: "signed_out" }; // The form's guard ran out with the session.
    return { state: "refused", faults: (await answer.json().catch(() => ({}))).faults ?? {} };
  } catch {
    return { state: "waiting" };
  } finally {
    clearTimeout(timer);
  }
}

/** The guard of forms, fresh from the page that is open: the one in a kept form may have run out. */
function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value;
}

/** Send what waits, now, whenever the network is back, and now and then; `tell` hears of each and of how many wait. */
export function follow(account, tell) {
  let isBusy = false;
  async function flush() {
    if (isBusy) return;
    isBusy = true;
    for (const entry of waiting(account)) {
      const outcome = await send(entry);
      if (outcome.state === "sent" || outcome.state === "refused") drop(entry.id);
      tell(outcome, waiting(account).length, entry);
      if (outcome.state === "waiting" || outcome.state === "signed_out") break;
    }
    isBusy = false;
  }
  window.addEventListener("online", flush);
  setInterval(() => waiting(account).length && flush(), TRY_EACH_MS);
  flush();
  return flush;
}
