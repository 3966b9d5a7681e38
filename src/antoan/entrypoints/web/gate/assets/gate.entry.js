// The gate page: joins camera, hand scanner and keyboard to the verdict on the screen.

import { tidy } from "../../shared/assets/codes.js";
import { Away, Revoked } from "./api.js";
import { Camera } from "./camera.js";
import * as clock from "./clock.js";
import { secretIn } from "./enrolment.js";
import { learnPage } from "./governing.js";
import { listenForCodes } from "./keyboard.js";
import { GREEN_MS, HOLD_MS, LOOK_AROUND_MS, PAGE_VERSION, QUEUE_ROWS_MAX, SAME_CODE_MS } from "./limits.js";
import { Network } from "./network.js";
import { judge } from "./scanning.js";
import * as screen from "./screen.js";
import * as sounds from "./sounds.js";
import * as store from "./store.js";
import { sendWaiting } from "./sync.js";
import { addresses, say } from "./texts.js";

const find = (id) => document.getElementById(id);
const state = { enrolled: null, direction: "auto", silent: false, busy: false, shownAt: 0, last: { text: "", at: 0 } };
let network;
let camera;
let greenTimer;

async function start() {
  registerWorker();
  clock.restore(await store.setting("ahead"));
  state.silent = Boolean(await store.setting("silent"));
  find("sound").checked = !state.silent;
  state.enrolled = await store.setting("enrolled");
  listenForCodes(scanned);
  find("stranger-form").addEventListener("submit", useTypedSecret);
  camera = new Camera(find("video"), addresses.reader, seen);
  if (!state.enrolled) {
    screen.showFace("stranger");
    return;
  }
  await startScanning();
}

async function startScanning() {
  // First of all: a code may be scanned as soon as the page listens.
  network = new Network({ onChange: screen.showNetwork, onBack: backOnline });
  screen.showGate(state.enrolled);
  setDirection((await store.setting("direction")) || state.enrolled.gate.mode || "auto");
  screen.showFace("scanner");
  await showCounts();
  screen.showNetwork(network.isUp);
  wireButtons();
  await startCamera();
  await network.probe();
  setInterval(() => network.isUp && lookAround(), LOOK_AROUND_MS);
}

function wireButtons() {
  find("typed-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = find("typed").value;
    find("typed").value = "";
    if (text.trim()) scanned(text);
  });
  for (const option of document.querySelectorAll("input[name=direction]")) {
    option.addEventListener("change", () => setDirection(option.value));
  }
  find("next").addEventListener("click", clearVerdict);
  find("torch").addEventListener("click", toggleTorch);
  find("camera-again").addEventListener("click", startCamera);
  find("menu-open").addEventListener("click", () => find("menu").showModal());
  find("menu-close").addEventListener("click", () => find("menu").close());
  find("send-now").addEventListener("click", () => {
    find("menu").close();
    network.probe();
  });
  find("sound").addEventListener("change", (event) => {
    state.silent = !event.target.checked;
    store.keepSetting("silent", state.silent);
  });
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, sounds.wake, { capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && screen.verdictIsShown()) clearVerdict();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? camera.stop() : startCamera()));
}

async function startCamera() {
  if (document.hidden || camera.stream) return;
  try {
    await camera.start();
    screen.showCameraFault("");
  } catch (fault) {
    screen.showCameraFault(fault.reason || "busy");
  }
  find("torch").hidden = !camera.hasTorch;
  navigator.wakeLock?.request("screen").catch(() => {}); // A dark screen scans nothing; without it we still work.
}

async function toggleTorch() {
  const isOn = await camera.toggleTorch().catch(() => false);
  find("torch").setAttribute("aria-pressed", String(isOn));
}

function setDirection(direction) {
  state.direction = direction;
  store.keepSetting("direction", direction);
  const option = document.querySelector(`input[name=direction][value=${direction}]`);
  if (option) option.checked = true;
}

/** The camera sees a code many times a second: the same one counts again only after it was away for a while. */
function seen(raw) {
  const text = tidy(raw);
  const at = Date.now();
  const isSame = text === state.last.text && at - state.last.at < SAME_CODE_MS;
  if (isSame) {
    state.last.at = at;
    return;
  }
  if (at - state.shownAt >= HOLD_MS) scanned(raw);
}

async function scanned(raw) {
  const text = tidy(raw);
  if (!text || state.busy) return;
  const secret = secretIn(text);
  if (secret) {
    openEnrolment(secret);
    return;
  }
  if (!state.enrolled || isRepeated(text)) return;
  state.busy = true;
  document.body.dataset.busy = "true";
  try {
    await show(await judge(text, { token: state.enrolled.token, direction: state.direction, network }));
  } catch (fault) {
    await answerFault(fault);
  } finally {
    state.last = { text, at: Date.now() };
    state.busy = false;
    delete document.body.dataset.busy;
  }
}

function isRepeated(text) {
  return text === state.last.text && Date.now() - state.last.at < SAME_CODE_MS;
}

async function show(verdict) {
  clearTimeout(greenTimer);
  state.shownAt = Date.now();
  screen.showVerdict(verdict);
  sounds.announce(verdict.colour, { silent: state.silent });
  screen.showInside(verdict.inside, verdict.capacity);
  if (verdict.kept === "recorded" || verdict.kept === "queued") await countOne();
  await showWaiting();
  if (verdict.colour === "green") greenTimer = setTimeout(clearVerdict, GREEN_MS);
}

function clearVerdict() {
  clearTimeout(greenTimer);
  screen.hideVerdict();
}

async function countOne() {
  const today = clock.day(clock.now());
  const count = await store.setting("count");
  await store.keepSetting("count", { day: today, scans: count?.day === today ? count.scans + 1 : 1 });
  await showCounts();
}

async function showCounts() {
  const count = await store.setting("count");
  screen.showToday(count?.day === clock.day(clock.now()) ? count.scans : 0);
  await showWaiting();
}

async function showWaiting() {
  const count = await store.waitingCount();
  screen.showWaiting(count, count >= QUEUE_ROWS_MAX);
}

/** The scan service answers again: take over its clock and what governs this gate, hand over what waited. */
async function backOnline(ahead) {
  await store.keepSetting("ahead", ahead);
  await lookAround();
  await handOver();
}

/** Learn what governs this gate now; a revoked device learns it here even when nobody is scanned. */
async function lookAround() {
  if (!state.enrolled) return;
  // What could not be kept the first time is fetched now.
  if (!navigator.serviceWorker?.controller) registerWorker();
  try {
    const page = await learnPage(state.enrolled.token);
    Object.assign(state.enrolled, { gate: page.gate, place: page.place });
    screen.showGate(state.enrolled);
    if (page.minimumVersion > PAGE_VERSION) screen.showNotice(say("outdated"));
  } catch (fault) {
    await answerFault(fault);
  }
}

async function handOver() {
  if (!state.enrolled || (await store.waitingCount()) === 0) return;
  const once = navigator.locks ? (work) => navigator.locks.request("antoan-hand-over", { ifAvailable: true }, work) : (work) => work(true);
  await once(async (lock) => {
    if (!lock) return; // Another tab is at it.
    try {
      const sending = { token: state.enrolled.token, now: clock.now, onProgress: screen.showProgress };
      screen.showReport(await sendWaiting(sending));
    } catch (fault) {
      screen.hideProgress();
      await answerFault(fault);
    }
    await showWaiting();
  });
}

async function answerFault(fault) {
  if (fault instanceof Revoked) {
    await beStranger();
  } else if (fault instanceof Away) {
    network.lost();
  } else {
    screen.showNotice(say("failed"));
    throw fault;
  }
}

/** Revoked: nothing of the gate, its visitors or its queue may stay on this device. */
async function beStranger() {
  state.enrolled = null;
  clearVerdict();
  camera.stop();
  const lost = await store.wipe();
  find("revoked-text").textContent = lost ? say("revoked_lost", { count: lost }) : say("revoked");
  find("revoked").hidden = false;
  screen.showFace("stranger");
  screen.speak([say("revoked")]);
}

function useTypedSecret(event) {
  event.preventDefault();
  const typed = find("secret").value.trim();
  openEnrolment(secretIn(typed) || typed);
}

function openEnrolment(secret) {
  window.location.assign(`${addresses.enrol}#${secret}`);
}

function registerWorker() {
  // Without it the page still works, only not without a network.
  navigator.serviceWorker?.register(addresses.worker, { scope: addresses.scope }).catch(() => {});
}

start();
