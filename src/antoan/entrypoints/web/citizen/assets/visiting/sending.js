// Sends one check. Every outcome has a name, so that the page can answer each in its own way.

const ANSWER_MS_MAX = 10000;

/**
 * Send a kept check {id, address, fields, at}; returns {kind, ...}:
 * done {next}, refused {fault}, signed_out, away (no network, too slow, overloaded, failing: try again).
 */
export async function send(check, token) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), ANSWER_MS_MAX);
  try {
    const response = await fetch(check.address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: bodyOf(check),
      signal: stopper.signal,
    });
    return await read(response);
  } catch {
    return { kind: "away" };
  } finally {
    clearTimeout(timer);
  }
}

function bodyOf(check) {
  const body = new URLSearchParams(check.fields);
  // How long it waited, not when it was pressed: the phone's clock may be wrong.
  body.set("waited", String(Math.max(0, Math.round((Date.now() - check.at) / 1000))));
  return body;
}

async function read(response) {
  if (response.status >= 500 || response.status === 429) return { kind: "away" };
  if (response.redirected || response.status === 401 || response.status === 403) return { kind: "signed_out" };
  const answer = await response.json().catch(() => null);
  if (response.ok && answer?.next) return { kind: "done", next: answer.next };
  return { kind: "refused", fault: answer?.fault || "" };
}
