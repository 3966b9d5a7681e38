// Checks the code a place posts, so that a false poster is seen for what it is. Twin of codes/place_token.py.

import { cityDay, isRevokedFor, keyNumbered } from "./keys.js";
import { fromBase64url, isSigned, joined } from "./signing.js";

const CONTEXT = new TextEncoder().encode("ANTOAN-PLACE1\0");
const LINK = /^(https?):\/\/([^/?#@\s]{1,253})\/p\/([A-Za-z0-9_-]{1,300})\/?(?:[?#].*)?$/i;
const VERSION = 1;
const BODY_BYTES = 18; // Before the serial.
const HOST_BYTES = 8;
const SERIAL_CHARS_MAX = 10;
const SIGNATURE_BYTES = 64;

/** Host and token of a place code's address; null when the text is none. */
export function parsePlace(text) {
  const found = LINK.exec(text);
  return found && { host: found[2].toLowerCase(), token: found[3] };
}

/** Say why a place code may or may not be believed: ok, foreign, forged, revoked, unknown_key, … */
export async function checkPlace(text, list, at) {
  const link = parsePlace(text);
  if (!link) return "unreadable";
  const sealed = fromBase64url(link.token) || new Uint8Array();
  const body = sealed.subarray(0, -SIGNATURE_BYTES);
  if (body.length <= BODY_BYTES || body.length > BODY_BYTES + SERIAL_CHARS_MAX) return "forged";
  const [version, number] = body;
  if (version !== VERSION) return "unknown_version";
  const key = keyNumbered(list, number);
  if (!key) return "unknown_key";
  if (!(await isSigned(key.x, sealed.subarray(-SIGNATURE_BYTES), joined(CONTEXT, body)))) return "forged";
  return judge(key, body, await hostDigest(link.host), at);
}

function judge(key, body, host, at) {
  const issued = (body[2] << 8) | body[3];
  const inside = body.subarray(BODY_BYTES - HOST_BYTES, BODY_BYTES);
  if (!inside.every((byte, index) => byte === host[index])) return "foreign";
  if (isRevokedFor(key, issued)) return "revoked";
  if (issued < cityDay(key.nbf * 1000)) return "forged";
  return issued > cityDay(at) + 1 ? "not_yet_valid" : "ok";
}

async function hostDigest(host) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(host));
  return new Uint8Array(digest).subarray(0, HOST_BYTES);
}
