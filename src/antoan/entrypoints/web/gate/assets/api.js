// Talks to the scan service. Every fault has a name, so that the page can answer each in its own way.

import { ANSWER_MS_MAX } from "./limits.js";

/** No answer worth having: no network, too slow, overloaded, failing. The gate goes on by itself. */
export class Away extends Error {}

/** The token is not known or no longer valid: the device was revoked. */
export class Revoked extends Error {}

/** The server understood us and refuses: `problem` holds its code and its words. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.problem = problem;
  }
}

async function ask(path, { token, body, wait = ANSWER_MS_MAX } = {}) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), wait);
  try {
    const response = await fetch(path, {
      method: body ? "POST" : "GET",
      headers: {
        Accept: "application/json",
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
      signal: stopper.signal,
      cache: "no-store",
      credentials: "omit",
    });
    return await read(response);
  } catch (fault) {
    if (fault instanceof Revoked || fault instanceof Refused) throw fault;
    throw new Away(fault.message);
  } finally {
    clearTimeout(timer);
  }
}

async function read(response) {
  if (response.ok) return response.json();
  if (response.status === 401) throw new Revoked();
  const problem = await response.json().catch(() => ({}));
  const isOurs = String(problem.code || "").startsWith("gates:"); // Too many of a deed: said in words.
  if (response.status >= 500 || (response.status === 429 && !isOurs)) throw new Away(String(response.status));
  throw new Refused(response.status, problem);
}

/** Record one scan. */
export function sendScan(token, scan) {
  return ask("/scan/v1/visits", { token, body: scan });
}

/** Record scans that waited; one answer for each, in the same order. */
export function sendBatch(token, scans) {
  return ask("/scan/v1/visits/batch", { token, body: { visits: scans }, wait: 30000 });
}

/** Ask for a verdict without recording anything. */
export function verify(token, scan) {
  return ask("/scan/v1/verify", { token, body: scan });
}

/** Ask which questions this kind of place asks. */
export function questionnaire(token) {
  return ask("/scan/v1/questionnaire", { token });
}

/** Declare for whoever's code was scanned. */
export function sendDeclaration(token, declaration) {
  return ask("/scan/v1/declarations", { token, body: declaration, wait: 10000 });
}

/** Ask for the server's time. */
export function health() {
  return ask("/scan/v1/health");
}

/** Ask for what this gate needs to go on alone: its names, the policies in force, the keys that sign codes. */
export function gatePage(token) {
  return ask("/scan/v1/gate", { token, wait: 10000 });
}

/** Tell how this device is doing; learn what it needs to go on alone. */
export function askPack(token, told) {
  return ask("/gate/pack", { token, body: told, wait: 60000 });
}

/** Note why a visitor came. */
export function sendVisitor(token, note) {
  return ask("/gate/visitors", { token, body: note, wait: 10000 });
}

/** Keep the seat of whoever was just scanned into a vehicle. */
export function sendSeat(token, seat) {
  return ask("/gate/seats", { token, body: seat, wait: 10000 });
}

/** Register somebody without any code; brings theirs. */
export function sendNewcomer(token, person) {
  return ask("/gate/people", { token, body: person, wait: 20000 });
}

/** Let somebody in on a supervisor's word. */
export function sendOverride(token, override) {
  return ask("/gate/overrides", { token, body: override, wait: 10000 });
}

/** Tell which scans were made in one vehicle. */
export function sendVehicle(token, vehicle) {
  return ask("/gate/vehicles", { token, body: vehicle, wait: 10000 });
}

/** Turn a one-time secret into this device's token. */
export function redeem(secret, deviceName) {
  return ask("/gate/enrol/redeem", { body: { secret, device_name: deviceName }, wait: 15000 });
}
