// The form's fields: reads answers as the document wants them, shows and hides questions, says what is missing.

import { asked, shown } from "../../../shared/assets/declaring/branching.js";

const PREFIX = "q-";

/** Return the answers in a form: yes and no as booleans, whole numbers as numbers, the rest as text; none left empty. */
export function answersIn(form, questionnaire) {
  const answers = {};
  const kinds = kindsOf(questionnaire.items);
  for (const [name, value] of new FormData(form)) {
    if (!name.startsWith(PREFIX) || value.trim() === "") continue;
    const linkId = name.slice(PREFIX.length);
    answers[linkId] = typed(kinds[linkId], value.trim());
  }
  return answers;
}

function kindsOf(items) {
  return Object.assign({}, ...items.map((item) => ({ [item.linkId]: item.type, ...kindsOf(item.items ?? []) })));
}

function typed(kind, value) {
  if (kind === "boolean") return value === "true";
  return kind === "integer" ? Number(value) : value;
}

/** Show what is asked now, hide the rest. */
export function branch(form, questionnaire) {
  const now = shown(questionnaire, answersIn(form, questionnaire));
  for (const item of form.querySelectorAll("[data-item]")) item.hidden = !now.has(item.dataset.item);
}

/** Mark every question that is missing or wrong; return their fields with what is wrong. */
export function faultsIn(form, questionnaire, texts) {
  const answers = answersIn(form, questionnaire);
  const wanted = new Set(asked(questionnaire, answers).map(({ linkId }) => linkId));
  const found = [];
  for (const field of form.querySelectorAll("[data-item][data-kind]")) {
    const isAsked = wanted.has(field.dataset.item);
    const isMissing = isAsked && "required" in field.dataset && answers[field.dataset.item] === undefined;
    const isWrong = isAsked && !isMissing && [...field.querySelectorAll("input, select, textarea")].some((one) => !one.checkValidity());
    const fault = isMissing ? texts.missing : isWrong ? texts.invalid : "";
    mark(field, fault);
    if (fault) found.push({ field, fault });
  }
  return found;
}

/** Show or clear the fault of one question. */
export function mark(field, fault) {
  const line = field.querySelector("[data-fault]");
  line.textContent = fault;
  line.hidden = !fault;
  field.classList.toggle("nhsuk-form-group--error", Boolean(fault));
}

/** Return what the reader sees of each question that is asked and answered. */
export function linesOf(form, questionnaire, texts) {
  const answers = answersIn(form, questionnaire);
  return asked(questionnaire, answers)
    .filter(({ linkId }) => answers[linkId] !== undefined)
    .map(({ linkId }) => {
      const field = form.querySelector(`[data-item="${linkId}"]`);
      return [questionOf(field), said(field, answers[linkId], texts)];
    });
}

export function questionOf(field) {
  return field.querySelector(".at-question").textContent.trim();
}

function said(field, answer, texts) {
  if (typeof answer === "boolean") return answer ? texts.yes : texts.no;
  const select = field.querySelector("select");
  if (select) return select.selectedOptions[0].textContent;
  return /^\d{4}-\d{2}-\d{2}$/.test(answer) ? answer.split("-").reverse().join("/") : String(answer);
}
