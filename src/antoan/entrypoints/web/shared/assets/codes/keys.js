// The published key list and the days a key is trusted for. Twin of codes/key_list.py.

import { fromBase64url, isSigned } from "./signing.js";

const DAY_MS = 24 * 3600 * 1000;
const CITY_MS = 7 * 3600 * 1000; // Viet Nam keeps +07:00 all year.
const SEVERITY = ["active", "retired", "revoked"];

/**
 * The list inside /.well-known/antoan-keys.json when the root key (JWK's `x`) signed it; null otherwise.
 * With `held`, a list known before, nothing once revoked comes back, whatever the order of arrival (lesson L8).
 */
export async function readKeyList(document, root, held) {
  const [header, body, signature, ...more] = String(document?.signed).split(".");
  const seal = fromBase64url(signature || "");
  if (more.length || !seal) return null;
  if (!(await isSigned(root, seal, new TextEncoder().encode(`${header}.${body}`)))) return null;
  if (jsonOf(header).typ !== "antoan-keys+jws") return null;
  return held ? merged(held, jsonOf(body)) : jsonOf(body);
}

/** The key of a number in a list; undefined when it has none. */
export function keyNumbered(list, number) {
  return (list?.keys || []).find((key) => key.kid === String(number) && key.crv === "Ed25519");
}

/** Whether a code issued on this day (days since 1970) fell with its key. */
export function isRevokedFor(key, issued) {
  const day = new Date(issued * DAY_MS).toISOString().slice(0, 10);
  return key.status === "revoked" || (key.revoked_days || []).some(([first, last]) => first <= day && day <= last);
}

/** The city's calendar day of a moment in milliseconds, as days since 1970. */
export function cityDay(at) {
  return Math.floor((at + CITY_MS) / DAY_MS);
}

function merged(one, other) {
  const numbers = new Set([...one.keys, ...other.keys].map((key) => key.kid));
  const keys = [...numbers].map((kid) => harder(...[one, other].map((list) => keyNumbered(list, kid))));
  return { keys, sequence: Math.max(one.sequence, other.sequence) };
}

function harder(key, other) {
  if (!key || !other) return key || other;
  const days = [...(key.revoked_days || []), ...(other.revoked_days || [])];
  return {
    ...key,
    status: SEVERITY[Math.max(SEVERITY.indexOf(key.status), SEVERITY.indexOf(other.status))],
    nbf: Math.max(key.nbf, other.nbf),
    exp: Math.min(key.exp, other.exp),
    revoked_days: [...new Map(days.map((range) => [range.join(), range])).values()].sort(),
  };
}

function jsonOf(part) {
  return JSON.parse(new TextDecoder().decode(fromBase64url(part)));
}
