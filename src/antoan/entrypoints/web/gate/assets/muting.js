// When this page may tell no colour of its own: it is too old, scanning is stopped, or nobody has told it anything for days.

/**
 * Why no colour may be told: {reason, reasons}; null when one may. `page` is what the server said last of the gate.
 * An answer of the server is judged by what is in force there: only a page too old to read it hides it.
 */
export function mutedBy(page, { isLocal, now, version }) {
  if ((page?.minimumVersion ?? 0) > version) return { reason: "outdated", reasons: [] };
  if (!page || !isLocal) return null;
  const stop = stopIn(page, now);
  if (stop) return { reason: "stopped", reasons: [{ code: "stopped", vi: stop.vi, en: stop.en }] };
  // What governs, and which keys were revoked, is only known for so long.
  return now < Date.parse(page.expiresAt) ? null : { reason: "lapsed", reasons: [] };
}

/** The stop that holds at a moment, the city's first; undefined when there is none. */
export function stopIn(page, now) {
  return (page?.stops ?? []).find(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
}
