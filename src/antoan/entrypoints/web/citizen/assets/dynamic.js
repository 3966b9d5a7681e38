// Shows the code that changes every thirty seconds, and the way back to the static one.

import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

import { showDynamic, STEP_MS, stepOf } from "../../shared/assets/codes/dynamic.js";
import { held, keyFor, renew } from "./keys.js";

const QUIET = 4; // Modules of white around, as the standard wants.
const find = (id) => document.getElementById(id);

/** Offer the dynamic code; show it first where the policy asks for it everywhere. */
export function startDynamic(asked, texts) {
  let kept;
  let isShown = false;
  let drawn = -1;
  let timer;

  find("dynamic").hidden = false;
  find("dynamic-qr").setAttribute("aria-label", texts.dynamic_label);
  find("dynamic-switch").addEventListener("click", () => show(!isShown));
  document.addEventListener("visibilitychange", () => !document.hidden && isShown && tick());
  window.addEventListener("online", () => isShown && learn().then(tick));
  show(asked.is_first);

  async function show(wanted) {
    isShown = wanted;
    clearTimeout(timer);
    find("dynamic-switch").textContent = wanted ? texts.static : texts.dynamic;
    if (!wanted) {
      swap(false);
      say("", "");
      return;
    }
    kept = await held(asked.person).catch(() => undefined);
    if (navigator.onLine) await learn();
    drawn = -1;
    await tick();
  }

  async function learn() {
    // A phone whose keys cannot be renewed goes on with those it has.
    kept = await renew(asked).catch(() => kept);
  }

  async function tick() {
    clearTimeout(timer);
    if (!isShown) return;
    const now = Date.now() + (kept?.ahead ?? 0);
    const step = stepOf(now);
    const key = keyFor(kept, step);
    if (!key) {
      swap(false);
      say("", texts.no_keys);
      return;
    }
    if (step !== drawn) await draw(step, key);
    const left = (step + 1) * STEP_MS - now;
    say(texts.next_in.replace("{seconds}", Math.ceil(left / 1000)), "");
    timer = setTimeout(tick, Math.min(1000, left + 20));
  }

  async function draw(step, key) {
    const code = generate(await showDynamic(kept.reference, step, key), {
      minCorrectionLevel: correction.M,
      maxCorrectionLevel: correction.M,
    });
    find("dynamic-qr").replaceChildren(picture(code));
    find("dynamic-qr").dataset.step = step;
    drawn = step;
    swap(true);
  }

  function swap(toDynamic) {
    find("dynamic-qr").hidden = !toDynamic;
    find("static-qr").hidden = toDynamic;
  }

  function say(text, fault) {
    find("dynamic-text").textContent = text;
    find("dynamic-fault").textContent = fault;
    find("dynamic-fault").hidden = !fault;
  }
}

function picture(code) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const side = code.size + 2 * QUIET;
  drawing.setAttribute("viewBox", `${-QUIET} ${-QUIET} ${side} ${side}`);
  drawing.setAttribute("shape-rendering", "crispEdges");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", toSvgPath(code));
  drawing.append(path);
  return drawing;
}
