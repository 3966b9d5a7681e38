// The code that changes every thirty seconds: made on the phone, known again at the gate. Twin of codes/dynamic.py.

const PREFIX = "ATL:";
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VERSION = 1;
const REFERENCE_BYTES = 8;
const MAC_BYTES = 6;
const BODY_BYTES = 1 + REFERENCE_BYTES + 4 + MAC_BYTES;
const CHARS = 29; // Nineteen bytes.
const STEPS_ASTRAY_MAX = 1;

export const STEP_MS = 30_000;
export const STEPS_PER_KEY = 2_880; // A day.

/** The half minute a moment (milliseconds) lies in. */
export const stepOf = (at) => Math.floor(at / STEP_MS);

/** A day's key as the browser keeps it: it makes codes and cannot be read out again. */
export function importKey(bytes) {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** The code of one step, as the phone shows it. */
export async function showDynamic(reference, step, key) {
  const body = new Uint8Array(BODY_BYTES);
  const view = new DataView(body.buffer);
  body[0] = VERSION;
  body.set(reference, 1);
  view.setUint32(1 + REFERENCE_BYTES, step);
  body.set((await counterMac(key, step)).subarray(0, MAC_BYTES), BODY_BYTES - MAC_BYTES);
  return PREFIX + base45(body);
}

/** Reference and step of a code; null when it is none, or is not spelled as `showDynamic` spells it. */
export function readDynamic(text) {
  if (!text.startsWith(PREFIX) || text.length !== PREFIX.length + CHARS) return null;
  const body = fromBase45(text.slice(PREFIX.length));
  if (!body || body.length !== BODY_BYTES || body[0] !== VERSION || PREFIX + base45(body) !== text) return null;
  const step = new DataView(body.buffer).getUint32(1 + REFERENCE_BYTES);
  return { reference: body.subarray(1, 1 + REFERENCE_BYTES), step };
}

/** What stays the same while somebody's code changes: enough to see that the same phone is still held up. */
export function bearerOf(text) {
  // Version and seven bytes of the reference are four groups of three letters.
  return text.startsWith(PREFIX) ? text.slice(0, PREFIX.length + 12) : text;
}

/** Whether a code is of now: `ok` or `stale`. Whose it is, and whether it is genuine, only a server knows. */
export function checkDynamic(text, at) {
  const code = readDynamic(text);
  if (!code) return "unreadable";
  return Math.abs(code.step - stepOf(at)) <= STEPS_ASTRAY_MAX ? "ok" : "stale";
}

/** HMAC-SHA256 of a step as eight bytes: HOTP's counter (RFC 4226). */
export async function counterMac(key, step) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setUint32(0, Math.floor(step / 2 ** 32));
  counter.setUint32(4, step % 2 ** 32);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, counter.buffer));
}

function base45(bytes) {
  let text = "";
  for (let place = 0; place < bytes.length; place += 2) {
    const isPair = place + 1 < bytes.length;
    let value = isPair ? bytes[place] * 256 + bytes[place + 1] : bytes[place];
    for (let left = isPair ? 3 : 2; left > 0; left -= 1) {
      text += LETTERS[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

function fromBase45(text) {
  const values = [...text].map((letter) => LETTERS.indexOf(letter));
  if (values.includes(-1) || values.length % 3 === 1) return null;
  const bytes = [];
  for (let place = 0; place < values.length; place += 3) {
    const [low, middle, high] = values.slice(place, place + 3);
    const value = low + middle * 45 + (high ?? 0) * 2025;
    if (value > (high === undefined ? 0xff : 0xffff)) return null;
    if (high !== undefined) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
