// The declaration form: asks only what follows from the answers, keeps a draft, shows all again, sends or waits for
// the network. Without this script the server does each step.

import { assess } from "../../shared/assets/declaring/risk.js";
import { keepThisPage } from "../../shared/assets/kept.js";
import { startBanner } from "./declaring/banner.js";
import { draftOf } from "./declaring/draft.js";
import { answersIn, branch, faultsIn, linesOf, mark, questionOf } from "./declaring/form.js";
import { keep } from "./declaring/outbox.js";

const find = (id) => document.getElementById(id);
const data = JSON.parse(find("declare-data").textContent);
const { document: questionnaire, account, texts } = data;
const language = document.documentElement.lang === "en" ? "en" : "vi";
const form = find("declare");
const asked = new URLSearchParams(location.search);
const draft = draftOf(account, questionnaire.questionnaire, asked.get("for") ?? "");
let sending = null; // The id of what this page sends.

/** A form kept for the time without a network is one's own; another's must come from the server. */
function isForWhomAsked() {
  return form.elements.for.value === (asked.get("for") ?? form.elements.for.value);
}

function start() {
  if (!isForWhomAsked()) {
    location.replace(form.action);
    return;
  }
  // The kept form has an id that may be used up already.
  form.elements.declaration.value = crypto.randomUUID();
  if (asked.get("place") && !form.elements.place.value) form.elements.place.value = asked.get("place");
  restore(draft.read());
  branch(form, questionnaire);
  form.addEventListener("input", onInput);
  form.addEventListener("submit", onSubmit);
  find("send").addEventListener("click", onSend);
  find("change").addEventListener("click", () => face("fill"));
}

function restore(fields) {
  for (const [name, value] of Object.entries(fields ?? {})) {
    const field = form.elements[name];
    if (field) field.value = value; // A group of radio buttons takes the value of the one to choose.
  }
}

function onInput(event) {
  branch(form, questionnaire);
  const field = event.target.closest("[data-item][data-kind]");
  if (field) mark(field, "");
  const kept = [...new FormData(form)].filter(([name]) => name.startsWith("q-") || name === "code");
  draft.write(Object.fromEntries(kept));
}

function onSubmit(event) {
  event.preventDefault();
  const faults = faultsIn(form, questionnaire, texts);
  const code = form.elements.code;
  if (code && !code.value.trim()) {
    code.focus();
    return;
  }
  showSummary(faults);
  if (faults.length) return;
  review();
}

function showSummary(faults) {
  const links = faults.map(({ field }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${field.id || field.querySelector("input, select, textarea").id}`;
    link.textContent = questionOf(field);
    item.append(link);
    return item;
  });
  find("summary-list").replaceChildren(...links);
  find("summary").hidden = faults.length === 0;
  if (faults.length) find("summary").focus();
}

function review() {
  const parts = linesOf(form, questionnaire, texts).flatMap(([question, answer]) => {
    const name = document.createElement("dt");
    const value = document.createElement("dd");
    name.textContent = question;
    value.textContent = answer;
    return [name, value];
  });
  find("check-lines").replaceChildren(...parts);
  face("check");
}

function face(name) {
  for (const id of ["fill", "check", "kept"]) find(id).hidden = id !== name;
  const title = find(`${name}-title`);
  window.scrollTo(0, 0);
  title?.focus();
}

/** Keep it first, then send: whatever happens to the network in between, nothing is lost. */
function onSend() {
  const at = new Date();
  const hidden = new Set(notAsked());
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !hidden.has(name)));
  const entry = {
    id: form.elements.declaration.value,
    account,
    at: at.getTime(),
    address: form.getAttribute("action"),
    fields: { ...fields, step: "send", at: at.toISOString() },
  };
  if (!keep(entry)) {
    showKept(texts.full);
    return;
  }
  sending = entry.id;
  find("send").disabled = true;
  flush();
}

/** Names of questions that are not asked now: what was once answered there is not sent. */
function notAsked() {
  const fields = [...form.querySelectorAll("[data-item][data-kind]")].filter((field) => field.closest("[data-item][hidden]"));
  return fields.map(({ dataset }) => `q-${dataset.item}`);
}

function onOutcome(outcome, entry) {
  if (entry.id !== sending) return false;
  find("send").disabled = false;
  if (outcome.state === "sent") {
    draft.drop();
    location.assign(outcome.address);
  } else if (outcome.state === "refused") {
    sending = null;
    form.elements.declaration.value = crypto.randomUUID();
    face("fill");
    showRefused(outcome.faults);
  } else {
    draft.drop();
    showKept(outcome.state === "signed_out" ? texts.signed_out : texts.waiting);
  }
  return true;
}

function showRefused(faults) {
  const fields = [...form.querySelectorAll("[data-item][data-kind]")].filter(({ dataset }) => dataset.item in faults);
  for (const field of fields) mark(field, faults[field.dataset.item] === "missing" ? texts.missing : texts.invalid);
  showSummary(fields.map((field) => ({ field })));
  if (!fields.length) {
    const banner = find("outbox");
    banner.textContent = texts.refused;
    banner.hidden = false;
  }
}

/** Say that it waits, and what the answers mean: the same rules, on this phone. */
function showKept(why) {
  const found = assess(questionnaire, answersIn(form, questionnaire));
  find("kept-why").textContent = why;
  find("kept-meaning").classList.toggle("at-meaning--risky", found.isRisky);
  find("kept-word").textContent = found.text[language];
  find("kept-advice").textContent = found.advice[language];
  const reasons = found.risks.map(({ questions }) => {
    const item = document.createElement("li");
    item.textContent = questions.map((name) => questionOf(form.querySelector(`[data-item="${name}"]`))).join("; ");
    return item;
  });
  find("kept-reasons").replaceChildren(...reasons);
  face("kept");
}

const flush = startBanner(account, onOutcome);
start();
keepThisPage(data.worker, data.scope);
