// The form at the door: sealed and kept on the phone at once, sent whenever there is a network.

import { keepThisPage } from "../../shared/assets/kept.js";
import { TRY_EACH_MS } from "./field/limits.js";
import { seal } from "./field/sealing.js";
import { send } from "./field/sending.js";
import { drop, keep, kept, refuse } from "./field/store.js";

const data = JSON.parse(document.getElementById("field-data").textContent);
const { account, texts } = data;
const form = document.getElementById("door");
const said = document.getElementById("said");
const state = document.getElementById("state");
const list = document.getElementById("kept");
const note = form.elements.note.closest(".nhsuk-form-group");
let isBusy = false;

keepThisPage(data.worker, data.scope);
form.addEventListener("submit", fill);
form.elements.health.addEventListener("change", showNote);
document.getElementById("send").addEventListener("click", flush);
window.addEventListener("online", flush);
window.addEventListener("offline", () => tell(state, texts.offline));
setInterval(flush, TRY_EACH_MS);
showNote();
show().then(flush);
if (!navigator.onLine) tell(state, texts.offline);

async function fill(event) {
  event.preventDefault();
  if (!form.reportValidity()) return;
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  const label = `${labelOf(fields.full_name)}, ${fields.birth.slice(-4)}`;
  let sealed;
  try {
    sealed = await seal(JSON.stringify(fields), data.key, data.purpose);
  } catch {
    tell(said, texts.unsealed);
    return;
  }
  const isKept = await keep({ id: crypto.randomUUID(), account, label, made: Date.now(), sealed });
  tell(said, isKept ? texts.kept.replace("{label}", label) : texts.full);
  if (!isKept) return;
  clear();
  await show();
  flush();
}

/** The next person of the same house has the same address and ward. */
function clear() {
  for (const name of ["full_name", "birth", "gender", "number", "phone", "health", "note"]) form.elements[name].value = "";
  showNote();
  form.elements.full_name.focus();
}

function showNote() {
  note.hidden = form.elements.health.value !== "unwell";
}

async function flush() {
  if (isBusy) return;
  isBusy = true;
  try {
    await sendAll();
  } finally {
    isBusy = false; // Whatever went wrong, the next try is not kept from trying.
  }
  await show();
}

async function sendAll() {
  for (const one of (await kept(account)).filter(({ refused }) => !refused)) {
    const outcome = await send(one, data.send_to, form.elements.csrfmiddlewaretoken.value);
    if (outcome.kind === "taken") {
      await drop(one.id);
      tell(said, (texts[`sent_${outcome.state}`] ?? texts.sent_registered).replace("{label}", one.label));
    } else if (outcome.kind === "refused") await refuse(one);
    tell(state, outcome.kind === "signed_out" ? texts.signed_out : outcome.kind === "away" && !navigator.onLine ? texts.offline : "");
    if (outcome.kind === "away" || outcome.kind === "signed_out") break;
  }
}

async function show() {
  const forms = await kept(account);
  list.replaceChildren(...(forms.length ? forms.map(line) : [Object.assign(document.createElement("li"), { textContent: texts.none })]));
}

function line(one) {
  const item = document.createElement("li");
  item.className = "at-device";
  const words = document.createElement("span");
  const name = document.createElement("strong");
  name.textContent = one.label;
  const quiet = document.createElement("span");
  quiet.className = "at-quiet";
  quiet.textContent = `${new Date(one.made).toLocaleString("vi-VN")} · ${one.refused ? texts.refused : texts.waiting}`;
  words.append(name, quiet);
  item.append(words);
  if (one.refused) item.append(dropper(one));
  return item;
}

function dropper(one) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--secondary at-button--flat";
  button.textContent = texts.drop;
  button.addEventListener("click", () => drop(one.id).then(show));
  return button;
}

/** As a gate shows a name: "N.V. An". */
function labelOf(name) {
  const words = name.trim().split(/\s+/);
  return `${words.slice(0, -1).map((word) => `${word[0]}.`).join("")} ${words.at(-1)}`.trim();
}

function tell(place, text) {
  place.textContent = text;
  place.hidden = !text;
}
