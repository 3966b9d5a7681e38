// What was answered so far, kept on this phone while the form is open, so that a lost network or a reload loses nothing.

const PREFIX = "antoan-me-draft:"; // What signing out deletes (shared.entry.js).
const KEEP_MS = 3_600_000; // An unfinished form, not saved answers: signs of an illness are of the moment.

/** The draft of one form for one person by one account. */
export function draftOf(account, form, subject) {
  const key = `${PREFIX}${account}:${form}:${subject}`;
  return {
    /** Return the fields kept within the hour, or nothing. */
    read() {
      try {
        const { at, fields } = JSON.parse(localStorage.getItem(key) ?? "{}");
        return Date.now() - at < KEEP_MS ? fields : null;
      } catch {
        return null;
      }
    },
    write: (fields) => localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields })),
    drop: () => localStorage.removeItem(key),
  };
}
