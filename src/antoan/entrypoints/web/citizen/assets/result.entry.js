// A declaration's result: says when it has run out, also while the page stays open or the network is gone.

import { startBanner } from "./declaring/banner.js";

const account = document.getElementById("declare-account");
if (account) startBanner(JSON.parse(account.textContent));

const valid = document.getElementById("valid");
if (valid) watch(Date.parse(valid.dataset.until));

function watch(until) {
  const left = until - Date.now();
  if (left <= 0) document.getElementById("valid-text").textContent = valid.dataset.over;
  else setTimeout(() => watch(until), Math.min(left, 60_000));
}
