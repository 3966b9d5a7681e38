// Sends one form. Every outcome has a name, so that the page can answer each in its own way.

import { ANSWER_MS_MAX } from "./limits.js";

/** Return {kind}: taken {state}, refused, signed_out, away (no network, too slow, overloaded: try again). */
export async function send(form, address, token) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), ANSWER_MS_MAX);
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ id: form.id, made_at: new Date(form.made).toISOString(), sealed: form.sealed }),
      redirect: "manual",
      signal: stopper.signal,
    });
    return await read(answer);
  } catch {
    return { kind: "away" };
  } finally {
    clearTimeout(timer);
  }
}

async function read(answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401) return { kind: "signed_out" };
  if (answer.ok) return { kind: "taken", state: (await answer.json()).state };
  if (answer.status >= 500 || answer.status === 429) return { kind: "away" };
  const code = (await answer.json().catch(() => ({}))).code;
  // Without a code of ours it was the guard of forms, which ends with the session.
  if (answer.status === 403 && !code) return { kind: "signed_out" };
  return code === "fieldwork:form:too_many" ? { kind: "away" } : { kind: "refused" };
}
