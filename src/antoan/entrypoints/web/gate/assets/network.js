// Knows whether the scan service answers, and asks again while it does not.

import { Away, health } from "./api.js";
import * as clock from "./clock.js";
import { RETRY_MS } from "./limits.js";

/** Up until an answer fails to come; then asked every few seconds until it is back. */
export class Network {
  constructor({ onChange, onBack }) {
    this.isUp = navigator.onLine;
    this.onChange = onChange;
    this.onBack = onBack;
    this.timer = null;
    window.addEventListener("online", () => this.probe());
    window.addEventListener("offline", () => this.lost());
  }

  /** An answer failed to come. */
  lost() {
    this.turn(false);
    if (!this.timer) this.timer = setInterval(() => this.probe(), RETRY_MS);
  }

  /** Ask once; sets the clock when there is an answer. */
  async probe() {
    const askedAt = Date.now();
    try {
      const answer = await health();
      const ahead = clock.correct(answer.time, askedAt, Date.now());
      clearInterval(this.timer);
      this.timer = null;
      this.turn(true);
      await this.onBack(ahead);
    } catch (fault) {
      if (!(fault instanceof Away)) throw fault;
      this.lost();
    }
  }

  turn(isUp) {
    if (this.isUp === isUp) return;
    this.isUp = isUp;
    this.onChange(isUp);
  }
}
