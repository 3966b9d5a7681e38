// The gate's pack: whom it expects, sealed to this device. Believed only when every check holds (lesson L22).

import { check, detect } from "../../shared/assets/codes.js";
import { readKeyList } from "../../shared/assets/codes/keys.js";
import { fromBase64url } from "../../shared/assets/codes/signing.js";
import { Refused, inflate, readStatement, sha256 } from "./statements.js";

const PURPOSE = new TextEncoder().encode("antoan-pack");
const POINT_BYTES = 65;
const NONCE_BYTES = 12;
const KEY_BYTES = 12;
const VERSION = 1;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** A key pair of this device; no script can read its private half. */
export function makeKeys() {
  return crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
}

/** The public half as the server takes it. */
export async function publicKeyOf(keys) {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  return btoa(String.fromCharCode(...raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Open a pack: {…statement, policy, people}. Throws Refused when anything about it is not as it should be. */
export async function openPack({ signed, sealed }, { deviceKeys, keys, root, device, now }) {
  const said = await readStatement(signed, "antoan-pack", keys);
  if (said.version !== VERSION || said.device !== device) throw new Refused("foreign");
  if (!(Date.parse(said.issued_at) - 5 * 60_000 <= now && now < Date.parse(said.expires_at))) throw new Refused("expired");
  const bytes = fromBase64url(sealed);
  if (!bytes || (await sha256(bytes)) !== said.sha256) throw new Refused("digest");
  const body = await bodyOf(bytes, deviceKeys);
  if (!Array.isArray(body.roster) || body.roster.length !== said.people) throw new Refused("roster");
  const list = (await readKeyList(body.keys, root, keys)) || keys;
  await passTest(body.self_test, list, now);
  const salt = await crypto.subtle.importKey(
    "raw", fromBase64url(body.salt), { name: "HMAC", hash: "SHA-256" }, false, ["sign"],
  );
  return { ...said, policy: body.policy, rules: body.rules, keys: list, people: peopleOf(body.roster), salt };
}

/** What the pack says of whoever's code this is: {verdict, person, seen}, as the server's answers are remembered. */
export async function expectedIn(pack, text, now) {
  if (!pack || now >= Date.parse(pack.expires_at)) return undefined;
  const name = nameOf(text);
  const found = name && pack.people.get(await keyOf(name, pack.salt));
  if (!found) return undefined;
  const [, label, birth_year, gender, number, until] = found;
  const rule = number === -1 ? pack.policy.default : pack.policy.rules[number];
  if (!rule) return undefined;
  return {
    verdict: {
      colour: rule.colour,
      policy: pack.policy.policy,
      version: pack.policy.version,
      rule: rule.id,
      until: until === null ? null : new Date(until).toISOString(),
      reasons: [{ code: rule.id, ...rule.text }],
      advice: rule.advice ?? { vi: "", en: "" },
    },
    person: { label, birth_year, gender },
    seen: Date.parse(pack.issued_at),
  };
}

/** A code must name its person by itself: signed, or a short one. Papers and unsigned strings find nobody. */
function nameOf(text) {
  const { kind, value } = detect(text);
  if (kind === "personal_signed" && value) return `qid:${value.qid}`;
  return kind === "short" ? `short:${value}` : "";
}

async function keyOf(name, salt) {
  const whole = await crypto.subtle.sign("HMAC", salt, new TextEncoder().encode(name));
  return text64(new Uint8Array(whole).subarray(0, KEY_BYTES));
}

function peopleOf(roster) {
  return new Map(roster.flatMap((line) => line[0].map((key) => [key, line])));
}

async function bodyOf(sealed, deviceKeys) {
  try {
    const head = sealed.subarray(0, POINT_BYTES);
    const point = await crypto.subtle.importKey("raw", head, CURVE, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: point }, deviceKeys.privateKey, 256);
    const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: head, info: PURPOSE }, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"],
    );
    const nonce = sealed.subarray(POINT_BYTES, POINT_BYTES + NONCE_BYTES);
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: nonce, additionalData: PURPOSE }, key, sealed.subarray(POINT_BYTES + NONCE_BYTES),
    );
    return JSON.parse(new TextDecoder().decode(await inflate(new Uint8Array(plain))));
  } catch {
    throw new Refused("seal");
  }
}

/** A genuine code must be read as one, a forged one must not: else this browser judges nobody by itself. */
async function passTest(test, keys, now) {
  const answers = await Promise.all([check(String(test?.genuine), keys, now), check(String(test?.forged), keys, now)]);
  if (answers.join() !== "ok,forged") throw new Refused("test");
}

function text64(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
}
