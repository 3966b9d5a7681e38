// The enrolment page: turns the one-time secret behind the # into this device's token.

import { keepThisPage } from "../../shared/assets/kept.js";
import { Away, Refused, Revoked } from "./api.js";
import { enrol, usualName } from "./enrolment.js";
import { addresses, say } from "./texts.js";

const find = (id) => document.getElementById(id);
// The part behind # never reaches a server or its log; it goes once, in the body of our own request.
const secret = window.location.hash.slice(1);
window.history.replaceState(null, "", window.location.pathname);

find("device-name").value = usualName();
if (!secret) complain("enrol_no_secret");

find("enrol-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  find("enrol-button").disabled = true;
  try {
    const { place, gate } = await enrol(secret, find("device-name").value.trim());
    find("enrolled-text").textContent = say("enrolled", { place: place.name, gate: gate.name });
    find("enrol-form").hidden = true;
    find("enrolled").hidden = false;
    find("open-gate").focus();
    keepThisPage(addresses.worker, addresses.scope);
    navigator.storage?.persist?.(); // Else a full phone may throw the queue away.
  } catch (fault) {
    if (!(fault instanceof Away || fault instanceof Refused || fault instanceof Revoked)) throw fault;
    complain(fault instanceof Away ? "enrol_away" : "enrol_refused");
    find("enrol-button").disabled = false;
  }
});

function complain(key) {
  find("enrol-error").textContent = say(key);
  find("enrol-error").hidden = false;
}
