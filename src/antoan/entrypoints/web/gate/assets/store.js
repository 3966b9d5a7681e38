// What the device keeps: its token, the queue of scans, verdicts for the time without network, counts of the day.

import { openDB } from "idb";
import { KNOWN_AGE_MS_MAX, KNOWN_ROWS_MAX, QUEUE_ROWS_MAX } from "./limits.js";

const opened = openDB("antoan-gate", 1, {
  upgrade(database) {
    database.createObjectStore("settings");
    database.createObjectStore("queue", { keyPath: "id" }).createIndex("at", "at");
    database.createObjectStore("known").createIndex("seen", "seen");
  },
});

/** Read one setting; undefined when it was never written. */
export async function setting(name) {
  return (await opened).get("settings", name);
}

/** Write one setting. */
export async function keepSetting(name, value) {
  return (await opened).put("settings", value, name);
}

/** Keep a scan until the network is back; false when the queue is full and it was not kept. */
export async function enqueue(scan) {
  const write = (await opened).transaction("queue", "readwrite");
  const isFull = (await write.store.count()) >= QUEUE_ROWS_MAX;
  if (!isFull) await write.store.put(scan);
  await write.done;
  return !isFull;
}

/** The oldest waiting scans, by the time of the scan. */
export async function waiting(count) {
  return (await opened).getAllFromIndex("queue", "at", undefined, count);
}

/** How many scans wait. */
export async function waitingCount() {
  return (await opened).count("queue");
}

/** Forget scans the server has answered. */
export async function dequeue(ids) {
  const write = (await opened).transaction("queue", "readwrite");
  await Promise.all(ids.map((id) => write.store.delete(id)));
  await write.done;
}

/** Remember what the server said of a code, known by its digest. */
export async function remember(key, verdict) {
  const write = (await opened).transaction("known", "readwrite");
  await write.store.put(verdict, key);
  if ((await write.store.count()) > KNOWN_ROWS_MAX) {
    const oldest = await write.store.index("seen").openKeyCursor();
    if (oldest) await write.store.delete(oldest.primaryKey);
  }
  await write.done;
}

/** What the server last said of a code, unless that is too long ago. */
export async function recall(key, now) {
  const verdict = await (await opened).get("known", key);
  return verdict && now - verdict.seen <= KNOWN_AGE_MS_MAX ? verdict : undefined;
}

/** Forget whom the gate knows and expects; `status` is what to keep of the status list. Scans that wait stay. */
export async function forgetPeople(status) {
  const write = (await opened).transaction(["settings", "known"], "readwrite");
  const settings = write.objectStore("settings");
  await Promise.all([
    settings.delete("pack"),
    status ? settings.put(status, "status") : settings.delete("status"),
    write.objectStore("known").clear(),
  ]);
  await write.done;
}

/** Forget everything: the device was revoked. Returns how many waiting scans were lost with it. */
export async function wipe() {
  const database = await opened;
  const lost = await database.count("queue");
  await Promise.all(["settings", "queue", "known"].map((name) => database.clear(name)));
  return lost;
}
