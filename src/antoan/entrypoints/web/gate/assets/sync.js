// Sends the scans that waited, and reports what became of them.

import { Refused, sendBatch } from "./api.js";
import { BATCH_ROWS, QUEUE_AGE_MS_MAX } from "./limits.js";
import { learn } from "./scanning.js";
import * as store from "./store.js";

/**
 * Send all that waits, in batches. `onProgress(done, total)` is called after each.
 * Returns {sent, recorded, refused, expired}; throws Away when the network goes again: the rest goes on waiting.
 */
export async function sendWaiting({ token, now, onProgress }) {
  const report = { sent: 0, recorded: 0, refused: 0, expired: 0 };
  const total = await store.waitingCount();
  let rows = BATCH_ROWS;
  for (let scans = await store.waiting(rows); scans.length; scans = await store.waiting(rows)) {
    const old = scans.filter((scan) => now() - Date.parse(scan.at) > QUEUE_AGE_MS_MAX);
    if (old.length) {
      await forget(old, report, "expired");
      continue;
    }
    try {
      await sendSome(scans, token, report);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      // One bad scan must not hold up the others: smaller batches find it.
      if (rows > 1) rows = Math.ceil(rows / 8);
      else await forget(scans, report, "refused");
      continue;
    }
    onProgress(report.sent, Math.max(total, report.sent));
  }
  return report;
}

async function sendSome(scans, token, report) {
  const { results } = await sendBatch(token, scans);
  for (const [index, result] of results.entries()) {
    report.sent += 1;
    if (result.error) report.refused += 1;
    else {
      if (result.recorded) report.recorded += 1;
      await learn(scans[index].code, result, Date.parse(scans[index].at));
    }
  }
  await store.dequeue(scans.map((scan) => scan.id));
}

async function forget(scans, report, as) {
  report[as] += scans.length;
  await store.dequeue(scans.map((scan) => scan.id));
}
