// What staff do about the person before them: note a visitor, register whoever has no code, let in on a supervisor's word.

import { generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { Away, Refused, sendNewcomer, sendOverride, sendSeat, sendVisitor } from "./api.js";
import * as clock from "./clock.js";
import { uuid7 } from "./identifiers.js";
import { say } from "./texts.js";

const find = (id) => document.getElementById(id);
const dialogs = {};

/** Wire the dialogs. `current()` gives {token, code, verdict} of the screen; `onFault` answers what it must. */
export function wirePeople({ current, onFault, onNewcomer }) {
  wire("visitor", onFault, async (fields, id) => {
    const { token, code } = current();
    await sendVisitor(token, { id, code, ...fields });
    return say("visitor_noted");
  });
  wire("seat", onFault, async ({ seat }) => {
    const { token, verdict } = current();
    await sendSeat(token, { id: verdict.scanId, seat });
    return say("seat_noted", { seat: seat.toUpperCase() });
  });
  wire("override", onFault, async (fields, id) => {
    const { token, code, verdict } = current();
    const { left_today: left } = await sendOverride(token, { id, code, colour: verdict.colour, rule: verdict.rule ?? "", ...fields });
    return say("override_given", { left });
  });
  wire("newcomer", onFault, async (fields, id) => {
    const { token } = current();
    const { code, short_code: short } = await sendNewcomer(token, { id, ...fields, birth_year: Number(fields.birth_year) });
    draw(find("newcomer-picture"), generate(code));
    find("newcomer-short").textContent = `${short.slice(0, 4)}-${short.slice(4)}`;
    find("newcomer-form").hidden = true;
    find("newcomer-done").hidden = false;
    dialogs.newcomer.code = code;
    return "";
  });
  find("newcomer-scan").addEventListener("click", () => {
    find("newcomer").close();
    onNewcomer(dialogs.newcomer.code);
  });
}

/** A seat can be written for whoever was just let into a vehicle. */
export function offerSeat(verdict, placeKind) {
  const button = find("seat-open");
  const wentIn = verdict.kept === "recorded" && verdict.direction !== "out";
  button.hidden = !(wentIn && button.dataset.kinds.split(" ").includes(placeKind));
}

/** Whether one of the dialogs is open: then nothing is scanned. */
export function isAsking() {
  return Object.keys(dialogs).some((name) => find(name).open);
}

function wire(name, onFault, send) {
  const form = find(`${name}-form`);
  dialogs[name] = { id: "" };
  find(`${name}-open`).addEventListener("click", () => {
    form.reset();
    form.hidden = false;
    if (name === "newcomer") find("newcomer-done").hidden = true;
    dialogs[name].id = uuid7(clock.now()); // One opening is one deed, however often it is sent.
    complain(name, "");
    find("menu").close();
    find(name).showModal();
  });
  for (const button of find(name).querySelectorAll("[data-close]")) button.addEventListener("click", () => find(name).close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      const fields = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]));
      const done = await send(fields, dialogs[name].id);
      if (done) {
        find(name).close();
        find("verdict-kept").textContent = done;
      }
    } catch (fault) {
      if (fault instanceof Away) complain(name, say("people_away"));
      else if (fault instanceof Refused) complain(name, wordsFor(fault));
      else await onFault(fault);
    } finally {
      button.disabled = false;
    }
  });
}

function draw(picture, code) {
  picture.setAttribute("viewBox", `-4 -4 ${code.size + 8} ${code.size + 8}`);
  picture.firstElementChild.setAttribute("d", toSvgPath(code));
}

function wordsFor({ problem }) {
  const key = `people_${(problem.code || "").replace(/[^a-z]/g, "_")}`;
  const words = say(key);
  return words === key ? say("people_refused") : words;
}

function complain(name, text) {
  find(`${name}-fault`).textContent = text;
  find(`${name}-fault`).hidden = !text;
}
