// Checks a signed personal code: the browser's twin of codes/payload.py `verify`.

import { cityDay, isRevokedFor, keyNumbered } from "./keys.js";
import { parseNational } from "./national.js";
import { fromBase64url, isSigned, joined } from "./signing.js";
import { CODE_CHARS_MAX, tidy } from "./text.js";

const CONTEXT = new TextEncoder().encode("ANTOAN-QR1\0");
const VERSION = 1;
const VERSION_PLAUSIBLE_MAX = 9;
const META_BYTES = 6;
const SEAL_BYTES = 70;
const SEAL_CHARS = 94;
const PLAIN_ELEMENT_CHARS_MAX = 32;
const CLOCK_SKEW_DAYS = 1;

const SEAL_START = /^A[Q-Za-f]/;
const SEAL = /^A[Q-Za-f][A-Za-z0-9_-]{92}$/;

/**
 * Say why a personal code may or may not be believed at a moment (milliseconds). One of: ok, unsigned, forged,
 * expired, not_yet_valid, unknown_key, unknown_version, unreadable, revoked. Never throws on any text.
 * `list` is the document of /.well-known/antoan-keys.json, or undefined when none was ever fetched.
 */
export async function check(text, list, at) {
  const code = text.length > CODE_CHARS_MAX ? "" : tidy(text);
  if (!claimsSignature(code)) return parseNational(code) ? "unsigned" : "unreadable";
  const cut = code.lastIndexOf("<") + 1;
  if (!parseNational(code.slice(0, cut - 1))) return isSealed(code) ? "forged" : "unreadable";
  const sealed = fromBase64url(code.slice(cut));
  if (!sealed || sealed.length !== SEAL_BYTES) return "forged";
  const [version, number] = sealed;
  // A newer An Toàn counts on by ones; any other number was never a version.
  if (version !== VERSION) return version > VERSION && version <= VERSION_PLAUSIBLE_MAX ? "unknown_version" : "forged";
  const key = keyNumbered(list, number);
  if (!key) return "unknown_key";
  const message = joined(CONTEXT, sealed.subarray(0, META_BYTES), new TextEncoder().encode(code.slice(0, cut)));
  if (!(await isSigned(key.x, sealed.subarray(META_BYTES), message))) return "forged";
  return judgeDays(key, (sealed[2] << 8) | sealed[3], (sealed[4] << 8) | sealed[5], at);
}

/** Whether the last element of a national string is, or was made to be, a signature of ours. */
export function claimsSignature(code) {
  if (!code.includes("<")) return false;
  if (endsAfterSeparator(code) && SEAL_START.test(code.slice(-SEAL_CHARS))) return true;
  const last = code.slice(code.lastIndexOf("<") + 1);
  if (last.length >= SEAL_CHARS - 2 && last.length <= SEAL_CHARS + 1) return true;
  return last.length > PLAIN_ELEMENT_CHARS_MAX && (SEAL_START.test(last) || SEAL_START.test(last.slice(-SEAL_CHARS)));
}

/** Whether a text ends in a well-formed seal of ours, whatever stands before it. */
export function isSealed(code) {
  return endsAfterSeparator(code) && SEAL.test(code.slice(-SEAL_CHARS));
}

function endsAfterSeparator(code) {
  return code.charAt(code.length - SEAL_CHARS - 1) === "<";
}

function judgeDays(key, issued, expires, at) {
  const today = cityDay(at);
  if (isRevokedFor(key, issued)) return "revoked";
  if (issued < cityDay(key.nbf * 1000)) return "forged"; // Back-dated: the key did not exist on that day.
  if (issued > today + CLOCK_SKEW_DAYS) return "not_yet_valid";
  if (today > expires || at >= key.exp * 1000) return "expired";
  return "ok";
}
