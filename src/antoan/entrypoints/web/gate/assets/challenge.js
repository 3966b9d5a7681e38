// The picture of the day: the same on every gate of this place, so that a copied screen is noticed.

import { day, now } from "./clock.js";
import * as store from "./store.js";
import { inOurLanguage, say } from "./texts.js";

const find = (id) => document.getElementById(id);

/** Show today's picture, from what the server last told; nothing when none of its days is today. */
export async function showChallenge() {
  const told = (await store.setting("challenges")) ?? [];
  const today = told.find((one) => one.day === day(now()));
  find("challenge").hidden = !today;
  if (!today) return;
  find("challenge-path").setAttribute("d", today.path);
  find("challenge-text").textContent = say("challenge", { word: inOurLanguage(today.word), number: today.number });
}
