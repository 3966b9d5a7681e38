// Forms that wait on this phone, sealed. A label (as a gate shows a name, and the birth year) is all that can be read of them.

import { openDB } from "idb";
import { FORMS_MAX, KEPT_MS_MAX } from "./limits.js";

// Signing out leaves it: the forms are sealed, and must not be lost. They are sent by the account that made them.
const opened = openDB("antoan-field", 1, {
  upgrade(database) {
    database.createObjectStore("forms", { keyPath: "id" }).createIndex("made", "made");
  },
});

/** Keep a form {id, account, label, made, sealed}; false when there are too many. */
export async function keep(form) {
  const write = (await opened).transaction("forms", "readwrite");
  const isFull = (await write.store.count()) >= FORMS_MAX;
  if (!isFull) await write.store.put(form);
  await write.done;
  return !isFull;
}

/** The forms of one account, the oldest first; what is too old for the server goes. */
export async function kept(account) {
  const write = (await opened).transaction("forms", "readwrite");
  const all = await write.store.index("made").getAll();
  const old = all.filter(({ made }) => Date.now() - made > KEPT_MS_MAX);
  await Promise.all(old.map(({ id }) => write.store.delete(id)));
  await write.done;
  return all.filter((form) => form.account === account && !old.includes(form));
}

/** Mark a form that the server will never take. */
export async function refuse(form) {
  await (await opened).put("forms", { ...form, refused: true });
}

/** Forget a form that the server has, or that its helper drops. */
export async function drop(id) {
  await (await opened).delete("forms", id);
}
