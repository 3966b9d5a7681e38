// From a code to a verdict: asks the server, and judges by itself when the server does not answer.

import { detect } from "../../shared/assets/codes.js";
import { Away, Refused, sendScan, verify } from "./api.js";
import * as clock from "./clock.js";
import { pageHeld } from "./governing.js";
import { digest, uuid7 } from "./identifiers.js";
import { PAGE_VERSION } from "./limits.js";
import { judgeLocally, ofFormerApp } from "./local.js";
import { mutedBy } from "./muting.js";
import { heldPack } from "./packs.js";
import * as store from "./store.js";

/** Judge one code; throws Revoked when this device may scan no more. */
export async function judge(text, { token, direction, network }) {
  const at = clock.now();
  const scan = { id: uuid7(at), code: text, direction, at: clock.rfc3339(at) };
  if (network.isUp) {
    try {
      const answer = await sendScan(token, scan);
      await learn(text, answer, at);
      return { ...(await understood(flat(answer), at)), kept: answer.recorded ? "recorded" : "not_recorded" };
    } catch (fault) {
      if (fault instanceof Refused) return refused(text, fault);
      if (!(fault instanceof Away)) throw fault;
      network.lost();
    }
  }
  return judgeAlone(text, scan, at);
}

/** Judge a code again after something was declared, without a further visit. */
export async function judgeAgain(text, { token, direction }) {
  const at = clock.now();
  const answer = await verify(token, { id: uuid7(at), code: text, direction, at: clock.rfc3339(at) });
  await learn(text, answer, at);
  return understood(flat(answer), at);
}

/** Judge one code of a vehicle: nothing is recorded before the vehicle drives on. */
export async function judgeAboard(text, { token, network }) {
  const at = clock.now();
  const scan = { id: uuid7(at), code: text, direction: "in", at: clock.rfc3339(at) };
  if (network.isUp) {
    try {
      const answer = await verify(token, scan);
      await learn(text, answer, at);
      return { scan, verdict: { ...(await understood(flat(answer), at)), kept: answer.person ? "aboard" : "not_recorded" } };
    } catch (fault) {
      if (fault instanceof Refused) return { scan, verdict: refused(text, fault) };
      if (!(fault instanceof Away)) throw fault;
      network.lost();
    }
  }
  const verdict = await verdictAlone(text, at);
  return { scan, verdict: { ...verdict, direction: "in", kept: isNobodys(verdict) ? "not_recorded" : "aboard" } };
}

async function judgeAlone(text, scan, at) {
  const verdict = await verdictAlone(text, at);
  if (isNobodys(verdict)) return { ...verdict, kept: "not_recorded" };
  const isKept = await store.enqueue(scan);
  return { ...verdict, direction: scan.direction, kept: isKept ? "queued" : "queue_full" };
}

/** Whether the server would record nobody for it either: then nothing is kept. */
function isNobodys({ localReason }) {
  return localReason === "former" || localReason === "stopped";
}

async function verdictAlone(text, at) {
  const [page, known, pack] = await Promise.all([
    store.setting("page"),
    digest(text).then((key) => store.recall(key, at)),
    heldPack(),
  ]);
  const verdict = await judgeLocally(text, { keys: page?.keys, policies: page?.policies, known, ...pack, now: at });
  return understood(verdict, at);
}

/** The verdict, or `unknown` where this page may tell none: never a wrong colour. A visit is kept unless scanning is stopped. */
async function understood(verdict, at) {
  const muted = mutedBy(await pageHeld(), { isLocal: verdict.isLocal, now: at, version: PAGE_VERSION });
  if (!muted) return verdict;
  const { direction } = verdict;
  const { reason, reasons } = muted;
  return { colour: "unknown", localReason: reason, reasons, advice: null, person: null, direction, isLocal: true };
}

/** Keep what the server said, for the time without network. */
export async function learn(text, answer, at) {
  const { verdict, person } = answer;
  if (!verdict) return;
  if (verdict.colour !== "unknown") await store.remember(await digest(text), { verdict, person, seen: at });
}

function flat(answer) {
  return {
    ...answer.verdict,
    person: answer.person,
    direction: answer.direction,
    scanId: answer.id,
    inside: answer.inside,
    capacity: answer.capacity,
    notices: answer.notices ?? [],
    certificate: answer.certificate ?? null,
    isLocal: false,
  };
}

function refused(text, fault) {
  const code = fault.problem.code || "";
  const { kind, value } = detect(text);
  if (code === "scan:code:former_app" && kind === "former") return { ...ofFormerApp(value), isLocal: false, kept: "not_recorded" };
  return {
    colour: "unknown",
    localReason: code.includes("time") ? "clock" : "unreadable",
    reasons: [],
    person: null,
    isLocal: false,
    kept: "not_recorded",
  };
}
