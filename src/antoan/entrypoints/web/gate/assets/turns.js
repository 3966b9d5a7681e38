// Codes of a hand scanner faster than the answers wait their turn: nobody passes unjudged.

import { HOLD_MS, WAITING_CODES_MAX } from "./limits.js";

/** Return a listener that has codes judged one after the other; past the bound it calls `refuse` instead. */
export function inTurn(judge, refuse) {
  const waiting = [];
  let isAtWork = false;

  async function work() {
    isAtWork = true;
    while (waiting.length) {
      await judge(waiting.shift());
      if (waiting.length) await new Promise((done) => setTimeout(done, HOLD_MS)); // Each verdict is seen.
    }
    isAtWork = false;
  }

  return (text) => {
    if (waiting.length >= WAITING_CODES_MAX) {
      refuse();
      return;
    }
    waiting.push(text);
    if (!isAtWork) work();
  };
}
