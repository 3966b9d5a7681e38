// Where declaring begins: sends what a lost network left on this phone.

import { startBanner } from "./declaring/banner.js";

startBanner(JSON.parse(document.getElementById("declare-account").textContent));
