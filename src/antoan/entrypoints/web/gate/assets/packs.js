// Keeps pack and status list up to date, and at hand for the next scan. At rest the pack stays sealed.

import { askPack } from "./api.js";
import * as clock from "./clock.js";
import { PAGE_VERSION } from "./limits.js";
import { makeKeys, openPack, publicKeyOf } from "./pack.js";
import { Refused } from "./statements.js";
import { joinStatus } from "./status.js";
import * as store from "./store.js";

const held = { pack: null, status: null };
let takenUp = Promise.resolve();

/** Pack and status list as last believed; null where there is none. Waits while the kept ones are being opened. */
export async function heldPack() {
  await takenUp;
  return held;
}

/** Take up again what an earlier visit to this page kept. */
export function takeUp(enrolled) {
  takenUp = openKept(enrolled);
  return takenUp;
}

async function openKept(enrolled) {
  held.status = (await store.setting("status")) ?? null;
  const kept = await store.setting("pack");
  if (kept) held.pack = await opened(kept, enrolled).catch(orNull);
}

/** Tell the server how this device is doing, and learn what is new. Returns whether its stores were emptied. */
export async function renew(enrolled) {
  const deviceKeys = (await store.setting("keys")) ?? (await newKeys());
  const hasWiped = Boolean(await store.setting("wiped"));
  const answer = await askPack(enrolled.token, {
    public_key: await publicKeyOf(deviceKeys),
    page_version: PAGE_VERSION,
    queue: await store.waitingCount(),
    pack: held.pack?.sequence ?? 0,
    status: held.status?.sequence ?? 0,
    wiped: hasWiped,
  });
  if (answer.wipe) {
    await forget();
    await store.keepSetting("wiped", true);
    return true;
  }
  if (hasWiped) await store.keepSetting("wiped", false);
  if (answer.pack) await takePack(answer.pack, enrolled);
  if (answer.status) await takeStatus(answer.status);
  return false;
}

/** After its end nothing of a pack, and no colour remembered, stays on a device that nobody hears from. */
export async function forgetWhenOver() {
  const kept = await store.setting("pack");
  const isOver = kept && clock.now() >= Date.parse(kept.expires_at);
  if (isOver) await forget();
  return Boolean(isOver);
}

/** Forget whom the gate expects and what it remembers; scans that wait stay, and what was revoked. */
async function forget() {
  held.pack = null;
  if (held.status) held.status = { ...held.status, colours: new Uint8Array(held.status.colours.length), sequence: 0 };
  await store.forgetPeople(held.status);
}

async function takePack(pack, enrolled) {
  try {
    const fresh = await opened(pack, enrolled);
    if (held.pack && fresh.sequence <= held.pack.sequence) return; // An older one came late.
    held.pack = fresh;
    await store.keepSetting("pack", { ...pack, expires_at: fresh.expires_at });
  } catch (fault) {
    orNull(fault); // What was held before is held on, until its own end.
  }
}

async function takeStatus(message) {
  try {
    held.status = await joinStatus(held.status, message, (await store.setting("page"))?.keys);
    await store.keepSetting("status", held.status);
  } catch (fault) {
    orNull(fault);
    // It does not fit what we hold: asked for as a whole next time, while revocations are kept.
    if (held.status) held.status = { ...held.status, sequence: 0 };
  }
}

async function opened(pack, enrolled) {
  const [page, deviceKeys] = await Promise.all([store.setting("page"), store.setting("keys")]);
  const { keys, root } = page ?? {};
  return openPack(pack, { deviceKeys, keys, root, device: enrolled.device.id, now: clock.now() });
}

async function newKeys() {
  const keys = await makeKeys();
  await store.keepSetting("keys", keys);
  return keys;
}

function orNull(fault) {
  if (!(fault instanceof Refused)) throw fault;
  return null;
}
