// The citizen's code page: masks and unmasks, shows the dynamic code where it is asked for, and keeps the colour right
// while it is open or without a network.

import { startDynamic } from "./dynamic.js";
import { decide } from "../../shared/assets/policy.js";

const TIMER_MS_MAX = 2 ** 31 - 1;

const find = (id) => document.getElementById(id);
const data = JSON.parse(find("my-code-data").textContent);
const language = document.documentElement.lang === "en" ? "en" : "vi";
let shown = data.verdict;
let timer;

/** Decide again with the facts the server gave: a colour runs out by itself, with or without a network. */
function refresh() {
  const verdict = decide(data.policy, data.facts, new Date());
  if (verdict.rule !== shown.rule || verdict.until !== shown.until) show(verdict);
  wakeAt(verdict.until);
}

function show(verdict) {
  shown = verdict;
  const panel = find("my-verdict");
  panel.querySelector(".at-verdict").dataset.colour = verdict.colour;
  if (find("my-qr")) find("my-qr").dataset.colour = verdict.colour;
  panel.querySelector("use").setAttribute("href", `#at-${verdict.colour}`);
  panel.querySelector(".at-verdict__word").textContent = data.words[verdict.colour];
  panel.querySelector(".at-verdict__reason").textContent = holderReason(verdict);
  find("my-advice").textContent = verdict.advice[language];
  find("my-until").textContent = verdict.until ? data.texts.until.replace("{at}", moment(verdict.until)) : data.texts.no_end;
  // What the server listed below belonged to the colour before.
  find("my-records").hidden = true;
}

/** The reason in the words meant for the person; a gate shows others, which name no diagnosis. */
function holderReason(verdict) {
  const rule = [...data.policy.rules, data.policy.default].find(({ id }) => id === verdict.rule);
  return (rule?.holderText ?? verdict.reasons[0])[language];
}

function wakeAt(until) {
  clearTimeout(timer);
  if (!until) return;
  const wait = Date.parse(until) - Date.now() + 1000;
  timer = setTimeout(refresh, Math.min(Math.max(wait, 1000), TIMER_MS_MAX));
}

function moment(iso) {
  const zone = { timeZone: "Asia/Ho_Chi_Minh" };
  const at = new Date(iso);
  const time = at.toLocaleTimeString("vi-VN", { ...zone, hour: "2-digit", minute: "2-digit" });
  const date = at.toLocaleDateString("vi-VN", { ...zone, day: "2-digit", month: "2-digit", year: "numeric" });
  return `${time} ${date}`;
}

/** Decision 1405: two ways to show the identity, with a quick switch between them. */
function switchMask() {
  const isFull = find("unmask").getAttribute("aria-pressed") !== "true";
  find("unmask").setAttribute("aria-pressed", String(isFull));
  find("unmask").textContent = isFull ? data.texts.mask : data.texts.unmask;
  for (const item of document.querySelectorAll("[data-masked]")) {
    item.textContent = isFull ? item.dataset.full : item.dataset.masked;
  }
}

find("unmask")?.addEventListener("click", switchMask);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
if (data.policy) refresh();
if (data.dynamic && find("dynamic")) startDynamic(data.dynamic, data.texts);
