// Ed25519 and canonical base64url. Twin of kit/signing.py.

import { verifyAsync } from "@noble/ed25519";

/** Bytes of base64url without padding; null unless the spelling is the canonical one (else a changed text passes). */
export function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  if (btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") !== text) return null;
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** Whether the signature is this key's (JWK's `x`) for this message. */
export async function isSigned(x, signature, message) {
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

/** Several byte arrays as one. */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((start, part) => (whole.set(part, start), start + part.length), 0);
  return whole;
}
