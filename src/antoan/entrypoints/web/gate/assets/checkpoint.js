// Road checkpoint: several people in one vehicle, one after the other; sent when the vehicle drives on.

import { Away, Refused, sendVehicle } from "./api.js";
import * as clock from "./clock.js";
import { uuid7 } from "./identifiers.js";
import * as store from "./store.js";
import { say } from "./texts.js";
import { newVehicle, summaryOf, toldOf, withPerson, withoutLast } from "./vehicle.js";

const find = (id) => document.getElementById(id);
const VEHICLES_WAITING_MAX = 500; // Beyond, the oldest plate is dropped; the scans themselves are in the queue.
let vehicle = null;

/** Whether scans belong to a vehicle now. */
export function isInVehicle() {
  return Boolean(vehicle);
}

/** Take up a vehicle that stood here when the page was closed; wire the buttons. `onDone` sends what waits. */
export async function openCheckpoint({ onDone }) {
  vehicle = (await store.setting("vehicle")) ?? null;
  find("vehicle-form").addEventListener("submit", (event) => {
    event.preventDefault();
    begin(find("plate").value.trim().toUpperCase(), Number(find("seats").value) || 0);
  });
  find("vehicle-undo").addEventListener("click", () => keep(withoutLast(vehicle)));
  find("vehicle-done").addEventListener("click", async () => {
    await drivesOn();
    await onDone();
  });
  show();
}

/** Add a scan to the vehicle. */
export async function board(scan, verdict) {
  await keep(withPerson(vehicle, { scan, verdict }));
}

/** Tell the server of vehicles that drove on. Throws Away and Revoked; what is refused is dropped. */
export async function tellVehicles(token) {
  for (let told = await waiting(); told.length; told = await waiting()) {
    try {
      await sendVehicle(token, told[0]);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
    }
    await store.keepSetting("vehicles", told.slice(1));
  }
}

async function begin(plate, seats) {
  const at = clock.now();
  await keep(newVehicle(uuid7(at), plate, seats, clock.rfc3339(at)));
}

/** The scans go into the queue like any other: nothing is lost when the network is away. */
async function drivesOn() {
  for (const { scan } of vehicle.people) {
    if (!(await store.enqueue(scan))) break; // Full: the page says so.
  }
  if (vehicle.people.length) {
    await store.keepSetting("vehicles", [...(await waiting()), toldOf(vehicle)].slice(-VEHICLES_WAITING_MAX));
  }
  await keep(null);
  find("vehicle-form").reset();
  find("plate").focus();
}

async function waiting() {
  return (await store.setting("vehicles")) ?? [];
}

async function keep(next) {
  vehicle = next;
  await store.keepSetting("vehicle", vehicle);
  show();
}

function show() {
  find("vehicle-form").hidden = Boolean(vehicle);
  find("vehicle-card").hidden = !vehicle;
  if (!vehicle) return;
  const summary = summaryOf(vehicle);
  find("vehicle-plate").textContent = vehicle.plate;
  find("vehicle-card").dataset.colour = vehicle.people.length ? summary.colour : "none";
  find("vehicle-word").textContent = vehicle.people.length ? say(`colour_${summary.colour}`) : "";
  find("vehicle-count").textContent = say(summary.missing ? "vehicle_missing" : "vehicle_count", summary);
  find("vehicle-ask").textContent = summary.ask.length ? say("vehicle_ask", { who: summary.ask.map(nameOf).join("; ") }) : "";
  find("vehicle-undo").disabled = vehicle.people.length === 0;
}

function nameOf({ verdict }) {
  return `${verdict.person?.label ?? say("vehicle_somebody")} (${say(`colour_${verdict.colour}`)})`;
}
