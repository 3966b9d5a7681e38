// Judges a code without the network. Never guesses: what cannot be known here is `unknown`.

import { check } from "../../shared/assets/codes.js";

// Reasons for which a code is refused without asking anybody: its own signature or dates say so.
const REFUSED = ["forged", "expired", "revoked"];

/**
 * Judge a code by its signature and by what the server last said of it.
 * `policy` is the policy the server last judged by; a verdict of another one no longer counts.
 */
export async function judgeLocally(text, { keys, known, policy, now }) {
  const checked = await check(text, keys, now);
  if (REFUSED.includes(checked)) return local("black", checked);
  if (known && stillHolds(known, policy, now)) {
    return { ...known.verdict, person: known.person, isLocal: true, seen: known.seen };
  }
  return local("unknown", checked === "ok" ? "genuine" : "unchecked");
}

/** Whether a remembered verdict may be shown again: same policy, and its colour has not run out. */
export function stillHolds(known, policy, now) {
  if (known.verdict.policy && known.verdict.policy !== policy) return false;
  return !known.verdict.until || Date.parse(known.verdict.until) > now;
}

function local(colour, reason) {
  return { colour, localReason: reason, reasons: [], advice: null, person: null, isLocal: true };
}
