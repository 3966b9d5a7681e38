// What the server says to its gates, signed. Twin of codes/statements.py.

import { keyNumbered } from "../../shared/assets/codes/keys.js";
import { fromBase64url, isSigned } from "../../shared/assets/codes/signing.js";

/** Something that came is not what it should be: it is dropped, and what was held before stays. */
export class Refused extends Error {}

/** The body of a statement of a kind; throws Refused unless a key in trust signed it. */
export async function readStatement(text, kind, keys) {
  const [header, body, signature, ...more] = String(text).split(".");
  const seal = fromBase64url(signature || "");
  const head = jsonOf(header);
  const key = keyNumbered(keys, Number(head?.kid));
  if (more.length || !seal || !key || key.status === "revoked" || head.typ !== `${kind}+jws`) throw new Refused("statement");
  if (!(await isSigned(key.x, seal, new TextEncoder().encode(`${header}.${body}`)))) throw new Refused("signature");
  return jsonOf(body);
}

/** What zlib made small. */
export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** SHA-256 of bytes, in hexadecimal. */
export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function jsonOf(part) {
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64url(part || "")));
  } catch {
    throw new Refused("statement");
  }
}
