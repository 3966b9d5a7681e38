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
  if (response.status >= 500 || response.status === 429) throw new Away(String(response.status));
  throw new Refused(response.status, await response.json().catch(() => ({})));
}

/** Record one scan. */
export function sendScan(token, scan) {
  return ask("/scan/v1/visits", { token, body: scan });
}

/** Record scans that waited; one answer for each, in the same order. */
export function sendBatch(token, scans) {
  return ask("/scan/v1/visits/batch", { token, body: { visits: scans }, wait: 30000 });
}

/** Ask for the server's time. */
export function health() {
  return ask("/scan/v1/health");
}

/** Ask for what this gate needs to go on alone: its names, the policies in force, the keys that sign codes. */
export function gatePage(token) {
  return ask("/scan/v1/gate", { token, wait: 10000 });
}

/** Turn a one-time secret into this device's token. */
export function redeem(secret, deviceName) {
  return ask("/gate/enrol/redeem", { body: { secret, device_name: deviceName }, wait: 15000 });
}
