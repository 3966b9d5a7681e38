// The gate's clock, corrected by the server's: a phone whose clock is wrong must not date its scans wrongly.

let ahead = 0;

/** Learn the server's time from an answer; half the way there and back is taken off. */
export function correct(serverTime, askedAt, answeredAt) {
  const server = Date.parse(serverTime);
  if (Number.isFinite(server)) ahead = server - (askedAt + answeredAt) / 2;
  return ahead;
}

/** Take over the correction of an earlier visit to this page. */
export function restore(milliseconds) {
  ahead = Number.isFinite(milliseconds) ? milliseconds : 0;
}

/** This moment by the server's clock, in milliseconds. */
export function now() {
  return Date.now() + ahead;
}

/** A moment as RFC 3339 in Vietnam's time, which has no summer time. */
export function rfc3339(milliseconds) {
  return new Date(milliseconds + 7 * 3600 * 1000).toISOString().replace("Z", "+07:00");
}

/** The city's day of a moment, as 2026-11-22. */
export function day(milliseconds) {
  return rfc3339(milliseconds).slice(0, 10);
}
