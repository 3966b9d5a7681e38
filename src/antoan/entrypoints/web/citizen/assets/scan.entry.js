// The page that scans a place's code: a false one is refused here, before anything is asked of any network.

import { Camera } from "../../shared/assets/camera.js";
import { checkPlace, detect } from "../../shared/assets/codes.js";

const SAME_CODE_MS = 3000;

const config = JSON.parse(document.getElementById("scan-config").textContent);
const find = (id) => document.getElementById(id);
const last = { text: "", at: 0 };
let camera;
let isOpening = false;

async function start() {
  find("scanner").hidden = false;
  camera = new Camera(find("video"), config.reader, seen);
  find("camera-start").addEventListener("click", open);
  find("scan-again").addEventListener("click", again);
  document.addEventListener("visibilitychange", () => document.hidden && close());
  // Whoever has allowed the camera before is not asked to press anything.
  const allowed = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  if (allowed?.state === "granted") await open();
}

async function open() {
  try {
    await camera.start();
    find("camera-cover").hidden = true;
  } catch (fault) {
    find("camera-text").textContent = config.texts[`camera_${fault.reason || "busy"}`];
    find("camera-cover").hidden = false;
  }
}

function close() {
  camera.stop();
  find("camera-cover").hidden = false;
}

/** The camera sees a code many times a second. */
async function seen(raw) {
  const at = Date.now();
  const isSame = raw === last.text && at - last.at < SAME_CODE_MS;
  Object.assign(last, { text: raw, at });
  if (!isSame && !isOpening && find("scan-warning").hidden) await judge(detect(raw), at);
}

async function judge(found, at) {
  if (found.kind !== "place") return refuseOther(found);
  const reason = await checkPlace(found.text, config.keys, at);
  const isOwnHost = found.value.host === window.location.host;
  // What this page's keys cannot tell, the server can; but only our own.
  if (reason === "ok" || (isOwnHost && ["unknown_key", "unknown_version", "not_yet_valid"].includes(reason))) follow(found);
  else if (reason === "revoked" && isOwnHost) warn("revoked", found.text);
  else warn(isOwnHost ? "forged" : "foreign", found.text, found.value.host);
}

function follow(found) {
  if (!navigator.onLine) return say(config.texts.offline);
  isOpening = true;
  camera.stop();
  say(config.texts.opening);
  const scheme = found.value.host === window.location.host ? window.location.protocol : "https:";
  window.location.assign(`${scheme}//${found.value.host}/p/${found.value.token}`);
}

function refuseOther(found) {
  if (found.kind.startsWith("personal")) return say(config.texts.personal);
  // A poster that was forgotten on a wall is no attack: nothing to report.
  if (found.kind === "former") return say(config.texts.former.replace("{app}", found.value.name));
  const host = hostOf(found.text);
  // Of a foreign address only the host goes on: the rest may hold somebody's data.
  if (host) warn("foreign", `https://${host}/`, host);
  else say(config.texts.other);
}

function hostOf(text) {
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address.host : "";
  } catch {
    return "";
  }
}

function warn(kind, code, host = "") {
  close();
  say("");
  find("scan-title").textContent = config.texts[`${kind}_title`];
  find("scan-text").textContent = config.texts[kind].replace("{host}", host);
  find("scan-report").href = `${config.report}?code=${encodeURIComponent(code)}`;
  find("camera").hidden = true;
  find("scan-warning").hidden = false;
  find("scan-warning").focus();
}

async function again() {
  find("scan-warning").hidden = true;
  find("camera").hidden = false;
  Object.assign(last, { text: "", at: 0 });
  await open();
}

function say(text) {
  find("scan-state").textContent = text;
  find("scan-state").hidden = !text;
}

start();
