// The gate page: joins camera, hand scanner and keyboard to the verdict on the screen.

import { Camera } from "../../shared/assets/camera.js";
import { bearerOf, tidy } from "../../shared/assets/codes.js";
import { keepThisPage } from "../../shared/assets/kept.js";
import { Away, Refused, Revoked } from "./api.js";
import { showChallenge } from "./challenge.js";
import { board, isInVehicle, openCheckpoint, tellVehicles } from "./checkpoint.js";
import * as clock from "./clock.js";
import { openDeclaring } from "./declaring.js";
import { secretIn } from "./enrolment.js";
import { isOutdated, learnPage, pageHeld } from "./governing.js";
import { listenForCodes } from "./keyboard.js";
import { GREEN_MS, HOLD_MS, KIOSK_MS, LOOK_AROUND_MS, PACK_MS, QUEUE_ROWS_MAX, SAME_CODE_MS, TURN_MS } from "./limits.js";
import { mode, openModes } from "./modes.js";
import { stopIn } from "./muting.js";
import { Network } from "./network.js";
import * as packs from "./packs.js";
import { isAsking, offerSeat, wirePeople } from "./people.js";
import { judge, judgeAboard, judgeAgain } from "./scanning.js";
import * as screen from "./screen.js";
import * as sounds from "./sounds.js";
import * as store from "./store.js";
import { sendWaiting } from "./sync.js";
import { addresses, inOurLanguage, say } from "./texts.js";
import { inTurn } from "./turns.js";

const find = (id) => document.getElementById(id);
const state = { enrolled: null, direction: "auto", silent: false, busy: false, isStopped: false, shownAt: 0, packAt: 0, verdict: null, last: { text: "", bearer: "", at: 0 } };
let network;
let camera;
let greenTimer;

async function start() {
  keepThisPage(addresses.worker, addresses.scope);
  clock.restore(await store.setting("ahead"));
  state.silent = Boolean(await store.setting("silent"));
  find("sound").checked = !state.silent;
  state.enrolled = await store.setting("enrolled");
  listenForCodes(inTurn(scannedByHand, () => sounds.announce("unknown", { silent: state.silent })));
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
  const takenUp = packs.takeUp(state.enrolled);
  network = new Network({ onChange: screen.showNetwork, onBack: backOnline });
  screen.showGate(state.enrolled);
  setDirection((await store.setting("direction")) || state.enrolled.gate.mode || "auto");
  screen.showFace("scanner");
  await showCounts();
  screen.showNetwork(network.isUp);
  wireButtons();
  await openModes();
  await openCheckpoint({ onDone: afterVehicle });
  wirePeople({
    current: () => ({ token: state.enrolled.token, code: state.last.text, verdict: state.verdict }),
    onFault: answerFault,
    onNewcomer: scanned,
  });
  await showChallenge();
  await takenUp;
  await startCamera();
  await network.probe();
  // An installation that broke off must not wait for the next look around.
  setTimeout(() => navigator.serviceWorker?.controller || keepThisPage(addresses.worker, addresses.scope), LOOK_AROUND_MS / 3);
  setInterval(() => (network.isUp ? lookAround().then(renewPage) : packs.forgetWhenOver()), LOOK_AROUND_MS);
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
  find("declare-open").addEventListener("click", declareForThem);
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
  if (isRepeated(text)) {
    state.last.at = at;
    return;
  }
  if (at - state.shownAt >= HOLD_MS) scanned(raw);
}

async function scannedByHand(raw) {
  while (state.busy) await new Promise((done) => setTimeout(done, TURN_MS));
  await scanned(raw);
}

async function scanned(raw) {
  const text = tidy(raw);
  if (!text || state.busy || find("declare").open || isAsking()) return;
  const secret = secretIn(text);
  if (secret) {
    openEnrolment(secret);
    return;
  }
  if (!state.enrolled || isRepeated(text)) return;
  let verdict;
  state.busy = true;
  document.body.dataset.busy = "true";
  try {
    verdict = await judgeHere(text);
    await show(verdict);
  } catch (fault) {
    await answerFault(fault);
  } finally {
    // A phone that is still held up after its visit was kept shows a new dynamic code: that is no new visit.
    const isKept = ["recorded", "queued", "aboard"].includes(verdict?.kept);
    state.last = { text, bearer: isKept ? bearerOf(text) : text, at: Date.now() };
    state.busy = false;
    delete document.body.dataset.busy;
  }
}

/** As usual a scan is a visit at once; in a vehicle it waits until the vehicle drives on. */
async function judgeHere(text) {
  const { token } = state.enrolled;
  if (mode() !== "checkpoint" || !isInVehicle()) return judge(text, { token, direction: state.direction, network });
  const { scan, verdict } = await judgeAboard(text, { token, network });
  if (verdict.kept === "aboard") await board(scan, verdict);
  return verdict;
}

async function afterVehicle() {
  clearVerdict();
  await showWaiting();
  if (network.isUp) await network.probe();
}

function isRepeated(text) {
  const isSame = text === state.last.text || bearerOf(text) === state.last.bearer;
  return isSame && Date.now() - state.last.at < SAME_CODE_MS;
}

async function show(verdict) {
  clearTimeout(greenTimer);
  state.shownAt = Date.now();
  state.verdict = verdict;
  screen.showVerdict(verdict);
  offerSeat(verdict, state.enrolled.place?.kind);
  sounds.announce(verdict.colour, { silent: state.silent });
  screen.showInside(verdict.inside, verdict.capacity);
  if (verdict.kept === "recorded" || verdict.kept === "queued") await countOne();
  await showWaiting();
  // Green goes by itself; at a kiosk everything does, for nobody stands there to put it away.
  if (verdict.colour === "green") greenTimer = setTimeout(clearVerdict, GREEN_MS);
  else if (mode() === "kiosk") greenTimer = setTimeout(clearVerdict, KIOSK_MS);
}

function clearVerdict() {
  clearTimeout(greenTimer);
  screen.hideVerdict();
}

/** Staff declare for the person on the screen; the colour is then asked anew. */
async function declareForThem() {
  clearTimeout(greenTimer);
  const { token } = state.enrolled;
  const code = state.last.text;
  try {
    await openDeclaring({
      token,
      code,
      onSent: async ({ confirmed }) => {
        const verdict = await judgeAgain(code, { token, direction: state.direction });
        await show({ ...verdict, kept: confirmed ? "declared" : "declared_waits" });
      },
    });
  } catch (fault) {
    await answerFault(fault);
  }
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
  if (!navigator.serviceWorker?.controller) keepThisPage(addresses.worker, addresses.scope);
  try {
    const page = await learnPage(state.enrolled.token);
    Object.assign(state.enrolled, { gate: page.gate, place: page.place });
    screen.showGate(state.enrolled);
    if (await isOutdated()) screen.showNotice(say("outdated"));
    else await showStop();
    await showChallenge();
    await renewPack();
  } catch (fault) {
    await answerFault(fault);
  }
}

/** While scanning is stopped the page says so before anybody is scanned, and takes it back when that is over. */
async function showStop() {
  const stop = stopIn(await pageHeld(), clock.now());
  if (stop) screen.showNotice(say("stopped", { text: inOurLanguage(stop) }));
  else if (state.isStopped) screen.showNotice("");
  state.isStopped = Boolean(stop);
}

/** An outdated page is fetched anew while nobody stands before it; what waits is kept in the browser. */
async function renewPage() {
  const isIdle = !state.busy && !screen.verdictIsShown() && !document.querySelector("dialog[open]") && !find("typed").value;
  if (isIdle && (await isOutdated())) window.location.reload();
}

/** Renew the pack now and then; a device that was told to forget says so on its screen. */
async function renewPack() {
  await packs.forgetWhenOver();
  if (Date.now() - state.packAt < PACK_MS) return;
  state.packAt = Date.now();
  try {
    if (await packs.renew(state.enrolled)) {
      screen.showNotice(say("wiped"));
      await packs.renew(state.enrolled);
    }
  } catch (fault) {
    state.packAt = 0;
    if (!(fault instanceof Refused)) throw fault; // This device may have no pack; it goes on as before.
  }
}

async function handOver() {
  if (!state.enrolled) return;
  await tellVehicles(state.enrolled.token).catch(answerFault);
  if ((await store.waitingCount()) === 0) return;
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

start();
