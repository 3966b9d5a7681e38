// Seals a form to the installation: this phone cannot open it again (kit/sealing_to.py is the other half).

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const NONCE_BYTES = 12;

/** Return the sealed text as base64url: a one-time key, a nonce, then ciphertext and tag. */
export async function seal(text, key, purpose) {
  const info = new TextEncoder().encode(purpose);
  const receiver = await crypto.subtle.importKey("raw", bytesOf(key), CURVE, false, []);
  const once = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const head = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: receiver }, once.privateKey, 256);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const cipher = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: head, info }, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"],
  );
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: info }, cipher, new TextEncoder().encode(text));
  return textOf([head, nonce, new Uint8Array(body)]);
}

function bytesOf(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
}

function textOf(parts) {
  const letters = parts.map((part) => String.fromCharCode(...part)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_");
}
