// From a code to a verdict: asks the server, and judges by itself when the server does not answer.

import { Away, Refused, sendScan } from "./api.js";
import * as clock from "./clock.js";
import { digest, uuid7 } from "./identifiers.js";
import { judgeLocally } from "./local.js";
import * as store from "./store.js";

/** Judge one code; throws Revoked when this device may scan no more. */
export async function judge(text, { token, direction, network }) {
  const at = clock.now();
  const scan = { id: uuid7(at), code: text, direction, at: clock.rfc3339(at) };
  if (network.isUp) {
    try {
      const answer = await sendScan(token, scan);
      await learn(text, answer, at);
      return { ...flat(answer), kept: answer.recorded ? "recorded" : "not_recorded" };
    } catch (fault) {
      if (fault instanceof Refused) return unreadable(fault);
      if (!(fault instanceof Away)) throw fault;
      network.lost();
    }
  }
  return judgeAlone(text, scan, at);
}

async function judgeAlone(text, scan, at) {
  const [page, known] = await Promise.all([store.setting("page"), digest(text).then((key) => store.recall(key, at))]);
  const verdict = await judgeLocally(text, { keys: page?.keys, policies: page?.policies, known, now: at });
  const isKept = await store.enqueue(scan);
  return { ...verdict, direction: scan.direction, kept: isKept ? "queued" : "queue_full" };
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
    inside: answer.inside,
    capacity: answer.capacity,
    isLocal: false,
  };
}

function unreadable(fault) {
  const code = fault.problem.code || "";
  return {
    colour: "unknown",
    localReason: code.includes("time") ? "clock" : "unreadable",
    reasons: [],
    person: null,
    isLocal: false,
    kept: "not_recorded",
  };
}
