// Writes to the gate's screen. No decision is made here.

import { sentences } from "./sentences.js";
import { inOurLanguage, lines, moment, say } from "./texts.js";
import { day, now } from "./clock.js";

const find = (id) => document.getElementById(id);

/** Show which gate this is. */
export function showGate({ place, gate }) {
  find("gate-place").textContent = place.name;
  find("gate-name").textContent = gate.name;
}

/** Show one of the page's faces: "loading", "stranger" or "scanner". */
export function showFace(name) {
  for (const face of document.querySelectorAll("[data-face]")) face.hidden = face.dataset.face !== name;
}

/** Show how the network is. */
export function showNetwork(isUp) {
  const chip = find("network");
  chip.dataset.up = String(isUp);
  find("network-text").textContent = say(isUp ? "online" : "offline");
}

/** Show how many scans wait, and whether there is room for more. */
export function showWaiting(count, isFull) {
  find("waiting-box").hidden = count === 0;
  find("waiting").textContent = String(count);
  find("queue-full").hidden = !isFull;
}

/** Show the count of the day. */
export function showToday(count) {
  find("today").textContent = String(count);
}

/** Show how many people are inside, when the server said so. */
export function showInside(inside, capacity) {
  if (inside === undefined || inside === null) return;
  find("inside").textContent = capacity ? `${inside}/${capacity}` : String(inside);
  find("inside-box").dataset.full = String(Boolean(capacity) && inside >= capacity);
}

/** Show a line under the camera; an empty text hides it. */
export function showNotice(text) {
  find("notice").textContent = text;
  find("notice").hidden = !text;
}

/** Show how far the waiting scans have been sent. */
export function showProgress(done, total) {
  find("progress-box").hidden = false;
  find("progress").max = total;
  find("progress").value = done;
  find("progress-text").textContent = say("sending", { done, total });
}

/** Show what became of the scans that waited. */
export function showReport(report) {
  find("progress-box").hidden = true;
  const parts = [say("report_sent", { sent: report.sent, recorded: report.recorded })];
  if (report.refused) parts.push(say("report_refused", { count: report.refused }));
  if (report.expired) parts.push(say("report_expired", { count: report.expired }));
  find("report").textContent = parts.join(" ");
  find("report").hidden = false;
}

/** Hide the progress of a sending that broke off. */
export function hideProgress() {
  find("progress-box").hidden = true;
}

/** Show why there is no picture, and how to mend it. */
export function showCameraFault(reason) {
  find("camera-fault").hidden = !reason;
  find("camera-fault-text").textContent = reason ? say(`camera_${reason}`) : "";
}

/** Fill the screen with a verdict. */
export function showVerdict(verdict) {
  const panel = find("verdict");
  panel.dataset.colour = verdict.colour;
  panel.dataset.kept = verdict.kept;
  find("verdict-icon").querySelector("use").setAttribute("href", `#at-${verdict.colour}`);
  find("verdict-word").textContent = say(`colour_${verdict.colour}`);
  find("verdict-person").textContent = personText(verdict.person ?? verdict.certificate);
  find("verdict-reason").textContent = reasonText(verdict);
  find("verdict-direction").textContent = directionText(verdict);
  find("verdict-advice").textContent = inOurLanguage(verdict.advice);
  find("verdict-notices").textContent = sentences((verdict.notices || []).map(inOurLanguage));
  find("verdict-notices").hidden = !verdict.notices?.length;
  showSteps(stepsFor(verdict));
  find("verdict-kept").textContent = keptText(verdict);
  // Somebody is known, the network is there, and nothing was declared just now.
  // Only what helps now: who must keep apart declares nothing at a gate, and who may not come in visits nobody.
  const isKnown = verdict.person && !verdict.isLocal;
  find("declare-open").hidden = !isKnown || verdict.colour === "red" || verdict.kept.startsWith("declared");
  find("visitor-open").hidden = !isKnown || !["green", "yellow"].includes(verdict.colour);
  find("override-open").hidden = verdict.colour === "green" || verdict.isLocal;
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.dataset.verdict = verdict.colour;
  speak([
    say(`colour_${verdict.colour}`), reasonText(verdict), personText(verdict.person), directionText(verdict), keptText(verdict),
    find("verdict-notices").textContent,
  ]);
}

/** Take the verdict away. */
export function hideVerdict() {
  find("verdict").hidden = true;
  delete document.body.dataset.verdict;
}

/** Whether a verdict is on the screen. */
export function verdictIsShown() {
  return !find("verdict").hidden;
}

/** Have a screen reader say it. */
export function speak(parts) {
  const text = sentences(parts);
  // The same words twice are said twice only when the element really changes.
  find("speech").textContent = "";
  requestAnimationFrame(() => {
    find("speech").textContent = text;
  });
}

function personText(person) {
  if (!person) return "";
  return [person.label, person.birth_year, person.gender ? say(`gender_${person.gender}`) : ""].filter(Boolean).join(" · ");
}

function reasonText(verdict) {
  const reasons = (verdict.reasons || []).map(inOurLanguage).filter(Boolean);
  if (verdict.localReason) reasons.unshift(say(`local_${verdict.localReason}`, verdict.localValues));
  if (verdict.seen) reasons.push(say("last_known", { at: moment(new Date(verdict.seen).toISOString(), day(now())) }));
  return sentences(reasons);
}

function directionText(verdict) {
  if (verdict.kept !== "recorded" && verdict.kept !== "queued") return "";
  return say(`went_${verdict.direction}`);
}

function keptText(verdict) {
  return verdict.kept === "recorded" ? "" : say(`kept_${verdict.kept}`);
}

function stepsFor(verdict) {
  const reason = verdict.localReason || verdict.reasons?.[0]?.code;
  const own = lines(`steps_${reason}`);
  return own.length ? own : lines(`steps_${verdict.colour}`);
}

function showSteps(steps) {
  find("verdict-steps-box").hidden = steps.length === 0;
  find("verdict").dataset.steps = String(steps.length > 0);
  find("verdict-steps").replaceChildren(
    ...steps.map((step) => {
      const item = document.createElement("li");
      item.textContent = step;
      return item;
    }),
  );
}
