// What governs this gate: policies in force and the keys that sign codes. Kept for the time without network.

import { readKeyList } from "../../shared/assets/codes.js";
import { gatePage } from "./api.js";
import * as store from "./store.js";

/** Ask the server and keep its answer; returns {gate, place, minimumVersion}. */
export async function learnPage(token) {
  const answer = await gatePage(token);
  const held = await store.setting("page");
  // The root key met first is believed for good; what was revoked once stays revoked (lesson L8).
  const root = held ? held.root : answer.keys.root?.x;
  const keys = (await readKeyList(answer.keys, root, held?.keys)) || held?.keys;
  await store.keepSetting("page", { root, keys, policies: answer.policies });
  return { gate: answer.gate, place: answer.place, minimumVersion: answer.minimum_version };
}
