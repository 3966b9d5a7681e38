// The status list: one bit of revocation and two of colour for every code of the city. Twin of gates/status/bits.py.

import { fromBase64url } from "../../shared/assets/codes/signing.js";
import { Refused, inflate, readStatement, sha256 } from "./statements.js";

const COLOURS = [null, "green", "yellow", "red"];
const ELEMENT = /^s([0-9]{1,9})$/;

/**
 * Join a message of the server to the list held; returns the list to hold from now on. Throws Refused when the
 * message is damaged, foreign, or does not fit what is held: then the whole list is asked for.
 * In whatever order messages arrive, what was revoked once stays revoked (lesson L8), and no colour grows older.
 */
export async function joinStatus(held, message, keys) {
  const said = await readStatement(message.signed, "antoan-status", keys);
  if (held && said.sequence <= held.sequence) return held;
  if (said.base !== null && said.base !== held?.sequence) throw new Refused("base");
  const [revokedPart, coloursPart] = await Promise.all([partOf(message.revoked), partOf(message.colours)]);
  const isDelta = said.base !== null;
  const content = {
    revoked: isDelta ? combined(held.content, "revoked", revokedPart, bytesFor(said.size, 8), or) : revokedPart,
    colours: isDelta ? combined(held, "colours", coloursPart, bytesFor(said.size, 4), xor) : coloursPart,
  };
  if ((await sha256(content.revoked)) !== said.revoked_sha256 || (await sha256(content.colours)) !== said.colours_sha256) {
    throw new Refused("digest");
  }
  return {
    ...said,
    size: Math.max(said.size, held?.size ?? 0),
    content: { revoked: content.revoked }, // As the server said it: the base of the next change.
    revoked: combined({ revoked: content.revoked }, "revoked", held?.revoked ?? new Uint8Array(), 0, or),
    colours: content.colours,
  };
}

/** What a list says of the code whose national string this is: {isRevoked, colour}; null when it says nothing. */
export function statusOf(list, national, now) {
  const index = indexIn(national?.more ?? []);
  if (!list || index === null || index >= list.size) return null;
  const isRevoked = Boolean((list.revoked[index >> 3] >> (index & 7)) & 1);
  const colour = COLOURS[(list.colours[index >> 2] >> (2 * (index & 3))) & 3] ?? null;
  const isFresh = now < Date.parse(list.expires_at);
  return { isRevoked, colour: isFresh && !isRevoked ? colour : null };
}

function indexIn(elements) {
  const found = elements.map((element) => ELEMENT.exec(element)).filter(Boolean);
  return found.length ? Number(found.at(-1)[1]) : null;
}

async function partOf(text) {
  const bytes = fromBase64url(String(text));
  if (!bytes) throw new Refused("part");
  try {
    return await inflate(bytes);
  } catch {
    throw new Refused("part");
  }
}

function bytesFor(size, perByte) {
  return Math.ceil(size / perByte);
}

function combined(held, name, part, lengthMin, operation) {
  const old = held?.[name] ?? new Uint8Array();
  const whole = new Uint8Array(Math.max(lengthMin, old.length, part.length));
  whole.set(old);
  for (let position = 0; position < part.length; position += 1) whole[position] = operation(whole[position], part[position]);
  return whole;
}

const or = (one, other) => one | other;
const xor = (one, other) => one ^ other;
