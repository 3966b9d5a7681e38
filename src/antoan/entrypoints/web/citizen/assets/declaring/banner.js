// The line that tells what waits on this phone, on every page about declaring.

import { follow, waiting } from "./outbox.js";

/** Show it and keep sending; `onSent` may take an outcome itself (true), then the line says nothing of it. */
export function startBanner(account, onSent = () => false) {
  const banner = document.getElementById("outbox");
  const say = (count) => {
    banner.hidden = count === 0;
    if (count) banner.textContent = banner.dataset.waiting.replace("{count}", count);
  };
  say(waiting(account).length);
  return follow(account, (outcome, count, entry) => {
    say(count);
    if (onSent(outcome, entry)) return;
    if (outcome.state === "sent") tellSent(banner, outcome.address);
    if (outcome.state === "refused") tell(banner, banner.dataset.refused);
  });
}

function tell(banner, text) {
  banner.textContent = text;
  banner.hidden = false;
}

function tellSent(banner, address) {
  tell(banner, `${banner.dataset.sent} `);
  const link = document.createElement("a");
  link.href = address;
  link.textContent = banner.dataset.see;
  banner.append(link);
}
