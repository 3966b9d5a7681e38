// Every bound of the gate page, in one place. Nothing here grows without one.

// Scans that wait for the network. At the bound a scan is still judged, but no longer kept: the page says so.
export const QUEUE_ROWS_MAX = 5000;
// Scans sent in one request; the server takes 1,000.
export const BATCH_ROWS = 300;
// The server refuses scans older than seven days; older ones are dropped and counted in the report.
export const QUEUE_AGE_MS_MAX = 7 * 24 * 3600 * 1000;
// Verdicts remembered for the time without network. The oldest go first.
export const KNOWN_ROWS_MAX = 20000;
export const KNOWN_AGE_MS_MAX = 12 * 3600 * 1000;
// An answer slower than this counts as no answer: the person at the gate is not kept waiting.
export const ANSWER_MS_MAX = 2500;
// After a failure the page judges by itself at once, and asks this often whether the network is back.
export const RETRY_MS = 4000;
// The same code again within this time is the same person still holding the phone up.
export const SAME_CODE_MS = 3000;
// A verdict stays at least so long before the camera may replace it.
export const HOLD_MS = 1200;
// Green goes away by itself; all others wait for a hand or the next scan.
export const GREEN_MS = 3500;
// At a kiosk any other colour goes away too, so that the next person finds a free screen.
export const KIOSK_MS = 9000;
// A hand scanner types faster than any hand: at most this long between two keys.
export const KEY_GAP_MS = 45;
// A busy device delivers keys late: a code waits so long for its next key rather than be cut in two and read as forged.
export const KEY_PAUSE_MS = 600;
// Of the gaps between the keys of a code, this share must be a scanner's.
export const FAST_SHARE_MIN = 0.8;
export const BURST_LENGTH_MIN = 6;
// Codes typed by a scanner while another is judged. At the bound the gate sounds as for a code it cannot read.
export const WAITING_CODES_MAX = 5;
// How often it looks whether the camera's code is done.
export const TURN_MS = 50;

// How often an idle gate asks what governs it: a revoked device stops within this time (lesson L7).
export const LOOK_AROUND_MS = 45000;
// Grows when answers change so that an older page would show them wrongly.
export const PAGE_VERSION = 2;

// How often a device tells how it is doing and asks for a newer pack.
export const PACK_MS = 10 * 60 * 1000;
