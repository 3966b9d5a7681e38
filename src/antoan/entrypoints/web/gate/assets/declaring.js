// Staff declare for the person just scanned: the form for this kind of place, sent at once. Needs the network;
// without one the person declares later, on a phone or on paper.

import { asked, shown } from "../../shared/assets/declaring/branching.js";
import { Away, Refused, questionnaire, sendDeclaration } from "./api.js";
import * as clock from "./clock.js";
import { uuid7 } from "./identifiers.js";
import { inOurLanguage, say } from "./texts.js";

const find = (id) => document.getElementById(id);
const form = find("declare-form");
let open = null; // {document, token, code, onSent, id}

/** Ask the questions for whoever's code this is; `onSent` gets the server's answer. Throws Away and Revoked. */
export async function openDeclaring({ token, code, onSent }) {
  const document_ = await questionnaire(token);
  open = { document: document_, token, code, onSent, id: uuid7(clock.now()) };
  find("declare-title").textContent = inOurLanguage(document_.title);
  find("declare-items").replaceChildren(...document_.items.filter(({ source }) => !source).map(itemOf));
  find("declare-fault").hidden = true;
  branch();
  find("declare").showModal();
}

function itemOf(item) {
  const box = make(item.type === "boolean" || item.type === "group" ? "fieldset" : "div", { className: "gate-question" });
  box.dataset.item = item.linkId;
  if (item.type === "group") {
    box.append(make("legend", { textContent: inOurLanguage(item.text) }), ...item.items.filter(({ source }) => !source).map(itemOf));
  } else if (item.type === "boolean") {
    box.append(make("legend", { textContent: inOurLanguage(item.text) }), pair(item));
  } else {
    box.append(make("label", { textContent: inOurLanguage(item.text), htmlFor: `d-${item.linkId}` }), control(item));
  }
  return box;
}

function pair(item) {
  const both = make("div", { className: "gate-direction" });
  for (const value of ["false", "true"]) {
    const choice = make("input", { type: "radio", name: item.linkId, value, checked: String(item.initial) === value });
    const word = make("span", { textContent: say(value === "true" ? "yes" : "no") });
    const label = make("label", {});
    label.append(choice, word);
    both.append(label);
  }
  return both;
}

function control(item) {
  const common = { id: `d-${item.linkId}`, name: item.linkId };
  if (item.type !== "choice") {
    const type = { date: "date", integer: "number" }[item.type] ?? "text";
    return make("input", { ...common, type, className: "nhsuk-input", maxLength: item.maxLength ?? 100, autocomplete: "off" });
  }
  const options = item.options ?? open.document.optionSets[item.optionSet];
  const select = make("select", { ...common, className: "nhsuk-select" });
  select.append(make("option", { value: "", textContent: "" }));
  for (const { code, text } of options) select.append(make("option", { value: code, textContent: inOurLanguage(text), selected: code === item.initial }));
  return select;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function answers() {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) found[name] = value === "true" ? true : value === "false" ? false : value.trim();
  }
  return found;
}

function branch() {
  const now = shown(open.document, answers());
  for (const box of form.querySelectorAll("[data-item]")) box.hidden = !now.has(box.dataset.item);
}

function missing() {
  const given = answers();
  return asked(open.document, given).find((item) => item.required && given[item.linkId] === undefined);
}

async function submit(event) {
  event.preventDefault();
  const lacking = missing();
  if (lacking) {
    complain(`${say("declare_missing")} ${inOurLanguage(lacking.text)}`);
    return;
  }
  const { document: { questionnaire: key, version }, token, code, onSent, id } = open;
  find("declare-send").disabled = true;
  try {
    const at = clock.rfc3339(clock.now());
    const answer = await sendDeclaration(token, { id, code, questionnaire: key, version, answers: answers(), at });
    find("declare").close();
    onSent(answer);
  } catch (fault) {
    if (fault instanceof Away) complain(say("declare_away"));
    else if (fault instanceof Refused) complain(say("declare_refused"));
    else throw fault;
  } finally {
    find("declare-send").disabled = false;
  }
}

function complain(text) {
  find("declare-fault").textContent = text;
  find("declare-fault").hidden = false;
  find("declare-fault").scrollIntoView();
}

form.addEventListener("input", branch);
form.addEventListener("submit", submit);
find("declare-close").addEventListener("click", () => find("declare").close());
