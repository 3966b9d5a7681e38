// What governs this gate: policies in force and the keys that sign codes. Kept for the time without network.

import { readKeyList } from "../../shared/assets/codes.js";
import { gatePage } from "./api.js";
import { PAGE_VERSION } from "./limits.js";
import * as store from "./store.js";

/** Ask the server and keep its answer; returns {gate, place}. */
export async function learnPage(token) {
  const answer = await gatePage(token);
  const held = await store.setting("page");
  // The root key met first is believed for good; what was revoked once stays revoked (lesson L8).
  const root = held ? held.root : answer.keys.root?.x;
  const keys = (await readKeyList(answer.keys, root, held?.keys)) || held?.keys;
  const { policies, minimum_version: minimumVersion, expires_at: expiresAt, stops } = answer;
  await store.keepSetting("page", { root, keys, policies, minimumVersion, expiresAt, stops });
  await store.keepSetting("challenges", answer.challenges);
  await store.keepSetting("rules", answer.rules);
  return { gate: answer.gate, place: answer.place };
}

/** What governed this gate when the server last said so; undefined before it ever did. */
export function pageHeld() {
  return store.setting("page");
}

/** Whether the server's answers have changed since this page was made so that it would show them wrongly. */
export async function isOutdated() {
  return ((await store.setting("page"))?.minimumVersion ?? 0) > PAGE_VERSION;
}
