// Judges a code without the network. Never guesses: what cannot be known here is `unknown`.

import { check, detect } from "../../shared/assets/codes.js";
import { expectedIn } from "./pack.js";
import { statusOf } from "./status.js";

// Reasons for which a code is refused without asking anybody: its own signature or dates say so.
const REFUSED = ["forged", "expired", "revoked"];

/**
 * Judge a code by its signature, by the status list, and by what was last heard of its person: from an answer, from
 * the gate's pack, at last as the one colour the status list keeps of the code.
 * `policies` are those the server told of, narrowest first; a verdict of another one no longer counts.
 */
export async function judgeLocally(text, { keys, known, pack, status, policies, now }) {
  const scanned = detect(text);
  if (scanned.kind === "former") return ofFormerApp(scanned.value);
  // Only a server knows whose a dynamic code is, and whether a copy of it was shown elsewhere.
  if (scanned.kind === "dynamic") return local("unknown", "dynamic");
  const checked = await check(text, keys, now);
  if (REFUSED.includes(checked)) return local("black", checked);
  const listed = checked === "ok" ? statusOf(status, scanned.value, now) : null;
  if (listed?.isRevoked) return local("black", "revoked");
  // The pack knows people, not codes: one that no list calls good may be an old one somebody else carries.
  const isGood = Boolean(listed) || scanned.kind === "short";
  const expected = isGood ? await expectedIn(pack, text, now) : undefined;
  const [latest] = [known, expected]
    .filter((one) => one && stillHolds(one, policies, now))
    .sort((one, other) => other.seen - one.seen);
  if (latest) return { ...latest.verdict, person: latest.person, isLocal: true, seen: latest.seen };
  if (listed?.colour && governs(status, policies, now)) {
    return { ...local(listed.colour, `listed_${listed.colour}`), seen: Date.parse(status.made_at) };
  }
  return local("unknown", { ok: "genuine", unsigned: "unsigned" }[checked] ?? "unchecked");
}

/** What a code of a former app gets, with or without network: its name and what to do, never a colour. */
export function ofFormerApp({ name }) {
  return { ...local("unknown", "former"), localValues: { app: name } };
}

/** Whether a remembered verdict may be shown again: its policy governs now, and its colour has not run out. */
export function stillHolds({ verdict }, policies, now) {
  if (verdict.policy) {
    const governing = governingAt(policies, now);
    if (governing?.policy !== verdict.policy || governing.version !== verdict.version) return false;
  }
  return !verdict.until || Date.parse(verdict.until) > now;
}

/** Whether the policy behind a list's colours is the one that decides here now. */
function governs({ policy, version }, policies, now) {
  const governing = governingAt(policies, now);
  return Boolean(policy) && governing?.policy === policy && governing.version === version;
}

/** The policy document that decides at a moment: the first that governs. */
function governingAt(policies = [], now) {
  const isInForce = ({ starts_at: from, ends_at: to }) => Date.parse(from) <= now && (!to || now < Date.parse(to));
  return policies.find(isInForce)?.document;
}

function local(colour, reason) {
  return { colour, localReason: reason, reasons: [], advice: null, person: null, isLocal: true };
}
