// On every page of a citizen: says when there is no network, and has the pages kept for that time.

import { keepThisPage } from "../../shared/assets/kept.js";

const script = document.currentScript;

function showNetwork() {
  document.getElementById("my-offline").hidden = navigator.onLine;
}

window.addEventListener("online", showNetwork);
window.addEventListener("offline", showNetwork);
showNetwork();
keepThisPage(script.dataset.worker, script.dataset.scope);
