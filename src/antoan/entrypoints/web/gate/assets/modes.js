// How the gate is used: by staff as usual, by people themselves (kiosk), or for vehicles (checkpoint).

import * as store from "./store.js";

const MODES = ["usual", "kiosk", "checkpoint"];

/** Take up the mode of an earlier visit, and change it when staff choose another. */
export async function openModes() {
  const kept = await store.setting("mode");
  choose(MODES.includes(kept) ? kept : "usual");
  for (const option of document.querySelectorAll("input[name=mode]")) {
    option.addEventListener("change", () => choose(option.value));
  }
}

/** The mode in use. */
export function mode() {
  return document.body.dataset.mode ?? "usual";
}

function choose(name) {
  document.body.dataset.mode = name;
  store.keepSetting("mode", name);
  const option = document.querySelector(`input[name=mode][value=${name}]`);
  if (option) option.checked = true;
  const page = document.documentElement;
  // A browser that has no full screen, or wants another touch for it, shows the same page smaller.
  if (name === "kiosk") page.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen();
}
