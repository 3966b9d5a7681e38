// Recognises an enrolment code and keeps what redeeming it brings.

import { detect } from "../../shared/assets/codes.js";
import { redeem } from "./api.js";
import * as store from "./store.js";

/** The one-time secret in an enrolment code (…/gate/enrol#secret), or "" when the text is none. */
export function secretIn(text) {
  const scanned = detect(text);
  return scanned.kind === "enrolment" ? scanned.value.secret : "";
}

/** Make this device a device of the gate; returns what the page shows of it. */
export async function enrol(secret, deviceName) {
  const { token, device, gate, place } = await redeem(secret, deviceName);
  await store.wipe(); // A device belongs to one gate; nothing of an earlier one stays.
  const enrolled = { token, device, gate, place };
  await store.keepSetting("enrolled", enrolled);
  return enrolled;
}

/** A name by which the unit's administrator will know this device. */
export function usualName() {
  const agent = navigator.userAgent;
  const found = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(agent);
  return found ? found[0] : "";
}
