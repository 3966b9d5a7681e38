// At a place's door: a check survives a network that goes in the middle of it, and is sent once.
// The check's id is made with the page, so that the server knows it again however often it arrives.

import { forget, keep, waiting } from "./visiting/kept.js";
import { send } from "./visiting/sending.js";

const RETRY_MS = 5000;

const texts = JSON.parse(document.getElementById("check-texts").textContent);
const state = document.getElementById("check-state");
let isSending = false;

for (const form of document.querySelectorAll("form[data-check]")) {
  form.addEventListener("submit", (event) => press(event, form));
}
window.addEventListener("online", sendAll);
setInterval(() => waiting(texts.person).length && sendAll(), RETRY_MS);
sendAll();

function press(event, form) {
  const fields = new FormData(form, event.submitter);
  fields.delete("csrfmiddlewaretoken");
  const check = { id: fields.get("check"), person: texts.person, address: window.location.pathname, fields: [...fields], at: Date.now() };
  if (!keep(check)) {
    // Without keeping it, the browser sends the form by itself; offline that cannot work, so say so.
    if (navigator.onLine) return;
    event.preventDefault();
    say(texts.full, true);
    return;
  }
  event.preventDefault();
  say(texts.sending);
  sendAll();
}

/** Send what waits, one after the other, in one tab at a time. */
async function sendAll() {
  if (isSending || !waiting(texts.person).length) return;
  isSending = true;
  const once = navigator.locks ? (work) => navigator.locks.request("antoan-checks", work) : (work) => work();
  try {
    await once(sendOldestFirst);
  } finally {
    isSending = false;
  }
}

async function sendOldestFirst() {
  let next = "";
  for (const check of waiting(texts.person)) {
    const answer = await send(check, tokenOf());
    if (answer.kind === "away") return say(texts.kept.replace("{at}", clockOf(check.at)));
    if (answer.kind === "signed_out") return askToSignIn();
    forget(check.id);
    if (answer.kind === "refused") return say(answer.fault || texts.failed, true);
    next = answer.next;
  }
  if (next) window.location.assign(next);
}

/** The token of this page: one that was kept may be of an earlier sign-in. */
function tokenOf() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
}

function askToSignIn() {
  say(texts.sign_in);
  const link = document.createElement("a");
  link.href = `${texts.sign_in_address}?next=${encodeURIComponent(window.location.pathname)}`;
  link.textContent = texts.sign_in_link;
  state.append(" ", link);
}

function say(text, isFault = false) {
  state.textContent = text;
  state.classList.toggle("at-message--error", isFault);
  state.hidden = !text;
  state.scrollIntoView({ block: "nearest" });
}

function clockOf(at) {
  return new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
}
