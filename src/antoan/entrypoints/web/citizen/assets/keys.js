// The keys of dynamic codes on this phone: kept so that they make codes and cannot be read out again. Signing out
// deletes the database (shared.entry.js).

import { openDB } from "idb";

import { fromBase64url } from "../../shared/assets/codes/signing.js";
import { importKey, STEPS_PER_KEY } from "../../shared/assets/codes/dynamic.js";

const DATABASE = "antoan-me";
const STORE = "keys";
let database;

/** What this phone holds for a person: {reference, firstDay, keys, ahead}; undefined when nothing. */
export async function held(person) {
  return (await open()).get(STORE, person);
}

/** Ask for the keys of the coming days and the gates' time, and keep both. Throws when the server does not answer. */
export async function renew({ keys: address, time, person }) {
  const guard = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ csrfmiddlewaretoken: guard, person });
  const [answer, ahead] = await Promise.all([fetch(address, { method: "POST", body }), aheadOf(time)]);
  if (!answer.ok || answer.redirected) throw new Error(`keys: ${answer.status}`);
  const given = await answer.json();
  const kept = {
    reference: fromBase64url(given.reference),
    firstDay: given.first_day,
    keys: await Promise.all(given.keys.map((key) => importKey(fromBase64url(key)))),
    ahead,
  };
  await (await open()).put(STORE, kept, person);
  return kept;
}

/** The key for a step; undefined when this phone was without a network for too long. */
export function keyFor(kept, step) {
  return kept?.keys[Math.floor(step / STEPS_PER_KEY) - kept.firstDay];
}

/** How far the gates' clock is ahead of this phone's: codes are made by theirs. */
async function aheadOf(address) {
  const askedAt = Date.now();
  const answer = await fetch(address, { cache: "no-store" }).then((said) => said.json()).catch(() => null);
  const server = Date.parse(answer?.time);
  return Number.isFinite(server) ? server - (askedAt + Date.now()) / 2 : 0;
}

async function open() {
  database ??= openDB(DATABASE, 1, {
    upgrade: (made) => made.createObjectStore(STORE),
    // Signing out in another window deletes the database: let go of it.
    blocking: async () => (await database).close(),
  });
  return database;
}
