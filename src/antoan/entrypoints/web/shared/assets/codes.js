// Checks a personal code without a network: the browser's twin of antoan.domains.codes.payload.verify.
// Both run the same vectors (tests/entrypoints/web/test_codes_in_the_browser.py).

import { verifyAsync } from "@noble/ed25519";

const CONTEXT = new TextEncoder().encode("ANTOAN-QR1\0");
const VERSION = 1;
const META_BYTES = 6;
const SEAL_BYTES = 70;
const SEAL_CHARS = 94;
const PLAIN_ELEMENT_CHARS_MAX = 32;
const CODE_CHARS_MAX = 4300;
const CLOCK_SKEW_DAYS = 1;
const DAY_MS = 24 * 3600 * 1000;
const CITY_MS = 7 * 3600 * 1000; // Viet Nam keeps +07:00 all year.

const SEAL_START = /^A[Q-Za-f]/;
const SEAL = /^A[Q-Za-f][A-Za-z0-9_-]{92}$/;
const BIRTH = /^[0-9*]{4}-[0-9*]{2}-[0-9*]{2}$/;
const QID = /^[0-9A-Za-z._-]{1,32}$/;

/** The code itself: what scanners add at its ends removed, accents composed. */
export function tidy(text) {
  return text.replace(/^[\r\n\t \0\uFEFF]+|[\r\n\t \0\uFEFF]+$/g, "").normalize("NFC");
}

/**
 * Say why a personal code may or may not be believed at a moment (milliseconds). One of: ok, unsigned, forged,
 * expired, not_yet_valid, unknown_key, unknown_version, unreadable, revoked. Never throws on any text.
 * `list` is the document of /.well-known/antoan-keys.json, or undefined when none was ever fetched.
 */
export async function check(text, list, at) {
  const code = text.length > CODE_CHARS_MAX ? "" : tidy(text);
  if (!claimsSignature(code)) return isNational(code) ? "unsigned" : "unreadable";
  const cut = code.lastIndexOf("<") + 1;
  if (!isNational(code.slice(0, cut - 1))) return isSealed(code) ? "forged" : "unreadable";
  const sealed = fromBase64url(code.slice(cut));
  if (!sealed || sealed.length !== SEAL_BYTES) return "forged";
  const [version, number] = sealed;
  if (version !== VERSION) return "unknown_version";
  const key = keyNumbered(list, number);
  if (!key) return "unknown_key";
  const message = joined(CONTEXT, sealed.subarray(0, META_BYTES), new TextEncoder().encode(code.slice(0, cut)));
  if (!(await isSigned(key.x, sealed.subarray(META_BYTES), message))) return "forged";
  return judgeDays(key, (sealed[2] << 8) | sealed[3], (sealed[4] << 8) | sealed[5], at);
}

/** Whether the last element of a national string is, or was made to be, a signature of ours. */
export function claimsSignature(code) {
  if (!code.includes("<")) return false;
  if (code.at(-SEAL_CHARS - 1) === "<" && SEAL_START.test(code.slice(-SEAL_CHARS))) return true;
  const last = code.slice(code.lastIndexOf("<") + 1);
  if (Math.abs(last.length - SEAL_CHARS) <= 1) return true;
  return last.length > PLAIN_ELEMENT_CHARS_MAX && (SEAL_START.test(last) || SEAL_START.test(last.slice(-SEAL_CHARS)));
}

function isSealed(code) {
  return code.at(-SEAL_CHARS - 1) === "<" && SEAL.test(code.slice(-SEAL_CHARS));
}

function isNational(text) {
  const fields = text.split("|");
  if (fields.length !== 5 && fields.length !== 6) return false;
  const [number, name, birth, declared, qid] = fields;
  if (declared !== "0" && declared !== "1") return false;
  if (!BIRTH.test(birth) || !QID.test(qid) || !name.trim() || !isDay(birth)) return false;
  // eslint-disable-next-line no-control-regex
  return ![number, name, birth, qid].some((field) => /[|<\0-\x1f\x7f]/.test(field)) && !/[\0-\x1f\x7f]/.test(fields[5] || "");
}

function isDay(text) {
  if (text.includes("*")) return true;
  const at = new Date(`${text}T00:00:00Z`);
  return !text.startsWith("0000") && Number.isFinite(at.getTime()) && at.toISOString().startsWith(text);
}

function judgeDays(key, issued, expires, at) {
  const today = cityDay(at);
  const issuedOn = isoDay(issued);
  const isRevoked = key.status === "revoked" || (key.revoked_days || []).some(([first, last]) => first <= issuedOn && issuedOn <= last);
  if (isRevoked) return "revoked";
  if (issued < cityDay(key.nbf * 1000)) return "forged"; // Back-dated: the key did not exist on that day.
  if (issued > today + CLOCK_SKEW_DAYS) return "not_yet_valid";
  if (today > expires || at >= key.exp * 1000) return "expired";
  return "ok";
}

function keyNumbered(list, number) {
  return (list?.keys || []).find((key) => key.kid === String(number) && key.crv === "Ed25519");
}

async function isSigned(x, signature, message) {
  const raw = fromBase64url(x);
  if (!raw) return false;
  try {
    const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, message);
  } catch {
    // Browsers before 2025 have no Ed25519 of their own.
    return verifyAsync(signature, message, raw).catch(() => false);
  }
}

/** Bytes of base64url without padding; null unless the spelling is the canonical one (else a changed text passes). */
function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  if (btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") !== text) return null;
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function joined(...parts) {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

function cityDay(at) {
  return Math.floor((at + CITY_MS) / DAY_MS);
}

function isoDay(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
