// Judges a code without the network. Never guesses: what cannot be known here is `unknown`.

import { check } from "../../shared/assets/codes.js";

// Reasons for which a code is refused without asking anybody: its own signature or dates say so.
const REFUSED = ["forged", "expired", "revoked"];

/**
 * Judge a code by its signature and by what the server last said of it.
 * `policies` are those the server told of, narrowest first; a verdict of another one no longer counts.
 */
export async function judgeLocally(text, { keys, known, policies, now }) {
  const checked = await check(text, keys, now);
  if (REFUSED.includes(checked)) return local("black", checked);
  if (known && stillHolds(known, policies, now)) {
    return { ...known.verdict, person: known.person, isLocal: true, seen: known.seen };
  }
  return local("unknown", checked === "ok" ? "genuine" : "unchecked");
}

/** Whether a remembered verdict may be shown again: its policy governs now, and its colour has not run out. */
export function stillHolds({ verdict }, policies, now) {
  if (verdict.policy) {
    const governing = governingAt(policies, now);
    if (governing?.policy !== verdict.policy || governing.version !== verdict.version) return false;
  }
  return !verdict.until || Date.parse(verdict.until) > now;
}

/** The policy document that decides at a moment: the first that governs. */
function governingAt(policies = [], now) {
  const isInForce = ({ starts_at: from, ends_at: to }) => Date.parse(from) <= now && (!to || now < Date.parse(to));
  return policies.find(isInForce)?.document;
}

function local(colour, reason) {
  return { colour, localReason: reason, reasons: [], advice: null, person: null, isLocal: true };
}
